import { stat } from 'node:fs/promises'
import type { LogFiles } from '../../proof/index.ts'
import { folderFiles } from '../log-files.ts'
import { isAddress, type Mirror } from './mirror-list.ts'

/** A mirror that cannot be asked, which is told apart from one that has no such file. */
export class MirrorOut extends Error {}

/** An entry bundle holds at most 256 entries of 65,535 bytes and their lengths. */
const mostFileBytes = 17_000_000

/** The files of a mirror. Reading throws MirrorOut while it cannot be reached. */
export const mirrorFiles = (mirror: Mirror, timeoutMs: number): LogFiles =>
  isAddress(mirror) ? addressFiles(mirror.place, timeoutMs) : diskFiles(mirror.place)

/** A disk that is not there must not look like an empty mirror. */
const diskFiles = (folder: string): LogFiles => ({
  read: async (path) => {
    const found = await stat(folder).catch((error: NodeJS.ErrnoException) => error)
    if (found instanceof Error) throw new MirrorOut(`its folder cannot be read (${found.code ?? 'unknown'})`)
    if (!found.isDirectory()) throw new MirrorOut('its place is no folder')
    return folderFiles(folder)
      .read(path)
      .catch((error: NodeJS.ErrnoException) => {
        throw new MirrorOut(`its disk fails (${error.code ?? 'unknown'})`)
      })
  },
})

const addressFiles = (address: string, timeoutMs: number): LogFiles => ({
  read: async (path) => {
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      return await fetched(`${address.replace(/\/+$/, '')}/${path}`, signal)
    } catch (error) {
      if (error instanceof MirrorOut) throw error
      if (signal.aborted) throw new MirrorOut(`it did not answer within ${timeoutMs / 1000} s`)
      const cause = (error as { cause?: NodeJS.ErrnoException }).cause?.code ?? 'the connection broke'
      throw new MirrorOut(`it cannot be reached (${cause})`)
    }
  },
})

async function fetched(url: string, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const response = await fetch(url, { signal, redirect: 'error' })
  if (response.status === 404 || response.status === 410) {
    await response.body?.cancel()
    return undefined
  }
  if (response.status !== 200) {
    await response.body?.cancel()
    throw new MirrorOut(`it answers with status ${response.status}`)
  }
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > mostFileBytes) throw new MirrorOut(`it answers with more than ${mostFileBytes} bytes`)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
