import { Refused } from '../kernel/index.ts'

/** Every expected no of this room. */
export type ProofRefusalCode =
  | 'ADD_CHECKPOINT_MALFORMED'
  | 'BUNDLE_MALFORMED'
  | 'CHECKPOINT_MALFORMED'
  | 'CHECKPOINT_ORIGIN_WRONG'
  | 'DISCLOSURE_INVALID'
  | 'ENTRY_TOO_LARGE'
  | 'KEY_NOTE_INVALID'
  | 'NOTE_MALFORMED'
  | 'NOTE_SIGNATURE_INVALID'
  | 'PROOF_INVALID'
  | 'PROOF_RANGE_INVALID'
  | 'QUORUM_MISSED'
  | 'TILE_MALFORMED'
  | 'TILE_PATH_INVALID'
  | 'TRUST_POLICY_INVALID'
  | 'VERIFIER_KEY_INVALID'

/** The refusal to throw: what was found (with its limit) and what would be needed. Never the bytes themselves. */
export const refusal = (code: ProofRefusalCode, reason: string, needed: string): Refused<ProofRefusalCode> =>
  new Refused<ProofRefusalCode>({ code, reason, needed })

/** A refusal as a finding tells it: what was found first, and the code for whoever looks it up. */
export const inWords = ({ reason, code }: Refused): string => `${reason} (${code})`
