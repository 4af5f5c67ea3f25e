import { readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Claim,
  claimFolder,
  heartbeatLimitMs,
  isClaimLiving,
  livingClaims,
  makeClaim,
  removeClaim,
  startHeartbeat,
} from './lock-claims.ts'
import { refused } from './storage-refusal.ts'
import { makeDirectoryDurably, writeFileDurably } from './write-file-durably.ts'

/** Who uses a data folder. `startedAt` is ISO 8601 in UTC; `url` is there once a server listens. */
export type LockHolder = {
  readonly pid: number
  readonly startedAt: string
  readonly command: string
  readonly url?: string
}

export type DataFolderLock = {
  readonly holder: LockHolder
  /** Tells other processes (readLock) where this one listens. */
  publishUrl(url: string): Promise<void>
  release(): Promise<void>
}

const attempts = 40

const lockPath = (dataDir: string): string => join(dataDir, 'lock.json')

/**
 * Takes the data folder for this process; PGlite files opened by two processes would be destroyed.
 * A lock whose process died is taken over. Refused DATA_FOLDER_LOCKED with pid, command, since and url.
 */
export async function lockDataFolder(dataDir: string, options: { command: string }): Promise<DataFolderLock> {
  await makeDirectoryDurably(claimFolder(dataDir))
  for (let attempt = 0; attempt < attempts; attempt++) {
    const claim = await makeClaim(dataDir)
    const others = (await livingClaims(dataDir)).filter((name) => name !== claim.name)
    if (others.length === 0) return await holdLock(dataDir, { claim, command: options.command })
    await removeClaim(dataDir, claim.name)
    const holder = await readLock(dataDir)
    if (holder !== undefined) throw locked(dataDir, holder)
    // Both came at once and both stepped back; chance decides who comes first next time.
    await sleep(10 + Math.random() * 50)
  }
  throw locked(dataDir, undefined)
}

async function holdLock(
  dataDir: string,
  { claim, command }: { claim: Claim; command: string },
): Promise<DataFolderLock> {
  const holder: LockHolder = { pid: process.pid, startedAt: new Date().toISOString(), command }
  const publish = (published: LockHolder): Promise<void> => {
    const text = `${JSON.stringify({ ...published, claim: claim.name }, undefined, 2)}\n`
    return writeFileDurably(lockPath(dataDir), Buffer.from(text), { mode: 0o600 })
  }
  await publish(holder)
  const stopHeartbeat = startHeartbeat(dataDir, claim.name)
  let released = false
  return {
    holder,
    publishUrl: (url) => publish({ ...holder, url }),
    release: async () => {
      if (released) return
      released = true
      stopHeartbeat()
      await rm(lockPath(dataDir), { force: true })
      await removeClaim(dataDir, claim.name)
    },
  }
}

/** Who uses the data folder now; undefined when nobody does (a lock whose process died counts as none). */
export async function readLock(dataDir: string): Promise<LockHolder | undefined> {
  const text = await readFile(lockPath(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  const lock = text === undefined ? undefined : parseLock(text)
  if (lock === undefined || !(await isClaimLiving(dataDir, lock.claim))) return undefined
  return lock.holder
}

/** The file may have been touched by anybody: only the expected shape counts as a lock. */
function parseLock(text: string): { holder: LockHolder; claim: string } | undefined {
  let value: Partial<Record<'pid' | 'startedAt' | 'command' | 'url' | 'claim', unknown>> | null
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const { pid, startedAt, command, url, claim } = value ?? {}
  if (typeof pid !== 'number' || typeof startedAt !== 'string' || typeof command !== 'string')
    return undefined
  if (typeof claim !== 'string' || claim !== basename(claim)) return undefined
  const holder = { pid, startedAt, command }
  return { holder: typeof url === 'string' ? { ...holder, url } : holder, claim }
}

function locked(dataDir: string, holder: LockHolder | undefined) {
  const limitSeconds = heartbeatLimitMs / 1000
  if (holder === undefined)
    return refused({
      code: 'DATA_FOLDER_LOCKED',
      reason: `The data folder ${dataDir} is being opened by another process.`,
      needed: `Try again; after a crash in another container wait ${limitSeconds} seconds.`,
      evidence: { dataDir },
    })
  const { pid, command, startedAt, url } = holder
  const listening = url === undefined ? '' : `, which listens at ${url}`
  return refused({
    code: 'DATA_FOLDER_LOCKED',
    reason: `The data folder ${dataDir} is in use by \`${command}\` (process ${pid}) since ${startedAt}${listening}.`,
    needed: `Use that one, or stop it first; after a crash in another container wait ${limitSeconds} seconds.`,
    evidence: { dataDir, pid, command, since: startedAt, ...(url === undefined ? {} : { url }) },
  })
}
