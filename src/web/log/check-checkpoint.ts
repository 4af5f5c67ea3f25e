import { isRefused } from '../../kernel/index.ts'
import {
  consistencyProof,
  fromBase64,
  type LogFiles,
  type OpenedCheckpoint,
  openCheckpoint,
  parseTrustPolicy,
  parseVerifierKey,
  tileNodeReader,
  toBase64,
  verifyConsistency,
} from '../../proof/index.ts'
import type { SeenLog } from './seen-log.ts'

/** What the browser found about the newest checkpoint; `why` is a sentence without its full stop. */
export type CheckpointCheck =
  | { readonly verified: true; readonly size: number; readonly how: string; readonly seen: SeenLog }
  | { readonly verified: false; readonly why: string; readonly keyChanged: boolean }

type Claim = {
  readonly checkpoint: string
  readonly verifierKey: string
  readonly seen: SeenLog | undefined
  /** Text of the log's witness policy, where it has one: then enough of its witnesses must have cosigned. */
  readonly witnessPolicy?: string | undefined
  readonly files: LogFiles
  readonly now: Date
}

/**
 * Checks the log's newest checkpoint: the key is the one seen before, its signature and the cosignatures are good, and the log still
 * begins with everything that this browser saw in it earlier. Never throws: what fails is said in words.
 */
export async function checkCheckpoint(claim: Claim): Promise<CheckpointCheck> {
  const { seen, verifierKey } = claim
  if (seen !== undefined && seen.verifierKey !== verifierKey) {
    const why = `the log's key is not the one this browser has known since ${seen.keySeenOn}`
    return { verified: false, why, keyChanged: true }
  }
  try {
    const policy = claim.witnessPolicy === undefined ? undefined : parseTrustPolicy(claim.witnessPolicy)
    const opened = await openCheckpoint(claim.checkpoint, { keys: [parseVerifierKey(verifierKey)], policy })
    const continued = await howItContinues(claim, opened)
    if (typeof continued !== 'string') return { verified: false, why: continued.fault, keyChanged: false }
    const cosigners = opened.signers.filter(({ timestampSec }) => timestampSec !== undefined).length
    const how =
      cosigners === 0
        ? continued
        : `${continued}; cosigned by ${cosigners} ${cosigners === 1 ? 'witness' : 'witnesses'}, as its policy asks`
    const keySeenOn = seen?.keySeenOn ?? claim.now.toISOString().slice(0, 10)
    const root = toBase64(opened.rootHash)
    return {
      verified: true,
      size: opened.size,
      how,
      seen: { verifierKey, keySeenOn, size: opened.size, root },
    }
  } catch (error) {
    const why = isRefused(error) ? error.reason : error instanceof Error ? error.message : 'unknown fault'
    return { verified: false, why: why.replace(/\.$/, ''), keyChanged: false }
  }
}

async function howItContinues(claim: Claim, opened: OpenedCheckpoint): Promise<string | { fault: string }> {
  const { seen, files } = claim
  if (seen === undefined) return 'signature good; first time this browser sees this log'
  if (opened.size < seen.size)
    return { fault: `the log has ${opened.size} entries, but this browser has already seen ${seen.size}` }
  const oldRoot = fromBase64(seen.root)
  if (oldRoot === undefined || seen.size === 0) return 'signature good; nothing seen before to compare with'
  const proof = await consistencyProof(seen.size, opened.size, tileNodeReader(files, opened.size))
  const continues = verifyConsistency({
    oldSize: seen.size,
    oldRoot,
    newSize: opened.size,
    newRoot: opened.rootHash,
    proof,
  })
  if (!continues)
    return { fault: `the log no longer begins with the ${seen.size} entries that this browser saw before` }
  return opened.size === seen.size
    ? 'signature good; unchanged since this browser last looked'
    : `signature good; still begins with the ${seen.size} entries seen before`
}
