import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/**
 * Names a running process so that a later one with the same number is not taken for it. `place` stands for the machine,
 * its boot and its process namespace: process numbers of two containers cannot be compared.
 */
export type ProcessMark = { readonly pid: number; readonly startMark: string; readonly place: string }

const orElse = <T>(read: () => T, otherwise: T): T => {
  try {
    return read()
  } catch {
    return otherwise
  }
}

/** State letter and start time in clock ticks, where the system tells (Linux proc_pid_stat(5), fields 3 and 22). */
function processStat(pid: number): { state: string; startMark: string } | undefined {
  const text = orElse(() => readFileSync(`/proc/${pid}/stat`, 'latin1'), '')
  // The name in parentheses may hold spaces and parentheses itself; the rest begins after the last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state, startMark] = [fields[0], fields[19]]
  return state && startMark ? { state, startMark } : undefined
}

export function ownProcessMark(): ProcessMark {
  const parts = [
    hostname(),
    orElse(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1'), ''),
    orElse(() => readlinkSync('/proc/self/ns/pid'), ''),
  ]
  const place = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16)
  return { pid: process.pid, startMark: processStat(process.pid)?.startMark ?? '0', place }
}

/** True when the process of the mark still runs. Call it only for marks of this process's own place. */
export function isRunning(mark: ProcessMark): boolean {
  try {
    process.kill(mark.pid, 0)
  } catch (error) {
    // EPERM: it runs, under another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const stat = processStat(mark.pid)
  if (stat === undefined) return true
  return stat.state !== 'Z' && stat.state !== 'X' && stat.startMark === mark.startMark
}
