import { spawnSync } from 'node:child_process'
import { createReadStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { builtinRegister } from '../src/oversight/index.ts'
import { makeCorpus } from '../tools/logs/make-corpus.ts'
import { readOptions } from './options.ts'
import { endOnSignals, scratchFolder } from './scratch-folder.ts'
import { median } from './statistics.ts'
import { print } from './table.ts'

// The review of a mixed corpus of logs with a known truth, in a process of its own, beside grep -F, which only counts lines that bear a
// name, and beside the plain way to read lines in Node. See README.md.

const options = readOptions('Scan a made-up corpus of logs for outside face search.', {
  values: {
    megabytes: { value: '200', says: 'size of the corpus, uncompressed' },
    threads: { value: '2', says: 'threads of the review' },
    repetitions: { value: '3', says: 'runs of each program; medians count' },
    seed: { value: '1', says: 'the same seed makes the same corpus' },
  },
  switches: { json: 'one line of JSON, last', help: 'this text' },
})
const [megabytes, threads, repetitions] = [
  options.count('megabytes'),
  options.count('threads'),
  options.count('repetitions'),
]
endOnSignals()
const folder = scratchFolder(undefined)
const root = new URL('..', import.meta.url).pathname
const corpus = await makeCorpus({
  folder: join(folder, 'logs'),
  bytes: megabytes * 1e6,
  seed: options.count('seed'),
})
const names = builtinRegister().services.flatMap(({ domains }) =>
  domains.map(({ domain }) => domain.replaceAll('*', '')),
)
const namesFile = join(folder, 'names')
writeFileSync(namesFile, `${names.join('\n')}\n`)

const seconds = async (work: () => unknown): Promise<number> => {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1000
}
const times = async (work: () => unknown): Promise<number> => {
  const all: number[] = []
  for (let run = 0; run < repetitions; run++) all.push(await seconds(work))
  return median(all)
}

type Reviewed = {
  lines: number
  brokenLines: number
  findings: { person: string; serviceId: string; uses: number }[]
}

let reviewed: Reviewed | undefined
let peakBytes = 0
const review = () => {
  const peak = join(folder, 'peak')
  const words = ['oversight', 'scan', ...corpus.files, '--threads', String(threads), '--json']
  const run = spawnSync(
    process.execPath,
    ['--import', join(root, 'bench/peak-memory.mjs'), join(root, 'bin/casebound.mjs'), ...words],
    {
      ...{ encoding: 'utf8', maxBuffer: 1 << 30, env: { ...process.env, CASEBOUND_PEAK_FILE: peak } },
    },
  )
  const last = run.stdout.trimEnd().split('\n').at(-1) ?? ''
  reviewed = JSON.parse(last) as Reviewed
  peakBytes = Math.max(peakBytes, Number(spawnSync('cat', [peak], { encoding: 'utf8' }).stdout) * 1024)
}
const grep = () =>
  spawnSync('grep', ['-F', '-i', '-c', '-f', namesFile, ...corpus.files], {
    env: { ...process.env, LC_ALL: 'C' },
  })
const plainNode = async () => {
  let found = 0
  for (const file of corpus.files) {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      if (names.some((name) => line.includes(name))) found++
    }
  }
  return found
}

const [reviewSeconds, grepSeconds, plainSeconds] = [
  await times(review),
  await times(grep),
  await seconds(plainNode),
]
const found = new Map(reviewed?.findings.map((one) => [`${one.person} ${one.serviceId}`, one.uses]))
const recalled = corpus.planted.filter(
  ({ person, service, uses }) => found.get(`${person} ${service}`) === uses,
).length
const wrongly = [...found.keys()].filter((key) =>
  corpus.innocent.some((start) => key.startsWith(start)),
).length
const rate = (time: number): number => Math.round(corpus.bytes / 1e6 / time)
const figures = {
  ...{ megabytes, threads, lines: corpus.lines, planted: corpus.planted.length },
  recall: recalled / corpus.planted.length,
  falseFindings: wrongly,
  linesRight: reviewed?.lines === corpus.lines && reviewed.brokenLines === corpus.brokenLines,
  megabytesPerSecond: rate(reviewSeconds),
  peakMegabytes: Math.round(peakBytes / 1e6),
  grepMegabytesPerSecond: rate(grepSeconds),
  plainNodeMegabytesPerSecond: rate(plainSeconds),
  timesGrep: Number((grepSeconds / reviewSeconds).toFixed(2)),
  timesPlainNode: Number((plainSeconds / reviewSeconds).toFixed(2)),
}
print(
  `${figures.lines} lines, ${megabytes} MB: ${figures.megabytesPerSecond} MB/s with ${threads} threads, start of the program included.`,
)
print(
  `  peak memory ${figures.peakMegabytes} MB; recall ${figures.recall}; found wrongly ${wrongly}; lines and broken lines right: ${figures.linesRight}`,
)
print(
  `  grep -F -i -c: ${figures.grepMegabytesPerSecond} MB/s (we: ${figures.timesGrep} times); readline in Node: ${figures.plainNodeMegabytesPerSecond} MB/s (we: ${figures.timesPlainNode} times)`,
)
if (options.on('json')) process.stdout.write(`${JSON.stringify(figures)}\n`)
if (figures.recall < 1 || wrongly > 0 || !figures.linesRight) process.exitCode = 1
