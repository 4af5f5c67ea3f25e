import { parentPort, workerData } from 'node:worker_threads'
import { must } from '../kernel/index.ts'
import type { CrewMessage } from './crew.ts'
import { attach, runToEnd } from './lane-work.ts'
import type { AttachedSegment } from './scan-lane.ts'

const port = must(parentPort, 'port of a worker')
const lane: number = workerData.lane
const attached = new Map<number, AttachedSegment>()

port.on('message', (message: CrewMessage) => {
  if (message.kind === 'attach') attached.set(message.view.id, attach(message.view))
  else if (message.kind === 'detach') detach(message.id)
  else port.postMessage(runToEnd(message.job, { lane, attached }))
})
port.postMessage('ready')

function detach(id: number): void {
  attached.get(id)?.reader.close()
  attached.delete(id)
}
