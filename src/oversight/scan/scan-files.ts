import { availableParallelism } from 'node:os'
import { Refused } from '../../kernel/index.ts'
import type { Layout } from '../formats/layout.ts'
import { wholeFormats } from '../formats/layout.ts'
import { mappedLayout, type readMap } from '../formats/read-map.ts'
import { recognise } from '../formats/recognise.ts'
import { shapeOf } from '../formats/shape-of.ts'
import type { OversightRefusalCode } from '../refusal-code.ts'
import type { Register } from '../register/read-register.ts'
import { headOf, type LogSource, logSources } from './log-source.ts'
import { readLog } from './read-log.ts'
import { crewOfOne, crewOfThreads } from './scan-crew.ts'
import { loadScanState, type ScanState } from './scan-state.ts'

export type ScannedFile = {
  readonly name: string
  readonly format: string
  readonly lines: number
  readonly brokenLines: number
  /** Every byte of it had been read before, in this review. */
  readonly seenBefore: boolean
  /** Chain of SHA-256 hashes over its chunks: two files with the same have the same bytes. */
  readonly content: string
}

export type ScanOptions = {
  readonly register: Register
  readonly paths: readonly string[]
  /** For tables that are not recognised. */
  readonly map?: ReturnType<typeof readMap>
  readonly statePath?: string
  readonly dayFirst?: boolean
  readonly threads?: number
  readonly chunkBytes?: number
  /** Asked where no format fits; gives a mapping, or nothing. */
  readonly askMap?: (source: string, head: string) => Promise<ReturnType<typeof readMap> | undefined>
  readonly onProgress?: (of: { doneBytes: number; totalBytes: number }) => void
}

export type Scanned = ReturnType<ScanState['sum']> & { readonly files: readonly ScannedFile[] }

const mebibyte = 1 << 20
/** Below this, starting threads takes longer than reading. */
const worthThreadsBytes = 24 * mebibyte
const saveEveryMs = 2000

/**
 * Reads exported logs of any size in a small space and sums what they tell. Every format is found before anything is read, so that a
 * file nobody understands stops the work at its beginning. Refuses SCAN_FILE_MISSING, SCAN_FILE_UNREADABLE, FORMAT_UNKNOWN,
 * MAP_INVALID, STATE_DIFFERS.
 */
export async function scanFiles(options: ScanOptions): Promise<Scanned> {
  const { register, statePath } = options
  const state = await loadScanState(register, statePath)
  const sources = await logSources(options.paths)
  const logs: { source: LogSource; layout: Layout }[] = []
  for (const source of sources) logs.push({ source, layout: await layoutOf(source, options) })
  const totalBytes = sources.reduce((sum, { diskBytes }) => sum + diskBytes, 0)
  const threads =
    options.threads ?? (totalBytes < worthThreadsBytes ? 1 : Math.min(availableParallelism(), 16))
  const crew = threads === 1 ? crewOfOne(register) : crewOfThreads(register, threads)
  const files = new Map<LogSource, ScannedFile>()
  let doneBytes = 0
  let savedAt = performance.now()
  const onDisk = (bytes: number) => {
    doneBytes += bytes
    options.onProgress?.({ doneBytes, totalBytes })
  }
  const onTaken = async () => {
    if (statePath === undefined || performance.now() - savedAt < saveEveryMs) return
    savedAt = performance.now()
    await state.save(statePath)
  }
  try {
    const waiting = [...logs]
    const takeNext = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { source, layout } = next
        const chunkBytes = options.chunkBytes ?? (shapeOf(layout)?.multiline ? 64 : 8) * mebibyte
        files.set(source, await readLog({ crew, state, source, layout, chunkBytes, onDisk, onTaken }))
      }
    }
    await Promise.all(Array.from({ length: crew.threads }, takeNext))
  } finally {
    await crew.close()
    if (statePath !== undefined) await state.save(statePath)
  }
  return { ...state.sum(), files: logs.flatMap(({ source }) => files.get(source) ?? []) }
}

/** A log's layout: as recognised, as mapped, or as asked for. */
async function layoutOf(source: LogSource, options: ScanOptions): Promise<Layout> {
  const head = await headOf(source)
  if (head.length === 0) return { format: 'squid', title: 'empty' }
  const recognised = recognise(head, { writtenMs: source.mtimeMs, dayFirst: options.dayFirst === true })
  if (recognised) return recognised
  const text = head.toString('utf8')
  const firstLine = text.split(/\r?\n/, 1)[0] ?? ''
  const map = options.map ?? (await options.askMap?.(source.name, text.slice(0, 2000)))
  if (map) return mappedLayout(map, firstLine)
  throw new Refused<OversightRefusalCode>({
    code: 'FORMAT_UNKNOWN',
    reason: `The file ${source.name} is of no format that is known; it begins "${firstLine.slice(0, 120)}". Nothing was read.`,
    needed:
      'If it is a table, say with --map which column tells what; "casebound oversight scan --help" shows how.',
  })
}

export const isReadWhole = ({ format }: Layout): boolean =>
  (wholeFormats as readonly string[]).includes(format)
