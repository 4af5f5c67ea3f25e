import { join } from 'node:path'
import {
  openCheckpoint,
  type PolicyWitness,
  parseVerifierKey,
  quorumReached,
  rangeRoot,
  sameBytes,
  type TrustPolicy,
  tileNodeReader,
} from '../proof/index.ts'
import { readIfPresent } from '../storage/index.ts'
import { newestOfWitness } from '../witness/index.ts'
import { rangeFromTiles } from './grow-tree.ts'
import { filesMissing } from './ledger-refusal.ts'
import { folderFiles } from './log-files.ts'

/** How a witness stands to the checkpoint in a log folder, by what it shows itself. */
export type WitnessView = {
  readonly name: string
  readonly vkey: string
  readonly url: string | undefined
  /** Whether its cosignature stands under the checkpoint. */
  readonly cosigned: boolean
  /** `behind` is the beginning of this log; `ahead` and `forked` are signed by the log's own key and contradict it. */
  readonly shows: 'same' | 'behind' | 'ahead' | 'forked' | 'nothing'
  /** Entries of the checkpoint that it shows. */
  readonly size: number | undefined
  /** What it shows, verbatim, where that contradicts the log: together with the log's checkpoint it is proof. */
  readonly evidence: string | undefined
}

export type WitnessSurvey = {
  readonly size: number
  readonly quorumReached: boolean
  readonly witnesses: readonly WitnessView[]
}

const timeoutMs = 5_000

/**
 * Asks all witnesses of a policy what they saw of a log, and compares it with the log's own files. Needs no house: anybody with a copy of
 * the folder may ask. Refuses what openCheckpoint refuses of the folder's checkpoint, and LOG_FILES_MISSING.
 */
export async function askWitnesses(of: {
  readonly dir: string
  readonly vkey: string
  readonly policy: TrustPolicy
}): Promise<WitnessSurvey> {
  const { dir, vkey, policy } = of
  const note = await readIfPresent(join(dir, 'checkpoint'))
  if (note === undefined) throw filesMissing('checkpoint')
  const log = parseVerifierKey(vkey)
  const keys = policy.witnesses.map(({ key }) => key)
  const ours = await openCheckpoint(note, { keys: [log], witnesses: keys })
  const readNode = tileNodeReader(folderFiles(dir), ours.size)
  const view = async (witness: PolicyWitness): Promise<WitnessView> => {
    const { name, vkey: witnessVkey, url } = witness
    const cosigned = ours.signers.some(({ key }) => key === witness.key)
    const signal = AbortSignal.timeout(timeoutMs)
    const newest =
      url === undefined ? undefined : await newestOfWitness({ witness: { ...witness, url }, log, signal })
    const common = { name, vkey: witnessVkey, url, cosigned }
    if (newest === undefined) return { ...common, shows: 'nothing', size: undefined, evidence: undefined }
    const { size } = newest
    if (size > ours.size) return { ...common, shows: 'ahead', size, evidence: newest.note }
    const root = size === ours.size ? ours.rootHash : rangeRoot(await rangeFromTiles(readNode, size))
    if (!sameBytes(root, newest.rootHash)) return { ...common, shows: 'forked', size, evidence: newest.note }
    return { ...common, shows: size === ours.size ? 'same' : 'behind', size, evidence: undefined }
  }
  return {
    size: ours.size,
    quorumReached: quorumReached(policy, ours.signers),
    witnesses: await Promise.all(policy.witnesses.map(view)),
  }
}
