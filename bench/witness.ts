import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Ledger, openLedger } from '../src/ledger/index.ts'
import { openScratchLedger } from '../src/ledger/open-scratch-ledger.ts'
import {
  galleryDraft,
  modelDraft,
  policyDraft,
  resultDraft,
  searchDraft,
} from '../src/ledger/sample-drafts.ts'
import { createWitness } from '../src/witness/index.ts'
import { readOptions } from './options.ts'
import { endOnSignals, scratchFolder } from './scratch-folder.ts'
import { median, percentile } from './statistics.ts'
import { ms, print, table } from './table.ts'

// How much longer a search waits because witnesses cosign its two entries: two logs by turns, one without witnesses and one with some
// on loopback, each a process of its own. Both sign in a process of their own, and both flush to the disk. See README.md.

const options = readOptions('Measure what witnesses add to the wait of a search.', {
  values: {
    searches: { value: '100', says: 'searches of each log; medians count' },
    witnesses: { value: '3', says: 'witnesses on loopback' },
    needed: { value: '2', says: 'how many of them must cosign' },
  },
  switches: { json: 'one line of JSON, last', help: 'this text' },
})
const searches = options.count('searches')
const [count, needed] = [options.count('witnesses'), options.count('needed')]
const root = new URL('..', import.meta.url).pathname
endOnSignals()
const folder = scratchFolder(undefined)
const children: ChildProcess[] = []
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** Serves a witness as its operator would; gives its line of the policy. */
async function serveWitness(at: number, log: string): Promise<string> {
  const dir = join(folder, `w${at}`)
  const vkey = await createWitness(dir, `inspector.example/w${at}`)
  const program = join(root, 'bin', 'casebound.mjs')
  const args = ['witness', 'serve', '--dir', dir, '--log', log, '--listen', '127.0.0.1:0', '--json']
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
  children.push(child)
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('{')) return `witness w${at} ${vkey} ${JSON.parse(line).url}`
  throw new Error(`witness ${at} did not start`)
}

/** A log as a house opens it, with what a search refers to in place. */
async function openLog(witnessed: boolean) {
  const scratch = await openScratchLedger()
  await scratch.ledger.close()
  const { openSigner: _, ...rest } = scratch.options
  const policyPath = join(folder, 'policy.txt')
  if (witnessed) {
    const numbers = Array.from({ length: count }, (_one, at) => at + 1)
    const lines = await Promise.all(numbers.map((at) => serveWitness(at, scratch.ledger.vkey)))
    const names = numbers.map((at) => `w${at}`).join(' ')
    writeFileSync(policyPath, [...lines, `group all ${needed} ${names}`, 'quorum all', ''].join('\n'))
  }
  const ledger = await openLedger(witnessed ? { ...rest, policyPath } : rest)
  await ledger.append(modelDraft)
  const { entryId: pol } = await ledger.append(policyDraft)
  const { entryId: gal } = await ledger.append(galleryDraft)
  const close = async () => {
    await ledger.close()
    await scratch.close()
  }
  return { ledger, grounds: { pol, gal }, close }
}

/** Milliseconds that the two entries of a search are waited for. */
async function searchMs(ledger: Ledger, grounds: Parameters<typeof searchDraft>[0]): Promise<number> {
  const startedAt = performance.now()
  const { entryId } = await ledger.append(searchDraft(grounds))
  await ledger.append(resultDraft(entryId))
  return performance.now() - startedAt
}

const logs = { without: await openLog(false), with: await openLog(true) }
const times = { without: [] as number[], with: [] as number[] }
const warmUp = 5
for (let round = -warmUp; round < searches; round++)
  for (const name of ['without', 'with'] as const) {
    const took = await searchMs(logs[name].ledger, logs[name].grounds)
    if (round >= 0) times[name].push(took)
  }
const cosigners = logs.with.ledger.witnesses().filter(({ last }) => last?.kind === 'cosigned').length
for (const log of Object.values(logs)) await log.close()

const figures = {
  ...{ searches, witnesses: count, needed, cosigners },
  withoutMs: { median: median(times.without), p95: percentile(times.without, 0.95) },
  withMs: { median: median(times.with), p95: percentile(times.with, 0.95) },
  addedMs: median(times.with.map((took, at) => took - (times.without[at] ?? 0))),
}
if (options.on('json')) print(JSON.stringify(figures))
else {
  print(
    table([
      ['both entries of a search', 'median ms', '95 % ms'],
      ['without witnesses', ms(figures.withoutMs.median), ms(figures.withoutMs.p95)],
      [`with ${needed} of ${count}`, ms(figures.withMs.median), ms(figures.withMs.p95)],
    ]),
  )
  print(`\n  added, median of pairs: ${ms(figures.addedMs)} ms (aim: under 60)`)
}
process.exit(0)
