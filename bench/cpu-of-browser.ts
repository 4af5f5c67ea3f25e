import { readdirSync, readFileSync } from 'node:fs'

/** What the threads of the browser took of the processors: all together, and the busiest of them. */
export type Cpu = { readonly allMs: number; readonly busiestMs: number }

const clockTickMs = 10

/** Starts to count what the processes below this one take; the count says how much it was since then. Linux only. */
export function countCpu(): () => Cpu {
  const before = threads()
  return () => {
    const spent = [...threads()].map(([thread, ms]) => ms - (before.get(thread) ?? 0))
    return { allMs: spent.reduce((sum, ms) => sum + ms, 0), busiestMs: Math.max(0, ...spent) }
  }
}

/** Milliseconds by thread, of every process that this one started, and that those started. */
function threads(): ReadonlyMap<string, number> {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        const stat = statOf(`/proc/${pid}/stat`)
        return stat === undefined ? [] : [[pid, stat[1] ?? ''] as const]
      }),
  )
  const below = (pid: string | undefined): boolean =>
    pid !== undefined && pid !== '0' && (pid === String(process.pid) || below(parents.get(pid)))
  const found = new Map<string, number>()
  for (const [pid, parent] of parents) {
    if (!below(parent)) continue
    for (const thread of threadsOf(pid)) {
      const stat = statOf(`/proc/${pid}/task/${thread}/stat`)
      if (stat) found.set(thread, (Number(stat[11]) + Number(stat[12])) * clockTickMs)
    }
  }
  return found
}

/** The fields of a stat file from the state on; undefined when the process or thread has just ended. */
function statOf(path: string): readonly string[] | undefined {
  try {
    const text = readFileSync(path, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

function threadsOf(pid: string): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}
