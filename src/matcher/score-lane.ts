import type { BookingId, PersonId } from '../kernel/index.ts'
import { must } from '../kernel/index.ts'
import { innerProduct } from './inner-product.ts'
import type { Mutable, ScoreFindings, ScoreJob } from './lane-job.ts'
import type { Attached } from './scan-lane.ts'
import { blockRowsOf, ids, vectorAt } from './template-record.ts'

/** A row whose similarity was computed in full, and whose it is. */
export type ScoredRow = {
  readonly similarity: number
  readonly personId: PersonId
  readonly bookingId: BookingId
  readonly day: number
}

/** Numbers that a job has for each row. */
export const numbersOfRow = 3
/** Rows that a lane takes at once. */
const rowsAtOnce = 4

/** One lane's part of re-scoring: opens the blocks of rows and computes their similarity; yields between takings. */
export function* scoreLane(job: ScoreJob, attached: Attached): Generator<undefined, ScoreFindings> {
  const found: Mutable<ScoreFindings> = {
    kind: 'score',
    ...{ places: [], similarities: [], personIds: [], bookingIds: [], days: [] },
  }
  const rows = job.rows.length / numbersOfRow
  for (;;) {
    const first = Atomics.add(job.next, 0, rowsAtOnce)
    if (first >= rows) return found
    for (let place = first; place < Math.min(first + rowsAtOnce, rows); place++) {
      const row = scoreRow(job, { place, attached })
      if (row === undefined) continue
      found.places.push(place)
      found.similarities.push(row.similarity)
      found.personIds.push(row.personId)
      found.bookingIds.push(row.bookingId)
      found.days.push(row.day)
    }
    yield
  }
}

/** Undefined when the block does not open, be it damaged or just being written: the main thread looks again. */
function scoreRow(
  job: ScoreJob,
  { place, attached }: { place: number; attached: Attached },
): ScoredRow | undefined {
  const [id = 0, row = 0, query = 0] = job.rows.subarray(place * numbersOfRow, (place + 1) * numbersOfRow)
  const { reader, dimension } = must(attached.get(id), 'attached segment')
  const rows = blockRowsOf(dimension)
  const plain = reader.read(Math.floor(row / rows))
  if (plain === undefined) return undefined
  const inBlock = { row: row % rows, dimension }
  const vector = new Float32Array(plain.buffer, plain.byteOffset + vectorAt(inBlock), dimension)
  const scored = {
    similarity: innerProduct(must(job.queries[query], 'query'), vector),
    ...ids(plain, inBlock),
  }
  plain.fill(0)
  return scored
}
