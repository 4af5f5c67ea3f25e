import { setTimeout as sleep } from 'node:timers/promises'
import type { Refused } from '../kernel/index.ts'
import {
  consistencyProof,
  formatNote,
  openCheckpoint,
  parseNote,
  parseVerifierKey,
  rangeRoot,
  type TrustPolicy,
  tileNodeReader,
} from '../proof/index.ts'
import { createGatherer, type Gathered, type Submission, type WitnessStanding } from '../witness/index.ts'
import { rangeFromTiles } from './grow-tree.ts'
import type { LedgerCode } from './ledger-refusal.ts'
import { folderFiles } from './log-files.ts'
import type { LogHead } from './log-head.ts'
import { refuseClaims, refuseEvidence, witnessesMissing } from './witness-refusals.ts'

/** How long witnesses may take: one answer, a round before those who wait are told, and the pause between two tries. */
export type WitnessPatience = {
  readonly timeoutMs: number
  readonly patienceMs: number
  readonly pauseMs: number
}

export const usualPatience: WitnessPatience = { timeoutMs: 2_000, patienceMs: 10_000, pauseMs: 500 }

/** Told when the quorum fails for longer than the patience, and when it is there again. */
export type WitnessWatch = {
  readonly missing: (why: Refused<LedgerCode>) => void
  readonly resumed: () => void
}

export type Witnessing = {
  readonly policy: TrustPolicy
  /**
   * The note with a quorum of cosignatures under it. Tries until it has them; after the patience it tells the watch, or, where nobody
   * watches, refuses WITNESSES_MISSING. Refused WITNESS_AHEAD when a witness shows a checkpoint that contradicts this log.
   */
  readonly cosign: (head: LogHead) => Promise<string>
  /**
   * At start: refuses WITNESS_AHEAD when any witness says that it saw more than `head`, or another history, whether it shows it or
   * not. Gives the note to publish: `published` when that has the quorum already.
   */
  readonly begin: (head: LogHead, published: string | undefined) => Promise<string>
  /** From now on trouble is told and not thrown. */
  readonly watch: (watch: WitnessWatch) => void
  readonly standings: () => readonly WitnessStanding[]
  /** Ends a round that waits for a quorum; it is refused WITNESSES_MISSING. */
  readonly stop: () => void
}

/** Gets the checkpoints of one log cosigned by the witnesses of a policy. */
export function createWitnessing(of: {
  readonly policy: TrustPolicy
  readonly vkey: string
  readonly logDir: string
  readonly patience: WitnessPatience
}): Witnessing {
  const { policy, vkey, logDir, patience } = of
  const log = parseVerifierKey(vkey)
  const gatherer = createGatherer(policy, patience)
  const stopping = new AbortController()
  let watch: WitnessWatch | undefined

  const submissionOf = ({ range, note }: LogHead): Submission => {
    const { size } = range
    const readNode = tileNodeReader(folderFiles(logDir), size)
    return {
      ...{ log, note, text: parseNote(note).text, size, root: rangeRoot(range) },
      proofFrom: (oldSize) => consistencyProof(oldSize, size, readNode),
      rootAt: async (older) => rangeRoot(await rangeFromTiles(readNode, older)),
    }
  }
  const cosign = async (head: LogHead): Promise<string> => {
    const submission = submissionOf(head)
    const deadline = performance.now() + patience.patienceMs
    for (let told = false; ; ) {
      const gathered = await gatherer.gather(submission)
      refuseEvidence(submission.size, gathered)
      if (gathered.reached) {
        if (told) watch?.resumed()
        return withCosignatures(head.note, gathered)
      }
      if (stopping.signal.aborted) throw witnessesMissing(policy, gathered)
      if (!told && performance.now() >= deadline) {
        if (watch === undefined) throw witnessesMissing(policy, gathered)
        watch.missing(witnessesMissing(policy, gathered))
        told = true
      }
      await sleep(patience.pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  return {
    policy,
    cosign,
    begin: async (head, published) => {
      const gathered = await gatherer.askAll(submissionOf(head))
      refuseClaims(head.range.size, gathered)
      if (published !== undefined && (await hasQuorum(published, { log, policy }))) return published
      return gathered.reached ? withCosignatures(head.note, gathered) : cosign(head)
    },
    watch: (given) => {
      watch = given
    },
    standings: gatherer.standings,
    stop: () => stopping.abort(),
  }
}

const hasQuorum = (
  note: string,
  by: { log: ReturnType<typeof parseVerifierKey>; policy: TrustPolicy },
): Promise<boolean> =>
  openCheckpoint(note, { keys: [by.log], policy: by.policy }).then(
    () => true,
    () => false,
  )

/** The signed note with the cosignatures after the log's own line, each once. */
function withCosignatures(note: string, { signatures }: Gathered): string {
  const { text, signatures: own } = parseNote(note)
  const isCosignature = (line: { name: string; keyId: number }) =>
    signatures.some(({ name, keyId }) => name === line.name && keyId === line.keyId)
  return formatNote({ text, signatures: [...own.filter((line) => !isCosignature(line)), ...signatures] })
}
