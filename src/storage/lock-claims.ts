import { randomBytes } from 'node:crypto'
import { type FileHandle, open, readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { isRunning, ownProcessMark, type ProcessMark } from './process-mark.ts'

/**
 * Who wants the data folder says so by an empty file of its own in dataDir/lock, then looks for others. Of two who come
 * at once at least one sees the other. A dead claimant's file is only its own, so anybody may remove it at any
 * moment; there is no file that two processes replace, hence no race about taking a stale lock over.
 */
export type Claim = { readonly name: string; readonly mark: ProcessMark }

export const claimFolder = (dataDir: string): string => join(dataDir, 'lock')

const heartbeatEveryMs = 5_000
/** Another container's or machine's process cannot be asked; it lives as long as it touches its file. */
export const heartbeatLimitMs = 30_000

export async function makeClaim(dataDir: string): Promise<Claim> {
  const mark = ownProcessMark()
  const name = [mark.pid, mark.startMark, mark.place, randomBytes(6).toString('hex')].join('-')
  const file: FileHandle = await open(join(claimFolder(dataDir), name), 'wx', 0o600)
  await file.close()
  return { name, mark }
}

export const removeClaim = (dataDir: string, name: string): Promise<void> =>
  rm(join(claimFolder(dataDir), name), { force: true })

/** Names of all living claims; removes the files of the dead. */
export async function livingClaims(dataDir: string): Promise<string[]> {
  const living: string[] = []
  for (const name of await readdir(claimFolder(dataDir))) {
    if (await isClaimLiving(dataDir, name)) living.push(name)
    else await removeClaim(dataDir, name)
  }
  return living
}

export async function isClaimLiving(dataDir: string, name: string): Promise<boolean> {
  const path = join(claimFolder(dataDir), name)
  const file = await stat(path).catch(() => undefined)
  if (file === undefined) return false
  const mark = readMark(name)
  if (mark?.place === ownProcessMark().place) return isRunning(mark)
  return Math.abs(Date.now() - file.mtimeMs) < heartbeatLimitMs
}

/** Touches the claim every few seconds until the function it gives is called; does not keep the process alive. */
export function startHeartbeat(dataDir: string, name: string): () => void {
  const path = join(claimFolder(dataDir), name)
  const timer = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => {})
  }, heartbeatEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}

function readMark(name: string): ProcessMark | undefined {
  const [, pid, startMark, place] = /^(\d{1,10})-(\d+)-([0-9a-f]{16})-[0-9a-f]{12}$/.exec(name) ?? []
  return pid && startMark && place ? { pid: Number(pid), startMark, place } : undefined
}
