import { closeSync, openSync, readSync } from 'node:fs'
import { blockPosition, sealedBlockBytes } from './block-reader.ts'
import type { LoadFindings, LoadJob, Mutable } from './lane-job.ts'
import { chunkBytesOf, laneAt, laneMap, memoryMap } from './memory-map.ts'
import { bookingKeyOf, personKeyOf } from './row-key.ts'
import type { AttachedSegment } from './scan-lane.ts'
import { freeRow, placeOfRow, setColumns } from './segment-memory.ts'
import { blockRowsOf, facts, vectorAt } from './template-record.ts'

/** Blocks that a lane takes at once: about half a megabyte of file. */
const blocksAtOnce = 64
const { chunkRows } = memoryMap

type Loading = {
  readonly job: LoadJob
  readonly segment: AttachedSegment
  readonly lane: number
  readonly found: Mutable<LoadFindings>
  readonly condemned: { readonly persons: ReadonlySet<string>; readonly bookings: ReadonlySet<string> }
}

/** One lane's part of reading a segment file: opens blocks, codes their rows, fills the columns; yields between reads. */
export function* loadLane(
  job: LoadJob,
  of: { lane: number; segment: AttachedSegment },
): Generator<undefined, LoadFindings> {
  const loading: Loading = {
    job,
    ...of,
    found: { kind: 'load', rows: 0, freeRows: [], condemnedRows: [], damagedBlocks: [] },
    condemned: { persons: new Set(job.condemnedPersons), bookings: new Set(job.condemnedBookings) },
  }
  const { dimension, memory } = of.segment
  // Grown by another thread while this one was handed it, a memory shows its old end here until it is asked to grow.
  memory.grow(0)
  const sealedBytes = sealedBlockBytes(dimension)
  const bytes = new Uint8Array(blocksAtOnce * sealedBytes)
  const { path } = of.segment.source
  const fd = openSync(path, 'r')
  try {
    for (;;) {
      const first = Atomics.add(job.next, 0, blocksAtOnce)
      if (first >= job.blocks) return loading.found
      const read = readSync(fd, bytes, 0, bytes.length, blockPosition(first, dimension))
      const last = Math.min(job.blocks, first + blocksAtOnce)
      for (let block = first; block < last; block++) {
        const from = (block - first) * sealedBytes
        loadBlock(loading, { block, sealed: bytes.subarray(from, Math.min(read, from + sealedBytes)) })
      }
      yield
    }
  } finally {
    closeSync(fd)
    scratchOf(loading).fill(0)
  }
}

const scratchOf = ({ segment, lane }: Loading): Float32Array =>
  new Float32Array(
    segment.memory.buffer,
    laneAt(lane) + laneMap.vectors,
    blockRowsOf(segment.dimension) * segment.stride,
  )

/** A block that does not open is damaged: named, left free, and for the caller to fill again. */
function loadBlock(loading: Loading, { block, sealed }: { block: number; sealed: Uint8Array }): void {
  const { found, segment } = loading
  const plain = segment.reader.open(block, sealed)
  if (plain && knowsItsWords(loading, plain)) codeBlock(loading, { block, plain })
  else found.damagedBlocks.push(block)
  plain?.fill(0)
}

function codeBlock(loading: Loading, { block, plain }: { block: number; plain: Uint8Array }): void {
  const { segment, lane } = loading
  const { stride, front, dimension, kernel } = segment
  const rows = blockRowsOf(dimension)
  const scratch = scratchOf(loading)
  const vectors = new Float32Array(plain.buffer, plain.byteOffset, rows * dimension)
  for (let row = 0; row < rows; row++) {
    const from = vectorAt({ row, dimension }) / 4
    scratch.set(vectors.subarray(from, from + dimension), row * stride)
  }
  const { chunk, row: first } = chunkOf(segment, block * rows)
  const to = placeOfRow(chunk, { layout: segment, row: first })
  kernel.begin(laneAt(lane), memoryMap.constantsAt, memoryMap.codesAt, stride, front, 0, 0)
  kernel.quantise(laneAt(lane) + laneMap.vectors, rows, to.front, to.rest, to.scale, to.word, segment.axesAt)
  const view = new DataView(segment.memory.buffer)
  for (let row = 0; row < rows; row++) fillColumns(loading, { plain, row: block * rows + row, view })
}

function knowsItsWords({ job, segment }: Loading, plain: Uint8Array): boolean {
  const { dimension } = segment
  for (let row = 0; row < blockRowsOf(dimension); row++) {
    const at = facts.at({ row, dimension })
    const sex = facts.sex(plain, at)
    if (plain[at] === 1 && (facts.agency(plain, at) >= job.agencies || sex < 1 || sex > job.sexes))
      return false
  }
  return true
}

const chunkOf = ({ chunksAt, stride }: AttachedSegment, row: number) => ({
  chunk: chunksAt + Math.floor(row / chunkRows) * chunkBytesOf(stride),
  row: row % chunkRows,
})

function fillColumns(loading: Loading, of: { plain: Uint8Array; row: number; view: DataView }): void {
  const { segment, found } = loading
  const { dimension } = segment
  const { plain, row, view } = of
  const { chunk, row: inChunk } = chunkOf(segment, row)
  const place = placeOfRow(chunk, { layout: segment, row: inChunk })
  const at = facts.at({ row: row % blockRowsOf(dimension), dimension })
  const isFree = plain[at] !== 1
  if (isFree || isCondemned(loading, { plain, at })) {
    freeRow(view, { at: place, layout: segment })
    if (isFree) found.freeRows.push(row)
    else found.condemnedRows.push(row)
    return
  }
  const columns = {
    person: personKeyOf(facts.person(plain, at)),
    booking: bookingKeyOf(facts.booking(plain, at)),
    agency: facts.agency(plain, at),
    day: facts.day(plain, at),
    sex: facts.sex(plain, at),
    age: facts.age(plain, at),
  }
  setColumns(view, { at: place, columns })
  found.rows++
}

function isCondemned({ condemned }: Loading, { plain, at }: { plain: Uint8Array; at: number }): boolean {
  if (condemned.persons.size + condemned.bookings.size === 0) return false
  const person = Buffer.from(facts.person(plain, at)).toString()
  return (
    condemned.persons.has(person) || condemned.bookings.has(Buffer.from(facts.booking(plain, at)).toString())
  )
}
