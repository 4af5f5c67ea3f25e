import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, systemClock } from '../kernel/index.ts'
import { openScratchStorage, type ScratchStorage } from '../storage/index.ts'
import { createLog } from './create-log.ts'
import type { FaultPoints } from './fault-points.ts'
import type { Ledger } from './ledger.ts'
import type { LedgerOptions } from './open-ledger.ts'
import { openSigner } from './signer.ts'

export type ScratchLedger = {
  readonly ledger: Ledger
  readonly storage: ScratchStorage
  /** What the ledger was opened with, to open it again. */
  readonly options: LedgerOptions
  /** Closes the ledger and the storage and removes both. */
  close(): Promise<void>
}

/** A throw-away log over a throw-away storage (embedded, unless one is given), for tests: real files, real signatures, genesis entry in place. */
export async function openScratchLedger(
  given: { readonly clock?: Clock; readonly faults?: FaultPoints; readonly storage?: ScratchStorage } = {},
): Promise<ScratchLedger> {
  const storage = given.storage ?? (await openScratchStorage())
  const folder = await mkdtemp(join(tmpdir(), 'casebound-scratch-log-'))
  const options: LedgerOptions = {
    storage,
    logDir: join(folder, 'log'),
    signerDir: join(folder, 'signer'),
    origin: 'agency.example/fr-log/1',
    clock: given.clock ?? systemClock,
    openSigner,
    ...(given.faults === undefined ? {} : { faults: given.faults }),
  }
  const ledger = await createLog(options)
  const close = async (): Promise<void> => {
    await ledger.close()
    await storage.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { ledger, storage, options, close }
}
