import { setTimeout as sleep } from 'node:timers/promises'
import { openLedger } from '../src/ledger/index.ts'
import { openScratchLedger } from '../src/ledger/open-scratch-ledger.ts'
import { refusalDraft } from '../src/ledger/sample-drafts.ts'
import { readOptions } from './options.ts'
import { endOnSignals } from './scratch-folder.ts'
import { median, percentile } from './statistics.ts'
import { ms, print } from './table.ts'

// How fast the log's writer is: entries that come at a steady pace, as many as it takes, and what a long log costs. The signer is a process
// of its own, the database is the embedded one, and everything is flushed to the disk. See README.md.

const options = readOptions('Measure the writer of the log.', {
  values: {
    pace: { value: '50', says: 'entries a second that are offered' },
    seconds: { value: '20', says: 'how long each part runs' },
    entries: {
      value: '5000',
      says: 'size that the log is grown to, 256 at a time, at least one such batch beyond the parts before',
    },
  },
  switches: { json: 'one line of JSON, last', help: 'this text' },
})
const [pace, seconds, entries] = [options.count('pace'), options.count('seconds'), options.count('entries')]
endOnSignals()

const scratch = await openScratchLedger()
await scratch.ledger.close()
const { openSigner: _, ...rest } = scratch.options
let ledger = await openLedger(rest)

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}
const append = () => timed(() => ledger.append(refusalDraft))

/** Offers entries at a pace, whether or not those before are settled. */
async function steady() {
  const waits: Promise<number>[] = []
  const startedAt = performance.now()
  for (let at = 0; at < pace * seconds; at++) {
    const dueMs = startedAt + (at * 1000) / pace - performance.now()
    if (dueMs > 0) await sleep(dueMs)
    waits.push(append())
  }
  const all = await Promise.all(waits)
  const tookS = (performance.now() - startedAt) / 1000
  return { ratePerS: all.length / tookS, medianMs: median(all), p99Ms: percentile(all, 0.99) }
}

/** As many as 64 that always wait get through. */
async function most() {
  let done = 0
  const startedAt = performance.now()
  const one = async () => {
    while (performance.now() - startedAt < seconds * 1000) {
      await append()
      done++
    }
  }
  await Promise.all(Array.from({ length: 64 }, one))
  return { ratePerS: done / ((performance.now() - startedAt) / 1000) }
}

/** Grows the log in full rounds; rates of the first and the last part, the next start, and single entries after it. */
async function long() {
  const batches: number[] = []
  // The parts before may have made more already; one batch is measured all the same.
  const target = Math.max(entries, (await ledger.size()) + 256)
  for (let size = await ledger.size(); size < target; size = await ledger.size()) {
    const count = Math.min(256, target - size)
    const tookMs = await timed(() => Promise.all(Array.from({ length: count }, append)))
    batches.push((count * 1000) / tookMs)
  }
  await ledger.close()
  const startMs = await timed(async () => {
    ledger = await openLedger(rest)
  })
  const singles: number[] = []
  for (let at = 0; at < 30; at++) singles.push(await append())
  const part = Math.max(1, Math.floor(batches.length / 10))
  return {
    size: await ledger.size(),
    firstPerS: median(batches.slice(0, part)),
    lastPerS: median(batches.slice(-part)),
    startS: startMs / 1000,
    singleMs: median(singles),
  }
}

const measured = { steady: await steady(), most: await most(), long: await long() }
await ledger.close()
await scratch.close().catch(() => undefined)
if (options.on('json')) print(JSON.stringify({ pace, seconds, ...measured }))
else {
  const { steady: paced, most: full, long: grown } = measured
  print(
    `offered ${pace} a second   ${paced.ratePerS.toFixed(1)} a second settled; wait ${ms(paced.medianMs)} median, ${ms(paced.p99Ms)} at 99 of 100`,
  )
  print(`64 always waiting      ${full.ratePerS.toFixed(0)} a second`)
  print(
    `grown to ${grown.size}   ${grown.firstPerS.toFixed(0)} a second at first, ${grown.lastPerS.toFixed(0)} at the end`,
  )
  print(`its next start         ${grown.startS.toFixed(1)} s; then ${ms(grown.singleMs)} for one entry`)
}
process.exit(0)
