import type { BookingId, PersonId } from '../kernel/index.ts'
import { must } from '../kernel/index.ts'
import { innerProduct } from './inner-product.ts'
import type { ScoreFindings, ScoreJob } from './lane-job.ts'
import type { Attached } from './scan-lane.ts'
import { blockRowsOf, ids, vectorAt } from './template-record.ts'

/** A row whose similarity was computed in full, and whose it is. */
export type ScoredRow = {
  readonly similarity: number
  readonly personId: PersonId
  readonly bookingId: BookingId
  readonly day: number
}

/** Rows that a lane takes at once. */
const rowsAtOnce = 4

/** One lane's part of re-scoring: opens the blocks of rows and computes their similarity; yields between takings. */
export function* scoreLane(job: ScoreJob, attached: Attached): Generator<undefined, ScoreFindings> {
  const scored: (readonly [number, ScoredRow])[] = []
  for (;;) {
    const first = Atomics.add(job.next, 0, rowsAtOnce)
    if (first >= job.rows.length) return { kind: 'score', scored }
    for (let at = first; at < Math.min(first + rowsAtOnce, job.rows.length); at++) {
      const row = scoreRow(job, { at, attached })
      if (row) scored.push([at, row])
    }
    yield
  }
}

/** Undefined when the block does not open, be it damaged or just being written: the main thread looks again. */
function scoreRow(
  job: ScoreJob,
  { at, attached }: { at: number; attached: Attached },
): ScoredRow | undefined {
  const { id, row, query } = must(job.rows[at], 'row to score')
  const { reader, dimension } = must(attached.get(id), 'attached segment')
  const rows = blockRowsOf(dimension)
  const plain = reader.read(Math.floor(row / rows))
  if (plain === undefined) return undefined
  const place = { row: row % rows, dimension }
  const vector = new Float32Array(plain.buffer, plain.byteOffset + vectorAt(place), dimension)
  const scored = {
    similarity: innerProduct(must(job.queries[query], 'query'), vector),
    ...ids(plain, place),
  }
  plain.fill(0)
  return scored
}
