import type { BookingId, PersonId } from '../kernel/index.ts'
import { must } from '../kernel/index.ts'
import { type Before, BestPersons, type Offer } from './best-persons.ts'
import { type BoundedRow, BoundQueue } from './bound-queue.ts'
import { KthPerson } from './kth-person.ts'
import type { SegmentFinding } from './lane-findings.ts'
import { refuseBoundViolated } from './refusals.ts'
import type { ScoredRow } from './score-lane.ts'

/** A person's best row so far. */
export type Rescored = Offer & {
  readonly person: PersonId
  readonly bookingId: BookingId
  readonly day: number
}

/** What is known of one query's list while rows are re-scored. */
export type Ranking = {
  /** Slots of the rows to score next; none when no row that is left can reach the k-th person. */
  wave(): readonly number[]
  /** The rows of the last wave, in its order. Refuses BOUND_VIOLATED. */
  take(rows: readonly ScoredRow[]): void
  readonly best: BestPersons<Rescored>
  rowsRescored(): number
  /** Largest upper bound of a row that was not re-scored. */
  largestDropped(): number
}

/** Rows of a wave after the first, which ends where no row that is left can reach what the k-th person most likely does. */
const laterWave = 16
/** Rows of the first wave at the most, for each person wanted: few persons may have many rows. */
const firstWavePerPerson = 8

/** What a row most likely reaches: coding errs both ways, and by far less than the bounds allow for. */
const likelyReached = ({ upper, lower }: BoundedRow): number => (upper + lower) / 2 - (upper - lower) / 16

/**
 * Takes the rows that the lanes found by upper bound until the next cannot reach the k-th person; one that could tie with
 * it is still taken.
 */
export function beginRanking(findings: readonly SegmentFinding[], k: number): Ranking {
  const waiting = new BoundQueue()
  const dropped = waitIn(waiting, { findings, k })
  const best = new BestPersons<Rescored>(k, ranking)
  let asked: readonly BoundedRow[] = []
  let rowsRescored = 0
  return {
    best,
    rowsRescored: () => rowsRescored,
    largestDropped: () => Math.max(dropped, waiting.largestUpper),
    wave() {
      const rows: BoundedRow[] = []
      const isFirst = rowsRescored === 0
      const most = isFirst ? firstWavePerPerson * k : laterWave
      const likely = new KthPerson(k)
      while (rows.length < most && waiting.size > 0 && waiting.largestUpper >= best.threshold) {
        if (isFirst && waiting.largestUpper < likely.threshold) break
        const row = waiting.take()
        rows.push(row)
        if (isFirst) likely.offer(row.person, likelyReached(row))
      }
      asked = rows
      if (rows.length === 0 && dropped > best.threshold) refuseBoundViolated(best.threshold, dropped)
      return rows.map(({ slot }) => slot)
    },
    take(rows) {
      for (const [at, { slot, upper, lower }] of asked.entries()) {
        const { similarity, personId, bookingId, day } = must(rows[at], 'scored row')
        // A row below its lower bound is as bad: the threshold that dropped other rows was built on lower bounds.
        if (similarity > upper) refuseBoundViolated(similarity, upper)
        if (similarity < lower) refuseBoundViolated(similarity, lower)
        best.offer({ person: personId, slot, value: similarity, bookingId, day })
      }
      rowsRescored += asked.length
    },
  }
}

/**
 * Gathers what all lanes found, less what cannot reach the k persons that all of them together are sure of. Gives the
 * largest bound of a row that does not wait.
 */
function waitIn(
  waiting: BoundQueue,
  { findings, k }: { findings: readonly SegmentFinding[]; k: number },
): number {
  const sure = new KthPerson(k)
  let largestDropped = Number.NEGATIVE_INFINITY
  for (const { slots, uppers, lowers, persons, largestDropped: dropped } of findings) {
    largestDropped = Math.max(largestDropped, dropped)
    for (const [at, slot] of slots.entries()) {
      const lower = lowers[at] ?? Number.NEGATIVE_INFINITY
      const person = persons[at] ?? 0
      waiting.add({ slot, person, upper: uppers[at] ?? Number.POSITIVE_INFINITY, lower })
      sure.offer(person, lower)
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
