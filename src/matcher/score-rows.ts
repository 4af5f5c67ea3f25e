import { must } from '../kernel/index.ts'
import type { Crew } from './crew.ts'
import { innerProduct } from './inner-product.ts'
import type { ScoredRow } from './score-lane.ts'
import type { Segment } from './segment.ts'
import { slotOf } from './template-store.ts'

type Asked = {
  readonly queries: readonly Float32Array[]
  readonly segments: readonly Segment[]
  /** For each query, slots of the rows to score. */
  readonly waves: readonly (readonly number[])[]
}

/** Scores each query's rows, in order: on the lanes what the disk holds, here what only the main thread can read. */
export async function scoreRows(
  crew: Crew,
  { queries, segments, waves }: Asked,
): Promise<readonly (readonly ScoredRow[])[]> {
  const asked = waves.flatMap((slots, query) => slots.map((slot) => ({ ...slotOf(segments, slot), query })))
  const onDisk = [...asked.entries()].filter(([, { segment, row }]) => !segment.file.isOpen(row))
  const found = await crew.run(() => ({
    kind: 'score',
    next: new Int32Array(new SharedArrayBuffer(4)),
    queries,
    rows: Int32Array.from(onDisk.flatMap(([, { segment, row, query }]) => [segment.id, row, query])),
  }))
  const scored = new Map<number, ScoredRow>()
  for (const one of found) {
    if (one.kind !== 'score') continue
    for (const [at, place] of one.places.entries())
      scored.set(must(onDisk[place], 'row on the disk')[0], {
        similarity: must(one.similarities[at], 'similarity'),
        personId: must(one.personIds[at], 'person'),
        bookingId: must(one.bookingIds[at], 'booking'),
        day: must(one.days[at], 'day'),
      })
  }
  const rows = asked.map((one, at) => scored.get(at) ?? scoreHere(queries, one))
  const ends = waves.map((_, query) => waves.slice(0, query + 1).reduce((sum, { length }) => sum + length, 0))
  return ends.map((end, query) => rows.slice(end - must(waves[query], 'wave').length, end))
}

function scoreHere(
  queries: readonly Float32Array[],
  { segment, row, query }: { segment: Segment; row: number; query: number },
): ScoredRow {
  const { vector, personId, bookingId, day } = segment.file.record(row)
  const similarity = innerProduct(must(queries[query], 'query'), vector)
  vector.fill(0)
  return { similarity, personId, bookingId, day }
}
