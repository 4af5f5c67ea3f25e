import { parentPort } from 'node:worker_threads'
import { must } from '../kernel/index.ts'
import { type AskedPixelJob, runPixelJob } from './pixel-job.ts'

const port = must(parentPort, 'port of a worker')

port.on('message', ({ id, job }: AskedPixelJob) => {
  const value = runPixelJob(job)
  // What was made here is of no use here any more: handed over, not copied.
  port.postMessage({ id, value }, 'rgb' in value ? [value.rgb.buffer as ArrayBuffer] : [])
})
