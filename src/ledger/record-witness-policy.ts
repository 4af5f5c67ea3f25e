import { createHash } from 'node:crypto'
import type { TrustPolicy } from '../proof/index.ts'
import type { LogHead } from './log-head.ts'
import { type RecordingAtStart, recordAtStart } from './record-at-start.ts'
import { wholeHouse } from './whole-house.ts'
import { keepPolicyText } from './witness-policy.ts'
import type { Writer } from './write-round.ts'

type Recording = Pick<RecordingAtStart, 'head' | 'chain' | 'keys'> & {
  readonly policy: TrustPolicy
  readonly bytes: Uint8Array
}

/**
 * Puts a witness policy on record (`witnesses`) before anything else is sequenced under it, unless the log names it already: whoever
 * changes who must cosign does so in public. Gives the head after it. The round is cosigned as the new policy asks.
 */
export async function recordWitnessPolicy(writer: Writer, of: Recording): Promise<LogHead> {
  const sha256 = createHash('sha256').update(of.bytes).digest('hex')
  if (of.chain.witnessPolicy()?.sha256 === sha256) return of.head
  await keepPolicyText(writer.logDir, { bytes: of.bytes, sha256 })
  const fields = { sha256, named: of.policy.witnesses.length }
  return recordAtStart(writer, {
    ...of,
    draft: { type: 'witnesses', unit: wholeHouse, fields, hidden: {} },
    same: (entry) => entry.t === 'witnesses' && entry.sha256 === sha256,
  })
}
