import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'

export type ScratchSite = {
  readonly url: string
  /** Requests answered so far. */
  readonly asked: () => number
  /** What it does from now on: serves the folder, never answers, fails, sends endless bytes, or sends to another address. */
  readonly be: (mood: 'good' | 'hanging' | 'failing' | 'endless' | 'elsewhere') => void
  readonly close: () => Promise<void>
}

/** Serves a folder over HTTP on loopback, for tests: a mirror that is read by its address. */
export async function openScratchSite(folder: string): Promise<ScratchSite> {
  let mood: Parameters<ScratchSite['be']>[0] = 'good'
  let asked = 0
  const server = createServer(async (request, response) => {
    asked++
    if (mood === 'hanging') return
    if (mood === 'failing') return response.writeHead(500).end('out of order')
    if (mood === 'elsewhere') return response.writeHead(302, { location: '/elsewhere' }).end()
    if (mood === 'endless') {
      response.on('error', () => undefined)
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(1_000_000)));
        if (!response.destroyed) response.once('drain', more)
      }
      return more()
    }
    const bytes = await readFile(join(folder, normalize(request.url ?? '/'))).catch(() => undefined)
    return bytes === undefined ? response.writeHead(404).end() : response.end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    be: (next) => {
      mood = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
