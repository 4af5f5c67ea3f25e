import { type Clock, type EntryId, must } from '../kernel/index.ts'
import { type Chain, createChain, parseVerifierKey } from '../proof/index.ts'
import type { Storage } from '../storage/index.ts'
import { carryOut } from './carry-out.ts'
import type { LoggedEntry } from './draft.ts'
import type { FaultPoints } from './fault-points.ts'
import { hiddenValues, openSealed } from './hidden-values.ts'
import { holdLog } from './hold-log.ts'
import type { Ledger } from './ledger.ts'
import { refused } from './ledger-refusal.ts'
import { findLogged, loggedAt } from './log-rows.ts'
import { readMirrors } from './mirror/mirror-list.ts'
import { createMirroring, type Mirroring } from './mirror/mirroring.ts'
import { queueEntry } from './queue-entry.ts'
import { readEntry } from './read-entry.ts'
import { entryAt, type PublishedLog, proveEntry } from './read-log.ts'
import { recentEntries } from './recent-entries.ts'
import { openRecordKeys, type RecordKeys, recordKeysDir } from './record-keys.ts'
import { recordLogKeys } from './record-log-keys.ts'
import { recordWitnessPolicy } from './record-witness-policy.ts'
import { recover } from './recover.ts'
import { type Sequencer, startSequencer } from './sequencer.ts'
import type { Signer } from './signer.ts'
import { openSignerProcess } from './signer-process.ts'
import { verifyLogFolder } from './verify-log-folder.ts'
import { publishWitnessPolicy, readWitnessPolicy } from './witness-policy.ts'
import { createWitnessing, usualPatience, type WitnessPatience } from './witnessing.ts'
import type { Writer } from './write-round.ts'

export type LedgerOptions = {
  readonly storage: Storage
  /** Folder of the public files: checkpoint, tiles, keys. */
  readonly logDir: string
  /** Folder of the private key and of what it signed last; never public, and best on another disk. */
  readonly signerDir: string
  /** Name of the log, e.g. `police.example/fr-log/1`. */
  readonly origin: string
  readonly clock: Clock
  /** File of the trust policy (C2SP tlog-policy) whose witnesses must cosign every checkpoint; no file, no witnesses. */
  readonly policyPath?: string | undefined
  readonly witnessPatience?: WitnessPatience | undefined
  /** File that lists the mirrors of the log; no file, no mirrors. */
  readonly mirrorsPath?: string | undefined
  /** For tests only: a signer in this process saves the start of another one. */
  readonly openSigner?: ((signerDir: string, faults: FaultPoints) => Promise<Signer>) | undefined
  /** For tests only. */
  readonly faults?: FaultPoints
}

/**
 * Opens the log for writing: verifies all files, finishes what a crash left, sequences what is queued. Refused
 * LOG_ABSENT, LOG_IN_USE, LOG_FILES_MISSING, LOG_DAMAGED, LOG_ROLLED_BACK, SIGNER_MISSING, SIGNER_MEMORY_LOST, SIGNER_GONE,
 * AUDIT_UNAVAILABLE, with mirrors MIRROR_AHEAD, MIRROR_FORKED, MIRROR_LIST_DAMAGED, and with a witness policy WITNESSES_MISSING, WITNESS_AHEAD, WITNESS_POLICY_MISSING, WITNESS_POLICY_FOREIGN,
 * TRUST_POLICY_INVALID.
 */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const hold = await holdLog(options.storage, options.signerDir)
  try {
    const { storage, signerDir } = options
    const keys = await openRecordKeys({
      ...{ dir: recordKeysDir(signerDir), key: storage.key, db: storage.db },
    })
    const started = await startWriter(options, keys)
    await keys.destroyUnused()
    return ledgerOver({ ...started, keys, release: hold.release })
  } catch (error) {
    await hold.release()
    throw error
  }
}

async function startWriter(options: LedgerOptions, keys: RecordKeys) {
  const { faults = () => undefined, openSigner = openSignerProcess } = options
  const signer = await openSigner(options.signerDir, faults)
  try {
    return await startOver(options, { signer, keys })
  } catch (error) {
    await signer.close()
    throw error
  }
}

