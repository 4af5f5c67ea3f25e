import type { Layout } from '../formats/layout.ts'
import { type Chunk, type ChunkHash, hashChunk, plainChunk, streamedChunks } from './chunk.ts'
import type { LogSource } from './log-source.ts'
import type { Read } from './mark.ts'
import { type Quest, readStretch } from './read-stretch.ts'
import { readWhole } from './read-whole.ts'

/** What a thread is asked to do; plain data. `prefixes`: for each chunk, lengths whose beginnings may have been seen before. */
export type ScanJob = {
  readonly kind: 'chunk' | 'stream' | 'whole'
  readonly source: LogSource
  readonly layout: Layout
  readonly chunkBytes: number
  readonly index: number
  readonly prefixes: Readonly<Record<number, readonly number[]>>
}

export type ChunkDone = {
  readonly index: number
  readonly ownBytes: number
  readonly last: boolean
  readonly hash: ChunkHash
  readonly read: Read
  readonly layoutIn: Layout
  readonly layoutOut: Layout
}

export type JobTools = {
  readonly quest: Quest
  readonly room: { bytes: Buffer }
  readonly done: (chunk: ChunkDone) => void
  readonly onDisk: (bytes: number) => void
}

/** Reads one chunk, or all of a log that only reads from its beginning; tells each chunk as it is done. */
export async function runScanJob(job: ScanJob, tools: JobTools): Promise<void> {
  const { source, chunkBytes } = job
  if (job.kind === 'whole') {
    const { read, hash, bytes } = await readWhole(tools.quest, {
      source,
      layout: job.layout,
      onDisk: tools.onDisk,
    })
    const { layout } = job
    tools.done({
      ...{ index: 0, ownBytes: bytes, last: true, read, hash: { whole: hash, prefixes: {} } },
      ...{ layoutIn: layout, layoutOut: layout },
    })
    return
  }
  if (job.kind === 'chunk') {
    const chunk = await plainChunk(source, { index: job.index, chunkBytes, room: tools.room })
    tools.done(
      readChunk(tools.quest, { chunk, layout: job.layout, prefixes: job.prefixes[chunk.index] ?? [] }),
    )
    tools.onDisk(chunk.ownBytes)
    return
  }
  let { layout } = job
  for await (const chunk of streamedChunks(source, { chunkBytes, onDisk: tools.onDisk })) {
    const done = readChunk(tools.quest, { chunk, layout, prefixes: job.prefixes[chunk.index] ?? [] })
    layout = done.layoutOut
    tools.done(done)
  }
}

function readChunk(
  quest: Quest,
  of: { readonly chunk: Chunk; readonly layout: Layout; readonly prefixes: readonly number[] },
): ChunkDone {
  const { chunk, layout } = of
  const { index, ownBytes, last, bytes, from, to } = chunk
  const hash = hashChunk(chunk, of.prefixes)
  const { read, layout: layoutOut } = readStretch(quest, { bytes, from, to, layout })
  return { index, ownBytes, last, hash, read, layoutIn: layout, layoutOut }
}
