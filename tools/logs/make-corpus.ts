import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  benignEvent,
  type Chance,
  chanceFrom,
  type LogEvent,
  negativeEvent,
  searchEvent,
} from './log-events.ts'
import { type LogWriter, logWriters } from './log-writers.ts'

/** What somebody was made to do with a service. Without content (DNS) it is no use, but it is to be found. */
export type Planted = { person: string; service: string; uses: number; firstMs: number; lastMs: number }

export type Corpus = {
  readonly folder: string
  readonly files: readonly string[]
  readonly bytes: number
  readonly lines: number
  readonly brokenLines: number
  readonly planted: readonly Planted[]
  /** No account or address that begins so did anything: whoever of them is found is found wrongly. */
  readonly innocent: readonly string[]
}

export const corpusInnocent = ['user', 'reader', '10.1.', '10.2.'] as const

type Options = {
  folder: string
  bytes: number
  seed: number
  shareOfUses?: number
  formats?: readonly string[]
}

/** Shares of a mixed corpus: proxies write most. */
const shares: Readonly<Record<string, number>> = {
  ...{
    squid: 0.35,
    w3c: 0.2,
    zscaler: 0.15,
    'zeek-dns': 0.1,
    bind: 0.06,
    dnsmasq: 0.05,
    'windows-dns': 0.05,
    umbrella: 0.04,
  },
}

const startMs = Date.parse('2019-11-01T00:00:00Z')

/** Writes a mixed corpus of logs with a known truth: 1 % of lines are uses (in logs that see content), 1 % hard negatives, 0.05 % broken. */
export async function makeCorpus(of: Options): Promise<Corpus> {
  await mkdir(of.folder, { recursive: true })
  const chance = chanceFrom(of.seed)
  const planted = new Map<string, Planted>()
  const names = of.formats ?? Object.keys(shares)
  const sum = names.reduce((total, name) => total + (shares[name] ?? 0.1), 0)
  const corpus = { bytes: 0, lines: 0, brokenLines: 0 }
  const files: string[] = []
  for (const name of names) {
    const writer = logWriters[name]
    if (!writer) throw new Error(`There is no log of the kind ${name}.`)
    const path = join(of.folder, writer.file)
    files.push(path)
    const bytes = (of.bytes * (shares[name] ?? 0.1)) / sum
    await writeLog({ path, writer, bytes, chance, planted, corpus, shareOfUses: of.shareOfUses ?? 0.01 })
  }
  return { folder: of.folder, files, ...corpus, planted: [...planted.values()], innocent: corpusInnocent }
}

type LogOf = {
  path: string
  writer: LogWriter
  bytes: number
  chance: Chance
  planted: Map<string, Planted>
  corpus: { bytes: number; lines: number; brokenLines: number }
  shareOfUses: number
}

async function writeLog(of: LogOf): Promise<void> {
  const { writer, chance, corpus } = of
  const stream = createWriteStream(of.path, { highWaterMark: 1 << 20 })
  let text = writer.head
  let written = 0
  let atMs = startMs
  corpus.lines += writer.head.split('\n').length - 1
  while (written + text.length < of.bytes) {
    atMs += 1 + chance.below(40)
    text += `${nextLine(of, atMs)}\n`
    corpus.lines++
    if (text.length < 1 << 18) continue
    written += text.length
    if (!stream.write(text, 'latin1')) await once(stream, 'drain')
    text = ''
  }
  corpus.bytes += written + text.length
  stream.end(text, 'latin1')
  await once(stream, 'close')
}

function nextLine({ writer, chance, corpus, planted, shareOfUses }: LogOf, atMs: number): string {
  if (chance.share(0.0005)) {
    corpus.brokenLines++
    return writer.line(benignEvent(chance, atMs)).slice(0, 3 + chance.below(15))
  }
  if (chance.share(shareOfUses)) {
    const event = searchEvent(chance, atMs)
    // Azure's face service is told from its others by the path, which a log of names does not show.
    if (writer.seesContent || event.service !== 'azure-face') plant(planted, { writer, event })
    return writer.line(event)
  }
  return writer.line(
    chance.share(0.01) ? negativeFor(writer, negativeEvent(chance, atMs)) : benignEvent(chance, atMs),
  )
}

/** A log of names cannot tell who reads a vendor's press page: looked up is looked up, so there such a reader is given another host. */
function negativeFor(writer: LogWriter, event: LogEvent): LogEvent {
  const vendor = /^(www\.)?(clearview\.ai|pimeyes\.com)\.?$/.test(event.host)
  return vendor && !writer.seesContent ? { ...event, host: 'clearview.ai.example.com' } : event
}

function plant(
  planted: Map<string, Planted>,
  of: { writer: LogWriter; event: LogEvent & { service: string } },
): void {
  const { writer, event } = of
  const person = writer.namesAccount ? event.account : event.address
  // Logs write whole seconds or thousandths; the corpus is compared by seconds.
  const { atMs, service } = event
  const key = `${person} ${service}`
  const one = planted.get(key) ?? { person, service, uses: 0, firstMs: atMs, lastMs: atMs }
  one.uses += writer.seesContent ? 1 : 0
  one.firstMs = Math.min(one.firstMs, atMs)
  one.lastMs = Math.max(one.lastMs, atMs)
  planted.set(key, one)
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, megabytes: { type: 'string' }, seed: { type: 'string' } },
  })
  const folder = values.out ?? 'corpus'
  const corpus = await makeCorpus({
    folder,
    bytes: Number(values.megabytes ?? 100) * 1e6,
    seed: Number(values.seed ?? 1),
  })
  process.stdout.write(`${JSON.stringify({ ...corpus, planted: corpus.planted.length })}\n`)
}
