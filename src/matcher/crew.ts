import { Worker } from 'node:worker_threads'
import type { LaneFindings, LaneJob, SegmentView } from './lane-job.ts'
import { attach, laneSteps } from './lane-work.ts'
import type { AttachedSegment } from './scan-lane.ts'
import { numbersOfRow } from './score-lane.ts'
import { blockRowsOf } from './template-record.ts'

export type CrewMessage =
  | { readonly kind: 'attach'; readonly view: SegmentView }
  | { readonly kind: 'detach'; readonly id: number }
  | { readonly kind: 'job'; readonly job: LaneJob }

/** Those who scan: worker threads, and the main thread for what is too little to share. Jobs run one after another. */
export type Crew = {
  /** Scratch that a segment's memory must hold: one lane for the main thread, one for each worker. */
  readonly lanes: number
  attach(view: SegmentView): void
  detach(id: number): void
  /** `job` is made when its turn comes: only then may it write where lanes look. */
  run(job: () => LaneJob): Promise<readonly LaneFindings[]>
  close(): Promise<void>
}

export type CrewOptions = {
  /** 0: the main thread works by itself. */
  readonly threads: number
  /** Jobs over fewer bytes of codes than this are done by the main thread, and workers start only for a larger one. */
  readonly ownWorkBytes: number
  /** Told once when the machine gives no threads; the main thread then works by itself. */
  onAlone(error: Error): void
}

/** What the main thread reads in about a millisecond; handing over costs a tenth of that, starting workers 400 of them. */
export const ownWorkBytes = 2 ** 24

/** Opening a block takes as long as scanning so many bytes. */
const scoreBytes = 2 ** 20

/** Workers do not keep the process alive. */
export function createCrew({ threads, ownWorkBytes, onAlone }: CrewOptions): Crew {
  const attached = new Map<number, AttachedSegment>()
  let workers: readonly Asked[] | undefined
  let last: Promise<unknown> = Promise.resolve()
  const tell = (message: CrewMessage) => {
    for (const { worker } of workers ?? []) worker.postMessage(message)
  }
  async function start(): Promise<readonly Asked[]> {
    const starting = Array.from({ length: threads }, async (_, at) => startWorker(at + 1))
    const started = await Promise.allSettled(starting)
    workers = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    const failed = started.find((one) => one.status === 'rejected')
    if (failed) {
      await Promise.all(workers.map(({ worker }) => worker.terminate()))
      workers = []
      onAlone(failed.reason instanceof Error ? failed.reason : new Error('unknown'))
    }
    for (const { kernel: _, reader: __, ...view } of attached.values()) tell({ kind: 'attach', view })
    return workers
  }
  async function runNow(job: LaneJob): Promise<readonly LaneFindings[]> {
    if (threads === 0 || bytesOf(job, attached) < ownWorkBytes) return [await alone(job, attached)]
    // Nobody starts workers for a few rows; they are there when the scan was large.
    const hands = workers ?? (job.kind === 'score' ? [] : await start())
    if (hands.length === 0) return [await alone(job, attached)]
    return Promise.all(hands.map(({ ask }) => ask({ kind: 'job', job })))
  }
  return {
    lanes: threads + 1,
    attach(view) {
      attached.set(view.id, attach(view))
      tell({ kind: 'attach', view })
    },
    detach(id) {
      attached.get(id)?.reader.close()
      attached.delete(id)
      tell({ kind: 'detach', id })
    },
    run(job) {
      const result = last.then(() => runNow(job()))
      last = result.catch(() => undefined)
      return result
    },
    async close() {
      await last
      await Promise.all((workers ?? []).map(({ worker }) => worker.terminate()))
    },
  }
}

/** Bytes of codes that a job goes over, or what takes as long. */
function bytesOf(job: LaneJob, attached: ReadonlyMap<number, AttachedSegment>): number {
  const strideOf = (id: number) => attached.get(id)?.stride ?? 0
  if (job.kind === 'score') return (job.rows.length / numbersOfRow) * scoreBytes
  if (job.kind === 'survey') return Number.POSITIVE_INFINITY
  if (job.kind === 'load')
    return job.blocks * blockRowsOf(attached.get(job.id)?.dimension ?? 0) * strideOf(job.id)
  return job.segments.reduce((sum, { id, rows }) => sum + rows * strideOf(id), 0)
}

/** In turns with whatever else waits for the main thread. */
async function alone(job: LaneJob, attached: ReadonlyMap<number, AttachedSegment>): Promise<LaneFindings> {
  const steps = laneSteps(job, { lane: 0, attached })
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await new Promise((resolve) => setImmediate(resolve))
  }
}

type Asked = { readonly worker: Worker; ask(message: CrewMessage): Promise<LaneFindings> }

function startWorker(lane: number): Promise<Asked> {
  const worker = new Worker(new URL('./scan-worker.mjs', import.meta.url), { workerData: { lane } })
  let settle: { resolve(findings: LaneFindings): void; reject(error: Error): void } | undefined
  let broken: Error | undefined
  const fail = (error: Error) => {
    broken ??= error
    settle?.reject(broken)
  }
  const ask = (message: CrewMessage) =>
    new Promise<LaneFindings>((resolve, reject) => {
      if (broken) return reject(broken)
      settle = { resolve, reject }
      worker.ref()
      worker.postMessage(message)
    })
  return new Promise((resolve, reject) => {
    settle = { resolve: () => resolve({ worker, ask }), reject }
    worker.on('message', (findings: LaneFindings) => {
      worker.unref()
      settle?.resolve(findings)
    })
    worker.on('error', fail)
    worker.on('exit', (code) => fail(new Error(`a scan worker ended with code ${code}`)))
  })
}
