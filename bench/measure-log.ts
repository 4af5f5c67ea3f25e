import { execFileSync } from 'node:child_process'
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
  python: async () => python(),
}

/** The recounter in Python, with what the system says of it. */
function python() {
  const recounter = new URL('../tools/recount.py', import.meta.url).pathname
  const program = [
    'import resource, runpy, sys, time',
    'at = time.time()',
    'sys.argv = sys.argv[1:]',
    'try: runpy.run_path(sys.argv[0], run_name="__main__")',
    'except SystemExit as end: code = end.code',
    'used = resource.getrusage(resource.RUSAGE_SELF)',
    'print(time.time() - at, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, code)',
  ].join('\n')
  const said = execFileSync('python3', ['-c', program, recounter, join(folder, 'public'), '--json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const [seconds = 0, cpuSeconds = 0, pythonMiB = 0, code = 1] = (said.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number)
  return { seconds, cpuSeconds, holds: code === 0, peakMiB: pythonMiB }
}

function peakMiB(): number {
  return process.resourceUsage().maxRSS / 1024
}

const measured = await parts[part]?.()
process.stdout.write(`${JSON.stringify({ peakMiB: peakMiB(), ...measured })}\n`)
process.exit(measured === undefined ? 2 : 0)
