import { createHmac } from 'node:crypto'
import type { Candidate } from '../search/index.ts'

export type LetteredCandidate = { readonly letter: string; readonly candidate: Candidate }

/**
 * Puts candidates in an order that says nothing of rank: by HMAC-SHA256 of seat and person under the search's sealed seed. Every examiner
 * has a seat of his own, so a letter overheard means nothing to another, and it stays his while others seal: the letter he
 * looked at is the one he concludes about.
 */
export function letteredCandidates(of: {
  candidates: readonly Candidate[]
  orderSeed: Uint8Array
  /** Id of the examiner; the position, as a number in words, in examinations from before analyses were sealed. */
  seat: string
}): readonly LetteredCandidate[] {
  const keyed = of.candidates.map((candidate) => ({
    candidate,
    key: createHmac('sha256', of.orderSeed).update(`${of.seat}:${candidate.personId}`).digest('hex'),
  }))
  keyed.sort((left, right) => (left.key < right.key ? -1 : 1))
  return keyed.map(({ candidate }, at) => ({ letter: letterAt(at), candidate }))
}

/** A … Z, AA, AB …, as columns of a sheet are named. */
export function letterAt(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : letterAt(Math.floor(at / 26) - 1) + letter
}

/** The order of letters in a list: A to Z, then AA. */
export const byLetter = (one: string, other: string): number =>
  one.length - other.length || (one < other ? -1 : 1)
