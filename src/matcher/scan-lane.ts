import { must } from '../kernel/index.ts'
import type { Kernel } from './kernel.ts'
import { emptyFinding, fromSortable, raise, type SegmentFinding } from './lane-findings.ts'
import type { ScanFindings, ScanJob, SegmentView } from './lane-job.ts'
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

/** One lane's part of a scan; yields after every chunk, where a lane on the main thread lets others run. */
export function* scanLane(
  job: ScanJob,
  of: { lane: number; attached: Attached },
): Generator<undefined, ScanFindings> {
  const lane: Lane = {
    job,
    lane: of.lane,
    findings: Array.from({ length: job.queries }, emptyFinding),
    filteredOut: new Array(7).fill(0),
    scanned: 0,
  }
  let current: { segment: AttachedSegment; place: number } | undefined
  for (const chunk of takeChunks(job)) {
    const segment = must(of.attached.get(chunk.id), 'attached segment')
    if (current?.segment !== segment) {
      if (current) endSegment(lane, current)
      current = { segment, place: chunk.place }
      beginSegment(lane, segment)
    }
    scanChunk(lane, { segment, chunk })
    yield
  }
  if (current) endSegment(lane, current)
  const { scanned, filteredOut, findings } = lane
  return { kind: 'scan', scanned, filteredOut, queries: findings }
}

const stateOf = (lane: Lane, segment: SegmentView) => {
  const { buffer } = segment.memory
  const at = laneAt(lane.lane)
  return {
    at,
    thresholds: new Float32Array(buffer, at + laneMap.thresholds, queriesAtOnce),
    dropped: new Float32Array(buffer, at + laneMap.dropped, queriesAtOnce),
    counts: new Int32Array(buffer, at + laneMap.counts, queriesAtOnce),
    heapCounts: new Int32Array(buffer, at + laneMap.heapCounts, queriesAtOnce),
    scanned: new Int32Array(buffer, at + laneMap.scanned, 1),
    filtered: new Int32Array(buffer, at + laneMap.filtered, 6),
    list: new DataView(buffer, at + laneMap.list, queriesAtOnce * laneMap.listRows * laneMap.entryBytes),
  }
}

function beginSegment(lane: Lane, { kernel, stride, ...view }: AttachedSegment): void {
  const { queries, k } = lane.job
  const state = stateOf(lane, { stride, ...view })
  // A place without a query is never reached by any row.
  state.thresholds.fill(Number.POSITIVE_INFINITY)
  state.dropped.fill(Number.NEGATIVE_INFINITY)
  for (const counter of [state.counts, state.heapCounts, state.scanned, state.filtered]) counter.fill(0)
  state.thresholds.fill(Number.NEGATIVE_INFINITY, 0, queries)
  kernel.begin(state.at, memoryMap.constantsAt, memoryMap.codesAt, stride, queries, k)
}

function scanChunk(lane: Lane, { segment, chunk }: { segment: AttachedSegment; chunk: Chunk }): void {
  const { kernel } = segment
  const { job } = lane
  const at = segment.chunksAt + chunk.chunk * chunkBytesOf(segment.stride)
  const slotBase = chunk.chunk * chunkRows
  const state = stateOf(lane, segment)
  for (let query = 0; query < job.queries; query++) {
    const known = fromSortable(Atomics.load(job.thresholds, query))
    if (known > must(state.thresholds[query], 'threshold')) state.thresholds[query] = known
  }
  const rows = chunk.narrowed ? permitted(lane, { segment, chunk, at }) : chunk.rows
  const list = chunk.narrowed ? state.at + laneMap.index : 0
  const scan = job.queries === 1 ? kernel.scanOne : kernel.scanMany
  for (let from = 0; from < rows; ) {
    from = scan(at, slotBase, rows, list, from)
    if (from < rows) drain(lane, { segment, place: chunk.place })
  }
  for (let query = 0; query < job.queries; query++)
    raise(job.thresholds, { query, value: must(state.thresholds[query], 'threshold') })
}

type InChunk = { readonly segment: AttachedSegment; readonly chunk: Chunk; readonly at: number }

/** Lists the permitted rows in the lane; gives their number. */
function permitted(lane: Lane, { segment, chunk, at }: InChunk): number {
  const { inUse, days, ages } = lane.job.narrowing
  const { agenciesAt, sexesAt } = memoryMap
  const rows = segment.kernel.permit(at, chunk.rows, inUse, agenciesAt, sexesAt, days, ages)
  const excluded = new Set(chunk.excluded)
  if (excluded.size === 0) return rows
  const list = new Uint16Array(segment.memory.buffer, laneAt(lane.lane) + laneMap.index, rows)
  const kept = list.filter((row) => !excluded.has(row))
  list.set(kept)
  lane.filteredOut[6] = (lane.filteredOut[6] ?? 0) + rows - kept.length
  return kept.length
}

/** Takes the survivors out of the lane's lists. */
function drain(lane: Lane, { segment, place }: { segment: AttachedSegment; place: number }): void {
  const { counts, list } = stateOf(lane, segment)
  for (const [query, finding] of lane.findings.entries()) {
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

function endSegment(lane: Lane, current: { segment: AttachedSegment; place: number }): void {
  drain(lane, current)
  const { dropped, scanned, filtered } = stateOf(lane, current.segment)
  for (const [query, finding] of lane.findings.entries())
    finding.largestDropped = Math.max(finding.largestDropped, must(dropped[query], 'dropped bound'))
  lane.scanned += must(scanned[0], 'rows scanned')
  for (const [filter, count] of filtered.entries())
    lane.filteredOut[filter] = (lane.filteredOut[filter] ?? 0) + count
}
