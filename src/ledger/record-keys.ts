import { randomBytes } from 'node:crypto'
import { open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isoWeek } from '../kernel/index.ts'
import {
  type Db,
  deriveKey,
  makeDirectoryDurably,
  openBytes,
  sealBytes,
  syncDirectory,
  writeFileDurably,
} from '../storage/index.ts'
import { refused } from './ledger-refusal.ts'

export const recordKeyBytes = 32

/** The key of an epoch, under the name of its file. */
export type EpochKey = { readonly name: string; readonly key: Uint8Array }

/**
 * The small store of keys that wrap the keys of records. It is small so that its backups can expire soon: what was sealed below a key
 * that is destroyed here cannot be opened from any backup of the database.
 */
export type RecordKeys = {
  /** The key that new records of this week are wrapped with; its file is on the disk. */
  current(now: Date): Promise<EpochKey>
  /** A new key of the same week as `name`, on the disk. */
  successor(name: string): Promise<EpochKey>
  /** Refused RECORD_KEY_MISSING, and SEALED_DAMAGED when it was changed. */
  get(name: string): Promise<Uint8Array>
  /**
   * Destroys what a crash left: keys that no record is wrapped with. Only once the database is known to be the newest, for to an old
   * backup of it newer keys look unused.
   */
  destroyUnused(): Promise<void>
  /** Overwrites and removes key files. */
  destroy(names: readonly string[]): Promise<void>
}

/** Beside the signer's folder, so that each can lie on a disk of its own and have backups of its own. */
export const recordKeysDir = (signerDir: string): string => `${signerDir}-record-keys`

/** Opens the store; nothing is destroyed by it. */
export async function openRecordKeys(of: {
  readonly dir: string
  readonly key: Uint8Array
  readonly db: Db
}): Promise<RecordKeys> {
  const { dir } = of
  await makeDirectoryDurably(dir)
  const sealing = deriveKey(of.key, 'ledger/record-keys')
  const kept = new Map<string, Uint8Array>()
  const path = (name: string) => join(dir, `${name}.key`)
  const bind = (name: string) => `record-keys/${name}`
  let newest: EpochKey | undefined

  const make = async (week: string): Promise<EpochKey> => {
    const made = {
      name: `${week}-${randomBytes(6).toString('hex')}`,
      key: new Uint8Array(randomBytes(recordKeyBytes)),
    }
    const sealed = sealBytes(sealing, { plain: made.key, boundTo: bind(made.name) })
    await writeFileDurably(path(made.name), sealed, { mode: 0o600 })
    kept.set(made.name, made.key)
    newest = made
    return made
  }
  const get = async (name: string): Promise<Uint8Array> => {
    const known = kept.get(name)
    if (known) return known
    const sealed = await readFile(path(name)).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? keyMissing(name) : error
    })
    const key = openBytes(sealing, { sealed: new Uint8Array(sealed), boundTo: bind(name) })
    kept.set(name, key)
    return key
  }
  const destroy = async (names: readonly string[]): Promise<void> => {
    for (const name of names) {
      kept.get(name)?.fill(0)
      kept.delete(name)
      if (newest?.name === name) newest = undefined
      await overwrite(path(name))
    }
    if (names.length > 0) await syncDirectory(dir)
  }

  const used = new Set(await epochsInUse(of.db))
  const files = await keyNames(dir)
  const last = files
    .filter((name) => used.has(name))
    .sort()
    .at(-1)
  if (last !== undefined) newest = { name: last, key: await get(last) }
  return {
    current: async (now) => {
      const week = isoWeek(now)
      return newest?.name.startsWith(week) ? newest : make(week)
    },
    successor: (name) => make(name.slice(0, 8)),
    destroyUnused: async () => {
      const now = new Set(await epochsInUse(of.db))
      await destroy((await keyNames(dir)).filter((name) => !now.has(name)))
    },
    get,
    destroy,
  }
}

const keyNames = async (dir: string): Promise<readonly string[]> =>
  (await readdir(dir)).filter((file) => /^\d.*\.key$/.test(file)).map((file) => file.slice(0, -4))

const epochsInUse = async (db: Db): Promise<readonly string[]> =>
  (await db.selectFrom('log_record_keys').select('epoch').distinct().execute()).map(({ epoch }) => epoch)

/** A disk may keep the old bytes elsewhere; without the key of the data folder they open nothing either. */
async function overwrite(path: string): Promise<void> {
  const file = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (file === undefined) return
  try {
    const { size } = await file.stat()
    await file.write(randomBytes(size), 0, size, 0)
    await file.sync()
  } finally {
    await file.close()
  }
  await rm(path)
}

const keyMissing = (name: string) =>
  refused({
    code: 'RECORD_KEY_MISSING',
    reason: `The key file ${name}.key of the folder beside the signer's is missing, so hidden values of that week cannot be opened.`,
    needed:
      'Restore it from its backup. If the log has no entry that erases those values, their loss is an incident.',
    evidence: { file: `${name}.key` },
  })
