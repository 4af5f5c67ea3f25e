import { type ServerType, serve } from '@hono/node-server'

export type Serving = { readonly url: string; readonly close: () => Promise<void> }

/** Listens on a host and port (0 picks a free one) and answers with `fetch`. */
export function listen(door: {
  fetch: (request: Request, connection?: object) => Response | Promise<Response>
  host: string
  port: number
}): Promise<Serving> {
  return new Promise((resolve, reject) => {
    const server: ServerType = serve(
      { fetch: door.fetch, hostname: door.host, port: door.port },
      ({ port }) => {
        const host = door.host.includes(':') ? `[${door.host}]` : door.host
        resolve({
          url: `http://${host}:${port}`,
          close: () => new Promise((done) => server.close(() => done())),
        })
      },
    )
    server.on('error', reject)
  })
}
