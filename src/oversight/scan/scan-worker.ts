import { parentPort, workerData } from 'node:worker_threads'
import type { Register } from '../register/read-register.ts'
import { questFor } from './read-stretch.ts'
import { type ChunkDone, runScanJob, type ScanJob } from './scan-job.ts'

export type ToWorker = { readonly id: number; readonly job: ScanJob }
export type FromWorker =
  | { readonly id: number; readonly kind: 'chunk'; readonly chunk: ChunkDone }
  | { readonly id: number; readonly kind: 'disk'; readonly bytes: number }
  | { readonly id: number; readonly kind: 'end' }
  | { readonly id: number; readonly kind: 'fault'; readonly message: string }

const register: Register = workerData
const quest = questFor(register)
const room = { bytes: Buffer.alloc(0) }

const post = (message: FromWorker) => parentPort?.postMessage(message)

parentPort?.on('message', async ({ id, job }: ToWorker) => {
  try {
    await runScanJob(job, {
      ...{ quest, room },
      done: (chunk) => post({ id, kind: 'chunk', chunk }),
      onDisk: (bytes) => post({ id, kind: 'disk', bytes }),
    })
    post({ id, kind: 'end' })
  } catch (error) {
    post({ id, kind: 'fault', message: error instanceof Error ? error.message : String(error) })
  }
})
