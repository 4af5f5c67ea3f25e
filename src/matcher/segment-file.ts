import { closeSync, fsync, openSync, writeSync } from 'node:fs'
import { promisify } from 'node:util'
import { must } from '../kernel/index.ts'
import { BlockReader, type BlockSource, blockBoundTo, blockPosition } from './block-reader.ts'
import { refuseDamaged } from './refusals.ts'
import { sealBlock } from './sealed-block.ts'
import { encodeHeader, headerBytes, type SegmentHeader } from './segment-header.ts'
import {
  blockBytesOf,
  blockRowsOf,
  eraseRecord,
  type Place,
  readRecord,
  type TemplateRecord,
  writeRecord,
} from './template-record.ts'

const flush = promisify(fsync)
/** Changed blocks that may wait in memory to be written together. */
const openBlocksMax = 64

/**
 * One file of templates: two headers, then blocks of rows, each sealed by itself (AES-256-GCM, bound to file and place).
 * What changed lies in open blocks until it is written; `sync` makes it durable. Reading refuses TEMPLATES_DAMAGED.
 */
export class SegmentFile {
  readonly path: string
  readonly #fd: number
  readonly #key: Uint8Array
  #header: SegmentHeader
  #blocks: number
  readonly #open = new Map<number, Uint8Array>()
  readonly #reader: BlockReader

  constructor(path: string, given: { key: Uint8Array; header: SegmentHeader; blocks: number }) {
    this.path = path
    this.#fd = openSync(path, 'r+')
    this.#key = given.key
    this.#header = given.header
    this.#blocks = given.blocks
    this.#reader = new BlockReader(this.source)
  }

  get source(): BlockSource {
    const { fileId, dimension } = this.#header
    return { path: this.path, key: this.#key, fileId, dimension }
  }

  get header(): SegmentHeader {
    return this.#header
  }

  /** Blocks that the file has or will have. */
  get blocks(): number {
    return this.#blocks
  }

  /** Whether the row lies in a block that the disk does not hold yet, so that only this thread can read it. */
  isOpen(row: number): boolean {
    return this.#open.has(this.#placeOf(row).block)
  }

  record(row: number): TemplateRecord {
    const { block, place } = this.#placeOf(row)
    return readRecord(this.#open.get(block) ?? this.#read(block), place)
  }

  put(row: number, record: TemplateRecord): void {
    const { block, place } = this.#placeOf(row)
    writeRecord(this.#opened(block), place, record)
    const full = place.row === blockRowsOf(this.#header.dimension) - 1
    if (full || this.#open.size > openBlocksMax) this.writeBlocks()
  }

  erase(row: number): void {
    const { block, place } = this.#placeOf(row)
    eraseRecord(this.#opened(block), place)
  }

  /** Makes a block one of free rows, whatever stands there. */
  blank(block: number): void {
    if (this.#header.clean) this.rewriteHeader({ clean: false })
    this.#open.set(block, new Uint8Array(blockBytesOf(this.#header.dimension)))
  }

  /** Writes what is open to the file; its plain bytes are zeroed. */
  writeBlocks(): void {
    for (const [block, plain] of this.#open) {
      const sealed = sealBlock(this.#key, { plain, boundTo: blockBoundTo(this.#header.fileId, block) })
      writeSync(this.#fd, sealed, 0, sealed.length, blockPosition(block, this.#header.dimension))
      plain.fill(0)
    }
    this.#open.clear()
  }

  /** Writes the header with these changes over the older of its two copies; `sync` makes it durable. */
  rewriteHeader(change: Partial<SegmentHeader>): void {
    this.#header = { ...this.#header, ...change, generation: this.#header.generation + 1 }
    const bytes = encodeHeader(this.#header)
    writeSync(this.#fd, bytes, 0, bytes.length, (this.#header.generation % 2) * headerBytes)
  }

  /** Writes what is open, then waits until the disk holds all of it. */
  async sync(): Promise<void> {
    this.writeBlocks()
    await flush(this.#fd)
  }

  close(): void {
    for (const plain of this.#open.values()) plain.fill(0)
    this.#open.clear()
    this.#reader.close()
    closeSync(this.#fd)
  }

  #placeOf(row: number): { block: number; place: Place } {
    const { dimension } = this.#header
    const rows = blockRowsOf(dimension)
    return { block: Math.floor(row / rows), place: { row: row % rows, dimension } }
  }

  #opened(block: number): Uint8Array {
    if (this.#header.clean) this.rewriteHeader({ clean: false })
    if (block >= this.#blocks) {
      this.blank(block)
      this.#blocks = block + 1
    }
    const known = this.#open.get(block)
    if (known === undefined) this.#open.set(block, this.#read(block))
    return must(this.#open.get(block), 'open block')
  }

  #read(block: number): Uint8Array {
    return this.#reader.read(block) ?? refuseDamaged(this.path)
  }
}
