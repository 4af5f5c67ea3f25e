import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { newline } from '../formats/shape.ts'
import { type LogSource, openStream } from './log-source.ts'

/**
 * A piece of a log of fixed size. The lines that begin in it are its lines: `bytes` from `from` to `to`, which reaches beyond the
 * piece as far as the last of them. Its own bytes are the `ownBytes` from `ownAt` on; they are what is hashed.
 */
export type Chunk = {
  readonly index: number
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
  readonly ownAt: number
  readonly ownBytes: number
  readonly last: boolean
}

export type ChunkHash = { readonly whole: string; readonly prefixes: Readonly<Record<number, string>> }

/** SHA-256 of a chunk's own bytes, and of the beginnings of it that are asked for. */
export function hashChunk({ bytes, ownAt, ownBytes }: Chunk, prefixes: readonly number[]): ChunkHash {
  const hash = createHash('sha256')
  const asked = [...new Set(prefixes)].filter((length) => length < ownBytes).sort((one, other) => one - other)
  const digests: Record<number, string> = {}
  let at = 0
  for (const length of asked) {
    hash.update(bytes.subarray(ownAt + at, ownAt + length))
    digests[length] = hash.copy().digest('hex')
    at = length
  }
  const whole = hash.update(bytes.subarray(ownAt + at, ownAt + ownBytes)).digest('hex')
  return { whole, prefixes: digests }
}

const lookAheadBytes = 1 << 16

/** One chunk of an uncompressed file, read on its own, so that threads can each take some. `room` is used again for the next. */
export async function plainChunk(
  source: LogSource,
  of: { readonly index: number; readonly chunkBytes: number; readonly room: { bytes: Buffer } },
): Promise<Chunk> {
  const { index, chunkBytes, room } = of
  const begin = index * chunkBytes
  const ownAt = index === 0 ? 0 : 1
  const file = await open(source.path, 'r')
  try {
    let filled = 0
    const fill = async (wanted: number): Promise<void> => {
      if (room.bytes.length < wanted) room.bytes = Buffer.concat([room.bytes.subarray(0, filled)], wanted)
      while (filled < wanted) {
        const { bytesRead } = await file.read(room.bytes, filled, wanted - filled, begin - ownAt + filled)
        if (bytesRead === 0) return
        filled += bytesRead
      }
    }
    const ownEnd = ownAt + chunkBytes
    let wanted = ownEnd + lookAheadBytes
    await fill(wanted)
    while (filled === wanted && room.bytes.subarray(0, filled).indexOf(newline, ownEnd - 1) < 0) {
      wanted *= 2
      await fill(wanted)
    }
    const bytes = room.bytes.subarray(0, filled)
    const ownBytes = Math.min(filled, ownEnd) - ownAt
    return { index, bytes, ...lineRange(bytes, { ownAt, ownEnd }), ownAt, ownBytes, last: filled <= ownEnd }
  } finally {
    await file.close()
  }
}

/** From the first line that begins in the chunk to behind the last. */
function lineRange(bytes: Buffer, of: { ownAt: number; ownEnd: number }): { from: number; to: number } {
  const firstEnd = of.ownAt === 0 ? -1 : bytes.indexOf(newline)
  const lastEnd = bytes.indexOf(newline, of.ownEnd - 1)
  const to = lastEnd < 0 ? bytes.length : lastEnd + 1
  const from = of.ownAt === 1 && firstEnd < 0 ? to : firstEnd + 1
  return { from: Math.min(from, to), to }
}

/** All chunks of a log one after the other, as a compressed one must be read. The bytes of a chunk are gone when the next is asked for. */
export async function* streamedChunks(
  source: LogSource,
  of: { readonly chunkBytes: number; readonly onDisk: (bytes: number) => void },
): AsyncGenerator<Chunk> {
  const { chunkBytes } = of
  let room = Buffer.allocUnsafe(chunkBytes + (1 << 20))
  let filled = 0
  let from = 0
  let index = 0
  for await (const piece of await openStream(source, of.onDisk)) {
    const more: Buffer = piece
    if (filled + more.length > room.length)
      room = Buffer.concat([room.subarray(0, filled)], (filled + more.length) * 2)
    more.copy(room, filled)
    filled += more.length
    for (;;) {
      if (filled <= chunkBytes) break
      const end = room.subarray(0, filled).indexOf(newline, chunkBytes - 1)
      if (end < 0) break
      yield {
        index,
        bytes: room,
        from: Math.min(from, end + 1),
        to: end + 1,
        ownAt: 0,
        ownBytes: chunkBytes,
        last: false,
      }
      room.copyWithin(0, chunkBytes, filled)
      filled -= chunkBytes
      from = Math.max(from, end + 1) - chunkBytes
      index++
    }
  }
  while (filled > chunkBytes) {
    yield {
      index,
      bytes: room,
      from: Math.min(from, filled),
      to: filled,
      ownAt: 0,
      ownBytes: chunkBytes,
      last: false,
    }
    room.copyWithin(0, chunkBytes, filled)
    filled -= chunkBytes
    from = filled
    index++
  }
  yield { index, bytes: room, from, to: filled, ownAt: 0, ownBytes: filled, last: true }
}