async function startOver(options: LedgerOptions, { signer, keys }: { signer: Signer; keys: RecordKeys }) {
  const { storage, logDir, clock, policyPath, faults = () => undefined } = options
  if (signer.origin !== options.origin)
    throw refused({
      code: 'SIGNER_REFUSED',
      reason: `The signer signs for ${signer.origin}, not for ${options.origin}.`,
      needed: 'The signer folder that belongs to this log.',
    })
  const adopted = await readWitnessPolicy({ policyPath, logDir, vkey: signer.vkey })
  const patience = options.witnessPatience ?? usualPatience
  const witnessing = adopted && createWitnessing({ ...adopted, ...{ vkey: signer.vkey, logDir, patience } })
  const writer: Writer = { storage, logDir, signer, clock, faults, witnessing }
  const chain = createChain()
  const recovered = await recover(writer, chain)
  const mirrors = await readMirrors(options.mirrorsPath)
  const mirroring = createMirroring({ mirrors, logDir, keys: [parseVerifierKey(signer.vkey)] })
  await mirroring.begin(recovered)
  const announced = await recordLogKeys(writer, { head: recovered, chain, keys })
  const head = adopted
    ? await recordWitnessPolicy(writer, { ...adopted, head: announced, chain, keys })
    : announced
  if (adopted !== undefined) await publishWitnessPolicy(logDir, adopted)
  const recent = recentEntries()
  let size = head.range.size
  const sequencer = startSequencer(writer, {
    head,
    onLogged: (rows, logged) => {
      for (const bytes of rows) {
        const read = readEntry(bytes)
        if ('entry' in read) chain.add(read.entry, size)
        size++
      }
      for (const entry of logged) recent.add(entry)
      mirroring.wake()
    },
  })
  try {
    await sequencer.drain()
  } catch (error) {
    await sequencer.close()
    throw error
  }
  mirroring.wake()
  return { writer, chain, sequencer, recent, mirroring }
}

type Parts = {
  readonly writer: Writer
  readonly chain: Chain
  readonly sequencer: Sequencer
  readonly recent: ReturnType<typeof recentEntries>
  readonly keys: RecordKeys
  readonly mirroring: Mirroring
  readonly release: () => Promise<void>
}

function ledgerOver({ keys, writer, chain, sequencer, recent, mirroring, release }: Parts): Ledger {
  const { storage, logDir, signer, clock } = writer
  const context = { chain, clock, keys, recent: recent.get }

  const published = (): PublishedLog => {
    sequencer.assertRunning()
    return { logDir, head: sequencer.head() }
  }
  const find = async (id: EntryId): Promise<LoggedEntry | undefined> => {
    const { head } = published()
    const entry = recent.get(id) ?? (await findLogged(storage.db, id))
    return entry !== undefined && entry.size <= head.range.size ? entry : undefined
  }
  const ledger: Ledger = {
    vkey: signer.vkey,
    origin: signer.origin,
    queue: async (tx, draft) => {
      sequencer.assertWriting()
      const id = await queueEntry(context, tx, draft)
      sequencer.expect(id)
      return id
    },
    settled: async (id) => (await find(id)) ?? sequencer.settled(id),
    append: async (draft) => ledger.settled(await storage.transaction((tx) => ledger.queue(tx, draft))),
    checkpoint: async () => published().head.note,
    size: async () => published().head.range.size,
    find,
    entry: async (index) => entryAt(published(), index),
    prove: async (id, seenSize) => {
      const entry = await find(id)
      if (entry === undefined) throw notFound()
      return proveEntry(published(), entry, seenSize)
    },
    disclosures: async (id, names) =>
      (await ledger.namedDisclosures(id, names)).map(({ disclosure }) => disclosure),
    namedDisclosures: async (id, names) => {
      sequencer.assertRunning()
      return openSealed({ storage, keys }, { id, names })
    },
    hiddenValues: async (id) => {
      sequencer.assertRunning()
      return hiddenValues(storage, id)
    },
    policy: writer.witnessing?.policy,
    witnesses: () => writer.witnessing?.standings() ?? [],
    onResumed: sequencer.onResumed,
    mirrors: mirroring.standings,
    furtherKeys: async () => {
      const known = chain.logKeys().map(async ({ n, vkey, index }) => {
        const row = await loggedAt(storage.db, index)
        return { n, vkey, index, announcedAt: must(row, 'row of an entry').writtenAt }
      })
      return Promise.all(known)
    },
    erase: async (order, also) => {
      sequencer.assertRunning()
      const { queue, settled } = ledger
      return carryOut({ storage, keys, now: () => clock.now(), queue, settled }, order, also)
    },
    verify: (onProgress) => verifyLogFolder(logDir, { vkey: signer.vkey, onProgress }),
    close: async () => {
      await sequencer.close()
      await signer.close()
      await mirroring.close().finally(release)
    },
  }
  return ledger
}

const notFound = () =>
  refused({
    code: 'ENTRY_NOT_FOUND',
    reason: 'The published log has no entry with this id.',
    needed: 'An entry that is settled.',
  })
