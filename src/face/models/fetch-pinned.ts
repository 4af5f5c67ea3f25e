import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Refused } from '../../kernel/index.ts'
import type { FaceRefusalCode } from '../refusal-code.ts'
import type { KnownModel } from './known-models.ts'

type Pinned = Pick<KnownModel, 'address' | 'redirectHosts' | 'sizeBytes' | 'digest'>
type Fetching = {
  /** Where the bytes lie meanwhile; what a cut connection left there is gone on with. */
  readonly path: string
  readonly onProgress?: ((progress: { done: number; total: number }) => void) | undefined
  /** Without a byte for so long the connection counts as cut. */
  readonly silenceMs?: number
}

const mostRedirects = 5
const usualSilenceMs = 60_000

/**
 * Fetches exactly the pinned bytes, or refuses: DOWNLOAD_UNREACHABLE, DOWNLOAD_FAILED (what the server says), DOWNLOAD_REDIRECTED (to a
 * host that is not pinned), DOWNLOAD_CUT (run again to go on), DOWNLOAD_WRONG (another size or digest; nothing is kept).
 */
export async function fetchPinned(pinned: Pinned, fetching: Fetching): Promise<void> {
  const { path, onProgress } = fetching
  const total = pinned.sizeBytes
  let have = (await stat(path).catch(() => undefined))?.size ?? 0
  if (have > total) {
    await rm(path)
    have = 0
  }
  if (have < total) {
    onProgress?.({ done: have, total })
    await receive(pinned, { ...fetching, have })
  }
  await checkWhole(pinned, path)
}

async function receive(pinned: Pinned, of: Fetching & { have: number }): Promise<void> {
  const total = pinned.sizeBytes
  const waiting = new AbortController()
  const silence = () => setTimeout(() => waiting.abort(), of.silenceMs ?? usualSilenceMs)
  let timer = silence()
  try {
    const response = await request(pinned, { have: of.have, signal: waiting.signal })
    const from = resumedAt(response, { have: of.have, total })
    const file = await open(of.path, from === 0 ? 'w' : 'a')
    try {
      let done = from
      for await (const chunk of bytesOf(response)) {
        clearTimeout(timer)
        timer = silence()
        done += chunk.length
        if (done > total) throw wrong(`The server sends more than ${total} bytes.`)
        await writeAll(file, chunk)
        of.onProgress?.({ done, total })
      }
      await file.sync()
      if (done < total) throw cut(done, total)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof Refused && error.code === 'DOWNLOAD_WRONG') await rm(of.path, { force: true })
    throw error
  } finally {
    clearTimeout(timer)
  }

  async function* bytesOf(response: Response): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of response.body ?? []) yield chunk as Uint8Array
    } catch {
      const have = (await stat(of.path).catch(() => undefined))?.size ?? 0
      throw cut(have, total)
    }
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  let at = 0
  while (at < chunk.length) at += (await file.write(chunk, at)).bytesWritten
}

/** Follows redirects itself: each must lead to a host that is pinned, and never out of TLS. */
async function request(pinned: Pinned, of: { have: number; signal: AbortSignal }): Promise<Response> {
  const first = new URL(pinned.address)
  let address = first
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const response = await ask(address, of)
    const location = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || location === null)
      return succeeded(response, address)
    await response.body?.cancel()
    const next = new URL(location, address)
    const known = [first.host, ...pinned.redirectHosts]
    const allowed = known.some((host) => next.host === host || next.host.endsWith(`.${host}`))
    if (!allowed || next.protocol !== first.protocol) throw redirected(address, next)
    address = next
  }
  throw failed(`${first.host} redirects without end.`)
}

async function ask(address: URL, of: { have: number; signal: AbortSignal }): Promise<Response> {
  const headers = {
    'accept-encoding': 'identity',
    'user-agent': 'casebound',
    ...(of.have > 0 ? { range: `bytes=${of.have}-` } : {}),
  }
  try {
    return await fetch(address, { headers, redirect: 'manual', signal: of.signal })
  } catch {
    throw new Refused<FaceRefusalCode>({
      code: 'DOWNLOAD_UNREACHABLE',
      reason: `${address.host} cannot be reached from this machine.`,
      needed:
        'Without a network, fetch the file elsewhere and give it to casebound models add; casebound models pull --help shows address and digest.',
    })
  }
}

async function succeeded(response: Response, address: URL): Promise<Response> {
  if (response.status === 200 || response.status === 206) return response
  await response.body?.cancel()
  throw failed(`${address.host} answered ${response.status}.`)
}

/** Where the bytes that now come begin: behind those that are there, or at the start when the server begins anew. */
function resumedAt(response: Response, { have, total }: { have: number; total: number }): number {
  const length = response.headers.get('content-length')
  if (response.status === 200) {
    if (length !== null && Number(length) !== total)
      throw wrong(`The server offers ${length} bytes; ${total} are pinned.`)
    return 0
  }
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '')
  if (!range || Number(range[1]) !== have) throw failed('The server answers another part than was asked for.')
  if (range[3] !== '*' && Number(range[3]) !== total)
    throw wrong(`The server offers ${range[3]} bytes; ${total} are pinned.`)
  return have
}

async function checkWhole({ digest }: Pinned, path: string): Promise<void> {
  const hash = createHash(digest.algorithm)
  await pipeline(createReadStream(path), hash)
  if (hash.digest('hex') === digest.hex) return
  await rm(path, { force: true })
  throw wrong(`What came does not have the pinned ${digest.algorithm.toUpperCase()}.`)
}

const failed = (reason: string) =>
  new Refused<FaceRefusalCode>({ code: 'DOWNLOAD_FAILED', reason, needed: 'Try again later.' })
const wrong = (reason: string) =>
  new Refused<FaceRefusalCode>({
    code: 'DOWNLOAD_WRONG',
    reason,
    needed: 'Nothing was kept. Do not use a file that differs; try again, from another network if need be.',
  })
const cut = (done: number, total: number) =>
  new Refused<FaceRefusalCode>({
    code: 'DOWNLOAD_CUT',
    reason: `The connection was cut after ${done} of ${total} bytes.`,
    needed: 'Run the same command again; it goes on from there.',
  })
const redirected = (from: URL, to: URL) =>
  new Refused<FaceRefusalCode>({
    code: 'DOWNLOAD_REDIRECTED',
    reason: `${from.host} redirects to ${to.protocol}//${to.host}, which is not pinned.`,
    needed: 'Nothing was fetched from there. A captive network may do this; try from another one.',
  })
