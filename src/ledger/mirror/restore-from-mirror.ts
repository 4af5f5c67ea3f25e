import { rename, rm } from 'node:fs/promises'
import type { Clock } from '../../kernel/index.ts'
import { createChain } from '../../proof/index.ts'
import { type Storage, syncDirectory } from '../../storage/index.ts'
import type { FaultPoints } from '../fault-points.ts'
import { holdLog } from '../hold-log.ts'
import { refused } from '../ledger-refusal.ts'
import { checkHeadRow } from '../log-head.ts'
import { type HeadRow, readHead } from '../log-rows.ts'
import { openRecordKeys, recordKeysDir } from '../record-keys.ts'
import type { Signer } from '../signer.ts'
import { openSignerProcess } from '../signer-process.ts'
import { buildFolder } from './build-folder.ts'
import type { Mirror } from './mirror-list.ts'
import { mirrorUnfit } from './mirror-refusals.ts'
import { readMirror } from './read-mirror.ts'
import { takeIn } from './take-in.ts'

export type Restoring = {
  readonly storage: Storage
  readonly logDir: string
  readonly signerDir: string
  readonly clock: Clock
  readonly onProgress?: ((done: number, total: number) => void) | undefined
  /** For tests only. */
  readonly openSigner?: ((signerDir: string, faults: FaultPoints) => Promise<Signer>) | undefined
}

export type Restored = {
  /** Entries in the folder now. */
  readonly size: number
  /** Of these, taken over from the mirror because the database knew nothing of them. */
  readonly takenOver: number
  /** Where the folder that was there before is kept. */
  readonly replaced: string | undefined
}

/**
 * Restores the log of a stopped house from a mirror, after every entry of it was verified. Files that are missing or damaged are made again:
 * from the mirror, and what it lacks from the bytes in the database. Where the mirror is ahead of the database, because that came back from
 * an old backup, its entries are taken over, and an `incident` says which records behind them are lost. The folder that was there is kept.
 * Never makes up or leaves out an entry. Refused MIRROR_UNFIT, LOG_ABSENT, LOG_IN_USE, and what signer and head row are refused for.
 */
export async function restoreFromMirror(mirror: Mirror, of: Restoring): Promise<Restored> {
  const hold = await holdLog(of.storage, of.signerDir)
  try {
    const row = await readHead(of.storage.db)
    if (row === undefined) throw noHead()
    const signer = await (of.openSigner ?? openSignerProcess)(of.signerDir, () => undefined)
    const [{ vkey }, signed] = [signer, await signer.memory()]
    await signer.close()
    await checkHeadRow(row, vkey)
    const onProgress = of.onProgress === undefined ? {} : { onProgress: of.onProgress }
    const whole = await readMirror(mirror, { vkey, ...onProgress })
    const reached = Math.max(whole.size, row.size)
    if (signed.size > reached) throw signedMore(mirror.name, { signed: signed.size, reached })
    return await replace(of, { row, vkey, whole })
  } finally {
    await hold.release()
  }
}

async function replace(
  of: Restoring,
  { row, vkey, whole }: { row: HeadRow; vkey: string; whole: Awaited<ReturnType<typeof readMirror>> },
): Promise<Restored> {
  const { storage, logDir, signerDir, clock } = of
  const building = `${logDir}.restoring`
  await rm(building, { recursive: true, force: true })
  const chain = createChain()
  const range = await buildFolder(building, { whole, row, vkey, db: storage.db, chain })
  const takenOver = Math.max(0, range.size - row.size)
  if (takenOver > 0) {
    const keys = await openRecordKeys({ dir: recordKeysDir(signerDir), key: storage.key, db: storage.db })
    await takeIn({ storage, clock, chain, keys }, { whole, row, range })
  }
  const aside = `${logDir}.replaced-${clock.now().toISOString().replaceAll(/[:.]/g, '-')}`
  const replaced = await rename(logDir, aside).then(
    () => aside,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    },
  )
  await rename(building, logDir)
  await syncDirectory(`${logDir}/..`)
  return { size: range.size, takenOver, replaced: replaced ?? undefined }
}

const signedMore = (name: string, { signed, reached }: { signed: number; reached: number }) =>
  mirrorUnfit(
    name,
    `the signer has signed for ${signed} entries, and the mirror and the database together reach ${reached}`,
    'A newer mirror, or the newest database. A log that forgot what it signed is never continued.',
  )

const noHead = () =>
  refused({
    code: 'LOG_ABSENT',
    reason: 'The database has no log.',
    needed: 'Restore a backup of the database first, however old; the mirror then brings what came after it.',
  })
