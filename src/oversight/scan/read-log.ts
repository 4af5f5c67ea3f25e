import type { Layout } from '../formats/layout.ts'
import { wholeFormats } from '../formats/layout.ts'
import { type LogSource, unreadable } from './log-source.ts'
import type { ScanCrew } from './scan-crew.ts'
import type { ScannedFile } from './scan-files.ts'
import type { ChunkDone, ScanJob } from './scan-job.ts'
import type { ScanState } from './scan-state.ts'

type LogReading = {
  readonly crew: ScanCrew
  readonly state: ScanState
  readonly source: LogSource
  readonly layout: Layout
  readonly chunkBytes: number
  readonly onDisk: (bytes: number) => void
  readonly onTaken: () => Promise<void>
}

/** Takes chunks in their order, whatever order they come in, and keeps count of the lines before. */
class InOrder {
  lines = 0
  brokenLines = 0
  chunks = 0
  chain = ''
  anyNew = false
  layout: Layout
  private readonly reading: LogReading

  constructor(reading: LogReading) {
    this.reading = reading
    this.layout = reading.layout
  }

  take(chunk: ChunkDone): void {
    const { state, source } = this.reading
    const taken = state.take(chunk, { before: this.chain, file: source.name, lineBase: this.lines })
    this.chain = taken.chain
    this.anyNew ||= taken.isNew
    this.lines += chunk.read.lines
    this.brokenLines += chunk.read.brokenLines
    this.layout = chunk.layoutOut
    this.chunks++
  }
}

/** Reads one log to its end, or from where an interrupted review had come to, and tells the state what it says. Refuses SCAN_FILE_UNREADABLE. */
export async function readLog(reading: LogReading): Promise<ScannedFile> {
  const { source, layout, state } = reading
  const inOrder = new InOrder(reading)
  const isWhole = (wholeFormats as readonly string[]).includes(layout.format)
  try {
    if (source.wrap === 'none' && !isWhole) await readChunks(reading, inOrder)
    else await readThrough(reading, { inOrder, kind: isWhole ? 'whole' : 'stream' })
  } catch (error) {
    throw unreadable(source, error)
  }
  state.ended(source.name)
  const { lines, brokenLines, chain, anyNew } = inOrder
  return { name: source.name, format: layout.title, lines, brokenLines, seenBefore: !anyNew, content: chain }
}

async function readThrough(
  reading: LogReading,
  of: { inOrder: InOrder; kind: ScanJob['kind'] },
): Promise<void> {
  const { crew, source, layout, chunkBytes, state, onDisk } = reading
  const job = { kind: of.kind, source, layout, chunkBytes, index: 0, prefixes: state.prefixes() }
  await crew.run(job, { done: (chunk) => of.inOrder.take(chunk), onDisk })
  await reading.onTaken()
}

/** Threads take chunks ahead; each is counted when all before it were. One that was read under a layout that had changed before it is read again. */
async function readChunks(reading: LogReading, inOrder: InOrder): Promise<void> {
  const { crew, source, chunkBytes, state, onDisk } = reading
  const count = Math.max(1, Math.ceil(source.diskBytes / chunkBytes))
  const halt = state.halted(source.name)
  if (halt && halt.diskBytes === source.diskBytes && halt.mtimeMs === source.mtimeMs && halt.chunks < count) {
    Object.assign(inOrder, { lines: halt.lines, chunks: halt.chunks, chain: halt.chain, layout: halt.layout })
    onDisk(halt.chunks * chunkBytes)
  }
  const prefixes = state.prefixes()
  const read = async (index: number, layout: Layout): Promise<ChunkDone> => {
    let done: ChunkDone | undefined
    await crew.run(
      { kind: 'chunk', source, layout, chunkBytes, index, prefixes: { [index]: prefixes[index] ?? [] } },
      { done: (chunk) => (done = chunk), onDisk },
    )
    if (!done) throw new Error('a thread ended without an answer')
    return done
  }
  const ahead: { index: number; done: Promise<ChunkDone> }[] = []
  let next = inOrder.chunks
  while (inOrder.chunks < count) {
    while (next < count && ahead.length < crew.threads * 2) {
      const done = read(next, inOrder.layout)
      done.catch(() => undefined)
      ahead.push({ index: next++, done })
    }
    const first = ahead.shift()
    if (!first) break
    const early = await first.done
    const same = JSON.stringify(early.layoutIn) === JSON.stringify(inOrder.layout)
    inOrder.take(same ? early : await read(first.index, inOrder.layout))
    if (inOrder.chunks < count) {
      const { chunks, chain, layout, lines } = inOrder
      state.halt({
        name: source.name,
        diskBytes: source.diskBytes,
        mtimeMs: source.mtimeMs,
        chunks,
        chain,
        layout,
        lines,
      })
    }
    await reading.onTaken()
  }
}
