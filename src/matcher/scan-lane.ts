import { must } from '../kernel/index.ts'
import type { Kernel } from './kernel.ts'
import { emptyFinding, fromSortable, raise, type SegmentFinding } from './lane-findings.ts'
import type { ScanFindings, ScanJob, SegmentView } from './lane-job.ts'
import { filterNames } from './matcher.ts'
import { chunkBytesOf, laneAt, laneMap, memoryMap } from './memory-map.ts'
import { type Chunk, takeChunks } from './take-chunks.ts'

export type AttachedSegment = SegmentView & { readonly kernel: Kernel }
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
  return { kind: 'scan', scanned, filteredOut, queries: findings }
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
  segment.kernel.begin(at, memoryMap.constantsAt, memoryMap.codesAt, segment.stride, job.queries, job.k)
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
  const rows = chunk.narrowed ? permitted(lane, { visit, chunk, at }) : chunk.rows
  const list = chunk.narrowed ? visit.at + laneMap.index : 0
  const scan = job.queries === 1 ? segment.kernel.scanOne : segment.kernel.scanMany
  for (let from = 0; from < rows; ) {
    from = scan(at, chunk.chunk * chunkRows, rows, list, from)
    if (from < rows) drain(lane, visit)
  }
  for (let query = 0; query < job.queries; query++)
    raise(job.thresholds, { query, value: must(thresholds[query], 'threshold') })
}

type InChunk = { readonly visit: Visit; readonly chunk: Chunk; readonly at: number }

/** Lists the permitted rows in the lane; gives their number. */
function permitted(lane: Lane, { visit, chunk, at }: InChunk): number {
  const { inUse, days, ages } = lane.job.narrowing
  const { agenciesAt, sexesAt } = memoryMap
  const { kernel, memory } = visit.segment
  const rows = kernel.permit(at, chunk.rows, inUse, agenciesAt, sexesAt, days, ages)
  if (chunk.excluded.length === 0) return rows
  const excluded = new Set(chunk.excluded)
  const list = new Uint16Array(memory.buffer, visit.at + laneMap.index, rows)
  const kept = list.filter((row) => !excluded.has(row))
  list.set(kept)
  const last = filterNames.length - 1
  lane.filteredOut[last] = (lane.filteredOut[last] ?? 0) + rows - kept.length
  return kept.length
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
