import { Worker } from 'node:worker_threads'
import type { Register } from '../register/read-register.ts'
import { questFor } from './read-stretch.ts'
import { type ChunkDone, runScanJob, type ScanJob } from './scan-job.ts'
import type { FromWorker, ToWorker } from './scan-worker.ts'

export type JobWatch = { readonly done: (chunk: ChunkDone) => void; readonly onDisk: (bytes: number) => void }

/** Does jobs, as many at once as it has threads; jobs wait their turn. */
export type ScanCrew = {
  readonly threads: number
  readonly run: (job: ScanJob, watch: JobWatch) => Promise<void>
  readonly close: () => Promise<void>
}

/** Works where it is asked, one job after another: for logs so small that starting threads would take longer. */
export function crewOfOne(register: Register): ScanCrew {
  const quest = questFor(register)
  const room = { bytes: Buffer.alloc(0) }
  let last: Promise<void> = Promise.resolve()
  return {
    threads: 1,
    run: (job, watch) => {
      const turn = last.then(() => runScanJob(job, { quest, room, ...watch }))
      last = turn.catch(() => undefined)
      return turn
    },
    close: async () => undefined,
  }
}

type Waiting = {
  readonly job: ScanJob
  readonly watch: JobWatch
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** Threads that each take the next job when they are free. */
export function crewOfThreads(register: Register, threads: number): ScanCrew {
  const queue: Waiting[] = []
  const idle: Worker[] = []
  const busy = new Map<Worker, Waiting>()
  let fault: Error | undefined
  let id = 0
  const give = () => {
    while (idle.length > 0 && queue.length > 0) {
      const worker = idle.pop()
      const next = queue.shift()
      if (!worker || !next) return
      busy.set(worker, next)
      worker.postMessage({ id: ++id, job: next.job } satisfies ToWorker)
    }
  }
  const finish = (worker: Worker, end: (waiting: Waiting) => void) => {
    const waiting = busy.get(worker)
    busy.delete(worker)
    idle.push(worker)
    if (waiting) end(waiting)
    give()
  }
  const failAll = (error: Error) => {
    fault ??= error
    for (const { reject } of [...busy.values(), ...queue.splice(0)]) reject(error)
    busy.clear()
  }
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL('./scan-worker.mjs', import.meta.url), { workerData: register })
    worker.on('message', (message: FromWorker) => {
      const waiting = busy.get(worker)
      if (message.kind === 'chunk') waiting?.watch.done(message.chunk)
      else if (message.kind === 'disk') waiting?.watch.onDisk(message.bytes)
      else if (message.kind === 'end') finish(worker, ({ resolve }) => resolve())
      else finish(worker, ({ reject }) => reject(new Error(message.message)))
    })
    worker.on('error', failAll)
    idle.push(worker)
    return worker
  })
  return {
    threads,
    run: (job, watch) =>
      new Promise((resolve, reject) => {
        if (fault) return reject(fault)
        queue.push({ job, watch, resolve, reject })
        give()
      }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
