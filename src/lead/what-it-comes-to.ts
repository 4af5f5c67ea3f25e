import { agreement, aloneComesTo, inConflict, type LeadDecision, withdrawalOf } from '../examination/index.ts'
import type { SearchRecord } from '../search/index.ts'
import { waitsForSecond } from './assign-verifier.ts'
import { type Resolution, resolutionsOf, settledBy } from './conflict-record.ts'
import type { House } from './house.ts'
import { type SealedExamination, sealedExaminations } from './seal-examination.ts'

/** The sealed examinations of a search and what they come to. */
export type ComesTo = {
  readonly first: SealedExamination
  /** Absent where no second examination was asked for; there is no lead then. */
  readonly second: SealedExamination | undefined
  readonly decision: LeadDecision
  /** Of two that contradict each other: what was recorded and, for anything but inconclusive, signed by both. */
  readonly resolution: Resolution | undefined
}

/**
 * What the examinations of a search come to; undefined while an examination or the end of a conflict is waited for, and of a search that was
 * withdrawn. Where no second was drawn, the first ends the search, and never with a lead.
 */
export async function whatItComesTo(house: House, search: SearchRecord): Promise<ComesTo | undefined> {
  const { db } = house.storage
  const [first, second] = await sealedExaminations(house, search.id)
  if (!first || (await withdrawalOf(db, search.id))) return undefined
  if (!second) {
    if (await waitsForSecond(house, search)) return undefined
    return { first, second, decision: aloneComesTo(first), resolution: undefined }
  }
  if (!inConflict(first, second))
    return { first, second, decision: agreement(first, second), resolution: undefined }
  const resolution = settledBy(await resolutionsOf(db, search.id))
  return resolution && { first, second, decision: resolution.outcome, resolution }
}

/** The examination that supports whom the lead is about: of two that first contradicted each other, the one on which they agreed. */
export const supported = ({ first, second, resolution }: ComesTo): SealedExamination =>
  [first, second].find((one) => resolution && one?.bookingId === resolution.bookingId) ?? first
