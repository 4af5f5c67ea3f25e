import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelId } from '../kernel/index.ts'
import { makeDirectoryDurably, syncDirectory } from '../storage/index.ts'
import { blockPosition, sealedBlockBytes } from './block-reader.ts'
import { SegmentFile } from './segment-file.ts'
import {
  checkHeader,
  decodeHeader,
  encodeHeader,
  headerBytes,
  keyCheckOf,
  type SegmentHeader,
} from './segment-header.ts'

/** What was wrong with a file and is to be made again from the database. */
export type Damage = {
  readonly file: string
  readonly what: 'header' | 'truncated' | 'block'
  /** Blocks that could not be read; all of the file's rows are lost from it when the header is. */
  readonly blocks: number
}

export type SegmentFolder = {
  readonly folder: string
  readonly key: Uint8Array
  readonly modelId: ModelId
  readonly dimension: number
}

const fileName = (number: number): string => `segment-${String(number).padStart(4, '0')}.templates`

/** Opens the files of a folder, which is made when it is missing. A file without a whole header is removed and named. */
export async function openSegmentFiles(
  given: SegmentFolder,
): Promise<{ files: readonly SegmentFile[]; damage: readonly Damage[] }> {
  await makeDirectoryDurably(given.folder)
  const names = (await readdir(given.folder)).filter((name) => name.endsWith('.templates')).sort()
  const files: SegmentFile[] = []
  const damage: Damage[] = []
  try {
    for (const name of names) {
      const path = join(given.folder, name)
      const header = await readHeader(path)
      if (header === undefined) {
        damage.push({ file: path, what: 'header', blocks: 0 })
        await rm(path)
        await syncDirectory(given.folder)
        continue
      }
      checkHeader(header, { ...given, path })
      const blocks = await blocksOf(path, given.dimension)
      if (header.clean && blocks < header.blocks)
        damage.push({ file: path, what: 'truncated', blocks: header.blocks - blocks })
      files.push(new SegmentFile(path, { key: given.key, header, blocks: Math.ceil(blocks) }))
    }
  } catch (error) {
    for (const file of files) file.close()
    throw error
  }
  return { files, damage }
}

/** The newer of the two headers that are whole. */
async function readHeader(path: string): Promise<SegmentHeader | undefined> {
  const file = await open(path, 'r')
  try {
    const bytes = new Uint8Array(2 * headerBytes)
    await file.read(bytes, 0, bytes.length, 0)
    const headers = [0, 1].map((at) => decodeHeader(bytes.subarray(at * headerBytes, (at + 1) * headerBytes)))
    return headers.reduce((best, header) =>
      header && (!best || header.generation > best.generation) ? header : best,
    )
  } finally {
    await file.close()
  }
}

/** Blocks in a file; a part of a block counts as a part. */
async function blocksOf(path: string, dimension: number): Promise<number> {
  const { size } = await stat(path)
  return Math.max(0, size - blockPosition(0, dimension)) / sealedBlockBytes(dimension)
}

/** Adds an empty file to the folder; its name is as durable as the next `sync` of the folder makes it. */
export function addSegmentFile(given: SegmentFolder, number: number): SegmentFile {
  const { folder, key, modelId, dimension } = given
  const fileId = randomBytes(16).toString('hex')
  const header: SegmentHeader = {
    version: 1,
    model: modelId,
    dimension,
    fileId,
    generation: 0,
    blocks: 0,
    rows: 0,
    clean: true,
    keyCheck: keyCheckOf(key, fileId),
    agencies: [],
    sexes: [],
  }
  const path = join(folder, fileName(number))
  const fd = openSync(path, 'wx', 0o600)
  writeSync(fd, encodeHeader(header))
  fsyncSync(fd)
  closeSync(fd)
  return new SegmentFile(path, { key, header, blocks: 0 })
}
