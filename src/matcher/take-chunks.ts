import type { PassJob } from './lane-job.ts'
import { memoryMap } from './memory-map.ts'

/** One chunk of a pass: which, in which segment, and how many of its rows belong to the gallery that is searched. */
export type Chunk = {
  readonly id: number
  /** The segment's number in the search. */
  readonly place: number
  readonly chunk: number
  readonly rows: number
  readonly narrowed: boolean
  /** Excluded rows of this chunk, counted from its first. */
  readonly excluded: readonly number[]
}

const { chunkRows } = memoryMap

/** Takes chunks until none is left; every chunk is taken by one lane. */
export function* takeChunks(job: PassJob): Generator<Chunk, undefined> {
  let at = 0
  let before = 0
  for (;;) {
    const taken = Atomics.add(job.next, 0, 1)
    let segment = job.segments[at]
    while (segment !== undefined && taken >= before + Math.ceil(segment.rows / chunkRows)) {
      before += Math.ceil(segment.rows / chunkRows)
      segment = job.segments[++at]
    }
    if (segment === undefined) return undefined
    const chunk = taken - before
    const first = chunk * chunkRows
    const rows = Math.min(chunkRows, segment.rows - first)
    yield {
      id: segment.id,
      place: segment.place,
      chunk,
      rows,
      narrowed: segment.narrowed,
      excluded:
        segment.excluded.length === 0 ? segment.excluded : excludedIn(segment.excluded, { first, rows }),
    }
  }
}

const excludedIn = (excluded: readonly number[], { first, rows }: { first: number; rows: number }) =>
  excluded.filter((row) => row >= first && row < first + rows).map((row) => row - first)
