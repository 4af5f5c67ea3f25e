import { join } from 'node:path'
import { fixedClock, systemClock } from '../src/kernel/index.ts'
import { createLog } from '../src/ledger/create-log.ts'
import type { LedgerOptions } from '../src/ledger/index.ts'
import { recover } from '../src/ledger/recover.ts'
import { openSigner } from '../src/ledger/signer.ts'
import { writeRound } from '../src/ledger/write-round.ts'
import { createChain } from '../src/proof/index.ts'
import { openStorage, type Storage } from '../src/storage/index.ts'
import { historyMs, longHistory, type MadeEntry } from './long-log.ts'
import { showProgress } from './progress.ts'

/** Entries that one checkpoint takes in here; the writer itself takes at most 256. */
const roundEntries = 4096

export const openLongStorage = (folder: string): Promise<Storage> =>
  openStorage({ dataDir: join(folder, 'data'), key: new Uint8Array(32).fill(7) })

export const longLogOptions = (folder: string, storage: Storage): LedgerOptions => ({
  storage,
  logDir: join(folder, 'log'),
  signerDir: join(folder, 'signer'),
  origin: 'agency.example/fr-log/1',
  clock: systemClock,
})

/**
 * Grows a log of `entries` entries in a folder, by the writer's own rounds, only larger: the same files, signatures and rows, the queue
 * among them. Hidden values are left out, because nothing that is measured reads them.
 */
export async function growLog(folder: string, entries: number): Promise<void> {
  const storage = await openLongStorage(folder)
  const options = longLogOptions(folder, storage)
  const until = new Date()
  const begun = fixedClock(new Date(until.getTime() - historyMs).toISOString())
  await (await createLog({ ...options, clock: begun })).close()
  const faults = () => undefined
  const signer = await openSigner(options.signerDir)
  const { logDir, clock } = options
  const writer = { storage, logDir, signer, clock, faults, witnessing: undefined }
  let head = await recover(writer, createChain())
  const progress = showProgress({ title: 'Grow', total: entries, unit: 'entries' })
  const history = longHistory({ size: entries, until })
  while (head.range.size < entries) {
    const rows: MadeEntry[] = []
    while (rows.length < Math.min(roundEntries, entries - head.range.size)) rows.push(history.next().value)
    await queueRows(storage, rows)
    const round = await writeRound(writer, { head, rows: rows.map((row) => ({ ...row, position: 0 })) })
    head = round.head
    progress.at(head.range.size)
  }
  progress.end()
  await signer.close()
  await storage.close()
}

async function queueRows({ db }: Storage, rows: readonly MadeEntry[]): Promise<void> {
  const step = 500
  for (let at = 0; at < rows.length; at += step)
    await db
      .insertInto('log_queue')
      .values(
        rows
          .slice(at, at + step)
          .map(({ entryId, bytes }) => ({ entry_id: entryId, bytes, queued_at: new Date() })),
      )
      .execute()
}
