import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Worker } from 'node:worker_threads'
import { percentile } from './statistics.ts'

export type Latency = {
  readonly requests: number
  readonly p50: number
  readonly p99: number
  readonly most: number
}

/** How fast this process answers a health request, in milliseconds, while something else goes on in it. */
export async function measureHealth(meanwhile: () => Promise<void>): Promise<Latency> {
  const server = createServer((_, response) => response.end('ok'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const client = new Worker(new URL('./health-client.mjs', import.meta.url), { workerData: { port } })
  await once(client, 'online')
  await meanwhile()
  client.postMessage('stop')
  const [times] = (await once(client, 'message')) as [readonly number[]]
  server.close()
  return {
    requests: times.length,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    most: Math.max(...times),
  }
}
