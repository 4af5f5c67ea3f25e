import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type EntryId, isoWeek, newId } from '../kernel/index.ts'
import { readIfPresent } from '../storage/index.ts'
import { composeEntry } from './compose-entry.ts'
import { eventsDoc } from './events-doc.ts'
import { holdLog } from './hold-log.ts'
import type { Ledger } from './ledger.ts'
import { refused } from './ledger-refusal.ts'
import { makePublicDirectory, writePublicFile } from './log-files.ts'
import { takeQueued } from './log-rows.ts'
import { type LedgerOptions, openLedger } from './open-ledger.ts'
import { storeEntry } from './queue-entry.ts'
import { openRecordKeys, recordKeysDir } from './record-keys.ts'
import type { Signer } from './signer.ts'
import { createSignerFiles } from './signer-files.ts'
import { openSignerProcess } from './signer-process.ts'
import { vkeyPath } from './verify-log-folder.ts'
import { wholeHouse } from './whole-house.ts'
import { writeRound } from './write-round.ts'

/**
 * Makes a new log, its key and its genesis entry, and opens it. A crash on the way is no harm: the next call goes on
 * with what is there. Refused LOG_EXISTS when the database has a log or the folder a published one, and what openLedger refuses.
 */
export async function createLog(options: LedgerOptions): Promise<Ledger> {
  const { storage, logDir, signerDir, origin } = options
  const hold = await holdLog(storage, signerDir)
  try {
    const existing = await storage.db.selectFrom('log_head').select('size').executeTakeFirst()
    if (existing !== undefined) throw logExists(Number(existing.size))
    // Before anything is written: a genesis over the tiles of a published log would damage it.
    if ((await readIfPresent(join(logDir, 'checkpoint'))) !== undefined) throw otherDatabase()
    await createSignerFiles(signerDir, origin)
    await writeGenesis(options)
  } finally {
    await hold.release()
  }
  return openLedger(options)
}

/** Nobody can witness a log before its key exists, so its first entry is written without. */
async function writeGenesis(options: LedgerOptions): Promise<void> {
  const {
    storage,
    logDir,
    signerDir,
    clock,
    faults = () => undefined,
    openSigner = openSignerProcess,
  } = options
  const signer = await openSigner(signerDir, faults)
  try {
    await makePublicDirectory(logDir)
    await writePublicFile(logDir, { path: vkeyPath, bytes: new TextEncoder().encode(`${signer.vkey}\n`) })
    await queueGenesis(options, signer)
    const rows = await takeQueued(storage.db, { above: 0, limit: 1 })
    const writer = { storage, logDir, signer, clock, faults, witnessing: undefined }
    await writeRound(writer, { head: undefined, rows })
  } finally {
    await signer.close()
  }
}

/** The genesis entry is made once: after a crash the signer may have signed for its exact bytes already. */
async function queueGenesis(
  { storage, signerDir, clock, origin }: LedgerOptions,
  { vkey }: Signer,
): Promise<void> {
  const keys = await openRecordKeys({ dir: recordKeysDir(signerDir), key: storage.key, db: storage.db })
  const now = clock.now()
  const id = newId<EntryId>()
  const spec = createHash('sha256').update(eventsDoc()).digest('hex')
  const draft = { type: 'genesis', unit: wholeHouse, fields: { origin, vkey, spec }, hidden: {} } as const
  const frame = { id, week: isoWeek(now), timeMs: now.getTime(), indices: {} }
  const composed = composeEntry(draft, frame)
  await storage.transaction(async (tx) => {
    const queued = await tx.selectFrom('log_queue').select('entry_id').limit(1).executeTakeFirst()
    if (queued === undefined) await storeEntry(tx, { id, now, composed, keys })
  })
}

const logExists = (size: number) =>
  refused({
    code: 'LOG_EXISTS',
    reason: `The database already has a log with ${size} entries.`,
    needed: 'Open it; a log is made once and never again.',
  })

const otherDatabase = () =>
  refused({
    code: 'LOG_EXISTS',
    reason: 'The log folder holds a published log of which this database knows nothing.',
    needed:
      'The database that belongs to it: set DATABASE_URL as it was when the log was made, or restore it.',
  })
