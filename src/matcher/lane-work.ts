import { must } from '../kernel/index.ts'
import { BlockReader } from './block-reader.ts'
import { kernelOver } from './kernel.ts'
import type { GaugeJob, LaneFindings, LaneJob, SegmentView, SurveyJob } from './lane-job.ts'
import { loadLane } from './load-lane.ts'
import { chunkBytesOf, laneAt, memoryMap } from './memory-map.ts'
import { type Attached, type AttachedSegment, scanLane } from './scan-lane.ts'
import { scoreLane } from './score-lane.ts'
import { surveyLane } from './survey-lane.ts'
import { takeChunks } from './take-chunks.ts'

export const attach = (view: SegmentView): AttachedSegment => ({
  ...view,
  kernel: kernelOver(view.memory),
  reader: new BlockReader(view.source),
})

type Lane = { readonly lane: number; readonly attached: Attached }

/** One lane's part of a job, in small steps. */
export function laneSteps(job: LaneJob, of: Lane): Generator<undefined, LaneFindings> {
  if (job.kind === 'scan') return scanLane(job, of)
  if (job.kind === 'score') return scoreLane(job, of.attached)
  if (job.kind === 'load')
    return loadLane(job, { lane: of.lane, segment: must(of.attached.get(job.id), 'attached segment') })
  return job.kind === 'survey' ? surveyed(job) : gaugeLane(job, of)
}

/** In one step: only workers are asked. */
function* surveyed(job: SurveyJob): Generator<undefined, LaneFindings> {
  yield
  return surveyLane(job)
}

/** The whole of it at once, as a worker does. */
export function runToEnd(job: LaneJob, of: Lane): LaneFindings {
  const steps = laneSteps(job, of)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

function* gaugeLane(job: GaugeJob, { lane, attached }: Lane): Generator<undefined, LaneFindings> {
  const { constantsAt, codesAt } = memoryMap
  for (const { id, chunk, rows } of takeChunks(job)) {
    const { kernel, stride, front, chunksAt } = must(attached.get(id), 'attached segment')
    const at = chunksAt + chunk * chunkBytesOf(stride)
    kernel.begin(laneAt(lane), constantsAt, codesAt, stride, front, 1, 1)
    if (job.kind === 'read') kernel.readCodes(at, rows)
    else kernel.productsOnly(at, rows)
    yield
  }
  return { kind: 'gauge' }
}
