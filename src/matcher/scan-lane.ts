import { must } from '../kernel/index.ts'
import type { BlockReader } from './block-reader.ts'
import type { Kernel } from './kernel.ts'
import { emptyFinding, fromSortable, raise, reaching, type SegmentFinding } from './lane-findings.ts'
import type { ScanFindings, ScanJob, SegmentView } from './lane-job.ts'
import { filterNames } from './matcher.ts'
import { chunkBytesOf, laneAt, laneMap, memoryMap, take } from './memory-map.ts'
import { type Chunk, takeChunks } from './take-chunks.ts'

export type AttachedSegment = SegmentView & { readonly kernel: Kernel; readonly reader: BlockReader }
export type Attached = ReadonlyMap<number, AttachedSegment>

const { chunkRows, queriesAtOnce } = memoryMap

type Lane = {
  readonly job: ScanJob
  readonly lane: number
  readonly findings: readonly SegmentFinding[]
  readonly filteredOut: number[]
  scanned: number
}

/** The lane's scratch in one segment, looked at once for all its chunks. */
type Visit = ReturnType<typeof beginSegment>

/** One lane's part of a scan; yields after every chunk, where a lane on the main thread lets others run. */
export function* scanLane(
  job: ScanJob,
  of: { lane: number; attached: Attached },
): Generator<undefined, ScanFindings> {
  const lane: Lane = {
    job,
    lane: of.lane,
    findings: Array.from({ length: job.queries }, emptyFinding),
    filteredOut: new Array(filterNames.length).fill(0),
    scanned: 0,
  }
  let visit: Visit | undefined
  for (const chunk of takeChunks(job)) {
    if (visit?.segment.id !== chunk.id) {
      if (visit) endSegment(lane, visit)
      const segment = must(of.attached.get(chunk.id), 'attached segment')
      visit = beginSegment(lane, { segment, place: chunk.place })
    }
    scanChunk(lane, { visit, chunk })
    yield
  }
  if (visit) endSegment(lane, visit)
  const { scanned, filteredOut, findings } = lane
  // What is handed over is copied number by number.
  const queries = findings.map((finding, query) =>
    reaching(finding, fromSortable(Atomics.load(job.thresholds, query))),
  )
  return { kind: 'scan', scanned, filteredOut, queries }
}

function beginSegment({ job, lane }: Lane, of: { segment: AttachedSegment; place: number }) {
  const { segment } = of
  const { buffer } = segment.memory
  const at = laneAt(lane)
  const floats = (offset: number) => new Float32Array(buffer, at + offset, queriesAtOnce)
  const wholes = (offset: number, length: number) => new Int32Array(buffer, at + offset, length)
  const visit = {
    ...of,
    at,
    thresholds: floats(laneMap.thresholds),
    dropped: floats(laneMap.dropped),
    counts: wholes(laneMap.counts, queriesAtOnce),
    heapCounts: wholes(laneMap.heapCounts, queriesAtOnce),
    scanned: wholes(laneMap.scanned, 1),
    filtered: wholes(laneMap.filtered, filterNames.length - 1),
    list: new DataView(buffer, at + laneMap.list, queriesAtOnce * laneMap.listRows * laneMap.entryBytes),
  }
  // A place without a query is never reached by any row.
  visit.thresholds.fill(Number.POSITIVE_INFINITY).fill(Number.NEGATIVE_INFINITY, 0, job.queries)
  visit.dropped.fill(Number.NEGATIVE_INFINITY)
  for (const counter of [visit.counts, visit.heapCounts, visit.scanned, visit.filtered]) counter.fill(0)
  const { stride, front } = segment
  segment.kernel.begin(at, memoryMap.constantsAt, memoryMap.codesAt, stride, front, job.queries, job.k)
  return visit
}

function scanChunk(lane: Lane, { visit, chunk }: { visit: Visit; chunk: Chunk }): void {
  const { job } = lane
  const { thresholds, segment } = visit
  for (let query = 0; query < job.queries; query++) {
    const known = fromSortable(Atomics.load(job.thresholds, query))
    if (known > must(thresholds[query], 'threshold')) thresholds[query] = known
  }
  const at = segment.chunksAt + chunk.chunk * chunkBytesOf(segment.stride)
  const { rows, how } = chunk.narrowed
    ? permitted(lane, { visit, chunk, at })
    : { rows: chunk.rows, how: take.all }
  const scan = job.queries === 1 ? segment.kernel.scanOne : segment.kernel.scanMany
  for (let from = 0; from < rows; ) {
    from = scan(at, chunk.chunk * chunkRows, rows, how, from)
    if (from < rows) drain(lane, visit)
  }
  for (let query = 0; query < job.queries; query++)
    raise(job.thresholds, { query, value: must(thresholds[query], 'threshold') })
}

type InChunk = { readonly visit: Visit; readonly chunk: Chunk; readonly at: number }

/** Of many permitted rows the others between them are read along; below this share they are fetched one by one. */
const listedShare = 1 / 4

/** Maps the permitted rows in the lane, or lists them; says how many places to go through, and how. */
function permitted(lane: Lane, { visit, chunk, at }: InChunk): { rows: number; how: number } {
  const { inUse, days, ages } = lane.job.narrowing
  const { agenciesAt, sexesAt } = memoryMap
  const { kernel } = visit.segment
  const found = kernel.permit(at, chunk.rows, inUse, agenciesAt, sexesAt, days, ages)
  const rows = found - exclude(lane, { visit, chunk })
  if (rows > chunk.rows * listedShare) return { rows: chunk.rows, how: take.mapped }
  kernel.listPermitted(chunk.rows)
  return { rows, how: take.listed }
}

/** Takes excluded rows out of the map; gives the number of those that had been permitted. */
function exclude(lane: Lane, { visit, chunk }: { visit: Visit; chunk: Chunk }): number {
  if (chunk.excluded.length === 0) return 0
  const map = new Uint8Array(visit.segment.memory.buffer, visit.at + laneMap.permitted, chunkRows / 8)
  let excluded = 0
  for (const row of chunk.excluded) {
    const bits = must(map[row >> 3], 'bits of eight rows')
    const bit = 1 << (row & 7)
    if ((bits & bit) === 0) continue
    map[row >> 3] = bits & ~bit
    excluded++
  }
  const last = filterNames.length - 1
  lane.filteredOut[last] = (lane.filteredOut[last] ?? 0) + excluded
  return excluded
}

/** Takes the survivors out of the lane's lists. */
function drain({ findings }: Lane, { counts, list, place }: Visit): void {
  for (const [query, finding] of findings.entries()) {
    const count = must(counts[query], 'count')
    for (let entry = 0; entry < count; entry++) {
      const at = (query * laneMap.listRows + entry) * laneMap.entryBytes
      finding.slots.push(place * memoryMap.segmentRows + list.getUint32(at, true))
      finding.uppers.push(list.getFloat32(at + 4, true))
      finding.lowers.push(list.getFloat32(at + 8, true))
      finding.persons.push(list.getUint32(at + 12, true))
    }
    counts[query] = 0
  }
}

function endSegment(lane: Lane, visit: Visit): void {
  drain(lane, visit)
  for (const [query, finding] of lane.findings.entries())
    finding.largestDropped = Math.max(finding.largestDropped, must(visit.dropped[query], 'dropped bound'))
  lane.scanned += must(visit.scanned[0], 'rows scanned')
  for (const [filter, count] of visit.filtered.entries())
    lane.filteredOut[filter] = (lane.filteredOut[filter] ?? 0) + count
}
