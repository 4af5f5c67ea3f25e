import { createHmac } from 'node:crypto'
import type { UserId } from '../kernel/index.ts'
import { type Conclusion, isSupport } from './conclusion.ts'

/** Somebody who may be asked for the second examination, and what speaks for asking him. */
export type VerifierChoice = {
  readonly userId: UserId
  /** He works in another unit than the first examiner, as far as both units are known. */
  readonly otherUnit: boolean
  /** He holds the role of a verifier, and not that of an examiner alone. */
  readonly verifier: boolean
  /** Second examinations that wait for him already. */
  readonly open: number
}

type Sealed = { readonly orderSeed: Uint8Array }

/**
 * In which order people are asked for a second examination: of another unit first, then verifiers, then who has the fewest waiting. What
 * is still alike is decided by HMAC-SHA256 of `verifier:<n>:<user>` under the sealed seed of the search: nobody can choose it, and who is
 * shown the seed can make it again.
 */
export const inOrderOfAsking = (
  people: readonly VerifierChoice[],
  { orderSeed, n }: Sealed & { n: number },
): readonly VerifierChoice[] => {
  const lot = ({ userId }: VerifierChoice) => drawnFrom(orderSeed, `verifier:${n}:${userId}`).toString('hex')
  return people.toSorted(
    (one, other) =>
      Number(other.otherUnit) - Number(one.otherUnit) ||
      Number(other.verifier) - Number(one.verifier) ||
      one.open - other.open ||
      (lot(one) < lot(other) ? -1 : 1),
  )
}

/**
 * Whether a search comes to a second examiner: always where the first supports somebody, and otherwise by lot, so many in a hundred. The
 * lot is the first four bytes of HMAC-SHA256 of `second-examination` under the sealed seed, as a share of 2^32.
 */
export function needsSecond(of: Sealed & { conclusion: Conclusion; sharePercent: number }): boolean {
  if (isSupport(of.conclusion)) return true
  const lot = drawnFrom(of.orderSeed, 'second-examination').readUInt32BE(0) / 2 ** 32
  return lot * 100 < of.sharePercent
}

const drawnFrom = (seed: Uint8Array, words: string): Buffer =>
  createHmac('sha256', seed).update(words).digest()
