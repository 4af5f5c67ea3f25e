import { join } from 'node:path'
import { systemClock } from '../src/kernel/index.ts'
import {
  openLedger,
  publicationStates,
  publishLog,
  recountLogFolder,
  verifyLogFolder,
} from '../src/ledger/index.ts'
import { refusalDraft } from '../src/ledger/sample-drafts.ts'
import { growLog, longLogOptions, openLongStorage } from './grow-log.ts'
import { median } from './statistics.ts'

// One part of the measurement of a long log, in a process of its own, so that its most memory is its own. Prints a line of JSON.

const [, , part = '', folder = '', size = '0'] = process.argv

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; cpuSeconds: number; value: T }> {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()]
  const value = await work()
  const { user, system } = process.cpuUsage(cpu)
  return { seconds: (performance.now() - startedAt) / 1000, cpuSeconds: (user + system) / 1e6, value }
}

async function start() {
  const storage = await openLongStorage(folder)
  const opened = await timed(() => openLedger(longLogOptions(folder, storage)))
  const ledger = opened.value
  const startMiB = peakMiB()
  const appends: number[] = []
  for (let at = 0; at < 31; at++)
    appends.push((await timed(() => ledger.append(refusalDraft))).seconds * 1000)
  await ledger.close()
  await storage.close()
  return {
    seconds: opened.seconds,
    cpuSeconds: opened.cpuSeconds,
    startMiB,
    firstMs: appends[0],
    medianMs: median(appends.slice(1)),
  }
}

async function publish(into: string) {
  const storage = await openLongStorage(folder)
  const states = await publicationStates({ storage, clock: systemClock, delayDays: 0 })
  const publication = { logDir: join(folder, 'log'), states, into }
  const done = await timed(() => publishLog(publication))
  const again = await timed(() => publishLog(publication))
  await storage.close()
  const { value, ...took } = done
  return { ...took, files: value.filesWritten, againSeconds: again.seconds }
}

const log = join(folder, 'log')
const parts: Readonly<Record<string, () => Promise<object>>> = {
  grow: async () => {
    const { seconds, cpuSeconds } = await timed(() => growLog(folder, Number(size)))
    return { seconds, cpuSeconds }
  },
  start,
  verify: async () => {
    const { value, ...took } = await timed(() => verifyLogFolder(log))
    return { ...took, holds: value.verified, size: value.size }
  },
  publish: () => publish(join(folder, 'public')),
  recount: async () => {
    const { value, ...took } = await timed(() => recountLogFolder(join(folder, 'public')))
    return { ...took, holds: value.recount !== undefined, size: value.report.size }
  },
}

function peakMiB(): number {
  return process.resourceUsage().maxRSS / 1024
}

const measured = await parts[part]?.()
process.stdout.write(`${JSON.stringify({ ...measured, peakMiB: peakMiB() })}\n`)
process.exit(measured === undefined ? 2 : 0)
