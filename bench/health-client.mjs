import { Agent, get } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

// Asks for /health every 5 ms from a thread of its own, so that a busy server cannot keep it from asking. When told to
// stop it hands over how long each answer took, but for the first few, which open connections and compile code.
const agent = new Agent({ keepAlive: true })
const times = []
const warmUp = 40
const asking = setInterval(() => {
  const startedAt = performance.now()
  get({ port: workerData.port, path: '/health', agent }, (response) => {
    response.resume()
    response.on('end', () => times.push(performance.now() - startedAt))
  })
}, 5)

parentPort.once('message', () => {
  clearInterval(asking)
  setTimeout(() => {
    agent.destroy()
    parentPort.postMessage(times.slice(warmUp))
    parentPort.close()
  }, 500)
})
