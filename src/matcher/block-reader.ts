import { closeSync, openSync, readSync } from 'node:fs'
import { openBlock, type ReadyKey, readyKey, sealBytesMore } from './sealed-block.ts'
import { headerBytes } from './segment-header.ts'
import { blockBytesOf } from './template-record.ts'

/** What is needed to open the blocks of a segment file. */
export type BlockSource = {
  readonly path: string
  readonly key: Uint8Array
  readonly fileId: string
  readonly dimension: number
}

export const sealedBlockBytes = (dimension: number): number => blockBytesOf(dimension) + sealBytesMore
export const blockPosition = (block: number, dimension: number): number =>
  2 * headerBytes + block * sealedBlockBytes(dimension)
export const blockBoundTo = (fileId: string, block: number): string => `${fileId}/${block}`

/** Opens single blocks of a segment file. */
export class BlockReader {
  readonly #source: BlockSource
  /** Read into again and again: making room for each block costs as much as reading it. */
  readonly #sealed: Uint8Array
  readonly #key: ReadyKey
  #fd: number | undefined

  constructor(source: BlockSource) {
    this.#source = source
    this.#key = readyKey(source.key)
    this.#sealed = new Uint8Array(sealedBlockBytes(source.dimension))
  }

  /** A new array; undefined when the block does not open. */
  read(block: number): Uint8Array | undefined {
    const { path, dimension } = this.#source
    this.#fd ??= openSync(path, 'r')
    const bytes = readSync(this.#fd, this.#sealed, 0, this.#sealed.length, blockPosition(block, dimension))
    return this.open(block, this.#sealed.subarray(0, bytes))
  }

  /** The same of bytes that were read already. */
  open(block: number, sealed: Uint8Array): Uint8Array | undefined {
    return openBlock(this.#key, { sealed, boundTo: blockBoundTo(this.#source.fileId, block) })
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd)
    this.#fd = undefined
  }
}
