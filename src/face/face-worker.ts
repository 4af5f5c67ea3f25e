import { parentPort, workerData } from 'node:worker_threads'
import { isRefused, must } from '../kernel/index.ts'
import { assessFace } from './assess-face.ts'
import type { Face } from './face.ts'
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

async function run(networks: FaceNetworks, job: FaceJob): Promise<unknown> {
  switch (job.kind) {
    case 'ready':
      return undefined
    case 'look':
      return networks.look(job.photo, job.edgesPx)
    case 'boxes':
      return networks.boxes(job.photo, job.atFirst)
    case 'turn':
      return networks.turn(job.photo, job)
    case 'find':
      return networks.find(job.photo, job.sight)
    case 'place':
      return networks.place(job.photo, job.marks)
    case 'assess':
      return job.faces.map((face) => assessFace(job.photo, face, without(job.faces, face)))
    case 'answer':
      return networks.answer(job.photo, job)
  }
}

const without = (faces: readonly Face[], one: Face): readonly Face[] => faces.filter((face) => face !== one)
