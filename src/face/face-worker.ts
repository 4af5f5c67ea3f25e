import { parentPort, workerData } from 'node:worker_threads'
import { isRefused, must } from '../kernel/index.ts'
import type { FaceAnswer, FaceJob } from './face-crew.ts'
import { type FaceNetworks, openFaceNetworks } from './face-networks.ts'

const port = must(parentPort, 'port of a worker')
const networks = await openFaceNetworks(workerData)

port.on('message', async (job: FaceJob) => port.postMessage(await answered(job)))
port.postMessage({ value: 'ready' })

/** A refusal crosses as its parts, since a class does not survive the way between threads. */
async function answered(job: FaceJob): Promise<FaceAnswer> {
  try {
    return { value: await run(networks, job) }
  } catch (error) {
    if (!isRefused(error)) return { fault: error instanceof Error ? error.message : 'unknown' }
    const { code, reason, needed, evidence } = error
    return { refused: { code, reason, needed, evidence } }
  }
}

function run({ find, place, embed }: FaceNetworks, job: FaceJob): Promise<unknown> {
  if (job.kind === 'find') return find(job.photo)
  if (job.kind === 'place') return place(job.photo, job.marks)
  return embed(job.photo, job.faces)
}
