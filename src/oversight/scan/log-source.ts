import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { createGunzip, createInflateRaw } from 'node:zlib'
import { Refused } from '../../kernel/index.ts'
import type { OversightRefusalCode } from '../refusal-code.ts'
import { entryDataAt, type ZipEntry, zipEntries } from './zip-entries.ts'

/** One log to read: a file, a compressed file, or a file in an archive. Plain data, so that a thread can be given it. */
export type LogSource = {
  /** As it is called in findings: the path, and in an archive the name in it. */
  readonly name: string
  readonly path: string
  readonly wrap: 'none' | 'gzip' | 'zip'
  readonly entry?: ZipEntry
  /** Bytes that have to be read from the disk. */
  readonly diskBytes: number
  readonly mtimeMs: number
}

const wellNamed = ({ name, encrypted, method }: ZipEntry): boolean =>
  !encrypted && (method === 0 || method === 8) && !/(^|\/)(\.|__MACOSX\/)/.test(name)

/** The logs behind paths: files as they are, archives opened, folders with all that is in them. Refuses SCAN_FILE_MISSING, SCAN_FILE_UNREADABLE. */
export async function logSources(paths: readonly string[]): Promise<readonly LogSource[]> {
  const found: LogSource[] = []
  for (const path of paths) found.push(...(await sourcesAt(path)))
  return found
}

async function sourcesAt(path: string): Promise<readonly LogSource[]> {
  const about = await stat(path).catch(() => undefined)
  if (!about)
    throw refuse('SCAN_FILE_MISSING', `There is no file ${path}.`, 'Give the paths of exported logs.')
  if (about.isDirectory()) {
    const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort()
    return logSources(names.map((name) => join(path, name)))
  }
  const file = await open(path, 'r').catch((error: Error) => {
    throw refuse(
      'SCAN_FILE_UNREADABLE',
      `The file ${path} cannot be opened: ${error.message}.`,
      'Look at its rights.',
    )
  })
  try {
    const magic = Buffer.alloc(4)
    await file.read(magic, 0, 4, 0)
    const base = { path, diskBytes: about.size, mtimeMs: about.mtimeMs }
    if (magic.readUInt16BE(0) === 0x1f8b) return [{ ...base, name: path, wrap: 'gzip' }]
    if (magic.readUInt32BE(0) !== 0x504b0304) return [{ ...base, name: path, wrap: 'none' }]
    const entries = await zipEntries(file, about.size)
    const unreadable = entries?.find(
      (entry) => !wellNamed(entry) && !/(^|\/)(\.|__MACOSX\/)/.test(entry.name),
    )
    if (!entries || unreadable) {
      const what = unreadable
        ? `the file ${unreadable.name} in it is encrypted or packed in an unknown way`
        : 'it is damaged'
      throw refuse(
        'SCAN_FILE_UNREADABLE',
        `The archive ${path} cannot be read: ${what}.`,
        'Unpack it and give the files in it.',
      )
    }
    return entries.filter(wellNamed).map((entry) => ({
      ...{ path, wrap: 'zip', name: `${path}:${entry.name}`, entry, mtimeMs: about.mtimeMs },
      diskBytes: entry.compressedBytes,
    }))
  } finally {
    await file.close()
  }
}

/** The uncompressed bytes of a log, one after the other; `onDisk` is told of those read from the disk. */
export async function openStream(
  source: LogSource,
  onDisk: (bytes: number) => void = () => {},
): Promise<Readable> {
  const range = source.entry ? await entryRange(source.path, source.entry) : {}
  if (source.entry?.compressedBytes === 0) return createReadStream(source.path, { end: -1 })
  const raw = createReadStream(source.path, { highWaterMark: 1 << 18, ...range })
  raw.on('data', (piece) => onDisk(piece.length))
  const unpacked =
    source.wrap === 'gzip'
      ? createGunzip({ chunkSize: 1 << 18 })
      : source.wrap === 'zip' && source.entry?.method === 8
        ? createInflateRaw({ chunkSize: 1 << 18 })
        : undefined
  if (!unpacked) return raw
  raw.on('error', (error) => unpacked.destroy(error))
  unpacked.on('close', () => raw.destroy())
  return raw.pipe(unpacked)
}

async function entryRange(path: string, entry: ZipEntry): Promise<{ start: number; end: number }> {
  const file = await open(path, 'r')
  try {
    const start = await entryDataAt(file, entry)
    return { start, end: start + entry.compressedBytes - 1 }
  } finally {
    await file.close()
  }
}

const headBytes = 1 << 17

/** The first bytes of a log, by which its format is recognised. */
export async function headOf(source: LogSource): Promise<Buffer> {
  const pieces: Buffer[] = []
  let length = 0
  const stream = await openStream(source)
  try {
    for await (const piece of stream) {
      pieces.push(piece)
      length += piece.length
      if (length >= headBytes) break
    }
  } catch (error) {
    throw unreadable(source, error)
  } finally {
    stream.destroy()
  }
  return Buffer.concat(pieces).subarray(0, headBytes)
}

/** A log that breaks off or is no proper archive. */
export const unreadable = (source: Pick<LogSource, 'name'>, error: unknown) =>
  refuse(
    'SCAN_FILE_UNREADABLE',
    `The file ${source.name} cannot be read to its end: ${error instanceof Error ? error.message : String(error)}.`,
    'Export it again. What was read of it before is not counted.',
  )

const refuse = (code: OversightRefusalCode, reason: string, needed: string) =>
  new Refused<OversightRefusalCode>({ code, reason, needed })
