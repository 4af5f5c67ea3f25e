import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Witness } from './open-witness.ts'
import { refused } from './refusal-code.ts'
import { type WitnessReply, words } from './witness-reply.ts'

const mostBodyBytes = 65_536
const requestTimeoutMs = 10_000

/**
 * Serves a witness over HTTP: POST /add-checkpoint, GET /HASH/checkpoint with the SHA-256 of a log's origin, and GET / for people.
 * Refused WITNESS_PORT_TAKEN.
 */
export async function serveWitness(
  witness: Witness,
  at: { readonly host: string; readonly port: number; readonly report: (error: unknown) => void },
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
    answer(witness, request)
      .then((reply) => send(response, reply))
      .catch((error: unknown) => {
        at.report(error)
        response.writeHead(500, { 'content-type': 'text/plain' })
        response.end('The witness could not do its work; its operator was told.\n')
      })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portTaken(at) : error),
    )
    server.listen(at.port, at.host, resolve)
  })
  const { address, port, family } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}

async function answer(witness: Witness, request: IncomingMessage): Promise<WitnessReply> {
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  if (path === '/add-checkpoint') {
    if (request.method !== 'POST') return words(400, 'Send checkpoints by POST.')
    const body = await readBody(request)
    return body === undefined ? words(413, `The limit is ${mostBodyBytes} bytes.`) : witness.add(body)
  }
  const [, hash] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path) ?? []
  if (request.method === 'GET' && hash !== undefined) return witness.newest(hash)
  if (request.method === 'GET' && path === '/') return words(200, aboutText(witness))
  return words(404, 'There is nothing at this address.')
}

const aboutText = (witness: Witness): string =>
  [
    `Witness ${witness.name} (C2SP tlog-witness)`,
    `Verifier key: ${witness.vkey}`,
    ...witness.logs().map(({ origin, size }) => `Log ${origin}: followed to ${size} entries`),
  ].join('\n')

/** The body, or undefined once it is over the limit: nothing more of it is read then. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBodyBytes) return undefined
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

function send(response: ServerResponse, { status, type, body }: WitnessReply): void {
  // What was not read of a body would be taken for the next request.
  const close = status === 413 ? { connection: 'close' } : {}
  response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff', ...close })
  response.end(body)
}

const portTaken = ({ host, port }: { host: string; port: number }) =>
  refused({
    code: 'WITNESS_PORT_TAKEN',
    reason: `Something else listens at ${host}:${port}.`,
    needed: 'Name another address with --listen HOST:PORT.',
  })
