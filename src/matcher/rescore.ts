import type { BookingId, PersonId } from '../kernel/index.ts'
import { type Before, BestPersons, byValue, type Offer } from './best-persons.ts'
import { BoundQueue } from './bound-queue.ts'
import { innerProduct } from './inner-product.ts'
import type { SegmentFinding } from './lane-findings.ts'
import { refuseBoundViolated } from './refusals.ts'
import type { TemplateRecord } from './template-record.ts'

/** A row whose similarity was computed in full. */
export type Rescored = Offer & {
  readonly person: PersonId
  readonly bookingId: BookingId
  readonly day: number
}

type Rescoring = {
  readonly query: Float32Array
  readonly k: number
  record(slot: number): TemplateRecord
  /** Lets others have a turn; refuses when the gallery changed. */
  nextTurn(): Promise<void>
}

/** Rows between two turns of the event loop: about a millisecond. */
const rowsPerTurn = 64

/**
 * Takes the rows that the lanes found by upper bound, and computes their similarity, until the next cannot reach the k-th
 * person; one that could tie with it is still taken. Refuses BOUND_VIOLATED.
 */
export async function rescore(findings: readonly SegmentFinding[], rescoring: Rescoring) {
  const waiting = new BoundQueue()
  let largestDropped = waitIn(waiting, { findings, k: rescoring.k })
  const best = new BestPersons<Rescored>(rescoring.k, ranking)
  let rowsRescored = 0
  while (waiting.size > 0 && waiting.largestUpper >= best.threshold) {
    if (rowsRescored % rowsPerTurn === rowsPerTurn - 1) await rescoring.nextTurn()
    const { slot, upper, lower } = waiting.take()
    const { vector, personId, bookingId, day } = rescoring.record(slot)
    const similarity = innerProduct(rescoring.query, vector)
    vector.fill(0)
    // A row below its lower bound is as bad: the threshold that dropped other rows was built on lower bounds.
    if (similarity > upper) refuseBoundViolated(similarity, upper)
    if (similarity < lower) refuseBoundViolated(similarity, lower)
    rowsRescored++
    best.offer({ person: personId, slot, value: similarity, bookingId, day })
  }
  largestDropped = Math.max(largestDropped, waiting.largestUpper)
  if (largestDropped > best.threshold) refuseBoundViolated(best.threshold, largestDropped)
  return { best, rowsRescored, largestDropped }
}

/**
 * Gathers what all lanes found, less what cannot reach the k persons that all of them together are sure of. Gives the
 * largest bound of a row that does not wait.
 */
function waitIn(
  waiting: BoundQueue,
  { findings, k }: { findings: readonly SegmentFinding[]; k: number },
): number {
  const sure = new BestPersons<Offer>(k, byValue)
  let largestDropped = Number.NEGATIVE_INFINITY
  for (const { slots, uppers, lowers, persons, largestDropped: dropped } of findings) {
    largestDropped = Math.max(largestDropped, dropped)
    for (const [at, slot] of slots.entries()) {
      const lower = lowers[at] ?? Number.NEGATIVE_INFINITY
      waiting.add({ slot, upper: uppers[at] ?? Number.POSITIVE_INFINITY, lower })
      sure.offer({ person: persons[at] ?? 0, slot, value: lower })
    }
  }
  largestDropped = Math.max(largestDropped, waiting.prune(sure.threshold))
  waiting.order()
  return largestDropped
}

/** Similarity descending; rows of one person then by bookingId, persons by personId, both ascending. */
const ranking: Before<Rescored> = (first, second) => {
  if (first.value !== second.value) return first.value > second.value
  if (first.person !== second.person) return first.person < second.person
  return first.bookingId < second.bookingId
}
