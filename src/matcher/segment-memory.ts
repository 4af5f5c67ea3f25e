import type { CodeLayout } from './code-layout.ts'
import { type Kernel, kernelOver } from './kernel.ts'
import { chunkBytesOf, laneAt, laneMap, memoryMap } from './memory-map.ts'

export type RowColumns = {
  readonly person: number
  readonly booking: readonly [number, number]
  readonly agency: number
  readonly day: number
  readonly sex: number
  readonly age: number
}

const { chunkRows, pageBytes } = memoryMap

/**
 * The codes and columns of one segment in a memory that all threads share. It grows by whole chunks; a row has one place
 * for good, so zeroing it erases it. Lane 0 belongs to the main thread, lane n to worker n.
 */
export class SegmentMemory {
  readonly memory: SharedMemory
  readonly layout: CodeLayout
  readonly chunksAt: number
  /** Where the axes stand along which rows are coded; 0 for none. */
  readonly axesAt: number
  readonly #kernel: Kernel
  readonly #chunkBytes: number
  #chunks = 0
  #bytes: DataView

  constructor(layout: CodeLayout, lanes: number) {
    const { stride, turn } = layout
    this.layout = layout
    this.axesAt = turn ? laneAt(lanes) : 0
    this.chunksAt = laneAt(lanes) + pageBytes * Math.ceil((turn?.axes.byteLength ?? 0) / pageBytes)
    this.#chunkBytes = chunkBytesOf(stride)
    this.memory = new WebAssembly.Memory({
      initial: this.chunksAt / pageBytes,
      maximum: Math.ceil(
        (this.chunksAt + (memoryMap.segmentRows / chunkRows) * this.#chunkBytes) / pageBytes,
      ),
      shared: true,
    })
    this.#kernel = kernelOver(this.memory)
    this.#bytes = new DataView(this.memory.buffer)
    if (turn) new Int16Array(this.memory.buffer, this.axesAt, turn.axes.length).set(turn.axes)
  }

  get bytes(): number {
    return this.memory.buffer.byteLength
  }

  chunkAt(chunk: number): number {
    return this.chunksAt + chunk * this.#chunkBytes
  }

  /** Makes room for so many rows; new rows are free. */
  growTo(rows: number): void {
    const chunks = Math.ceil(rows / chunkRows)
    if (chunks <= this.#chunks) return
    const missing = this.chunkAt(chunks) - this.memory.buffer.byteLength
    if (missing > 0) this.memory.grow(Math.ceil(missing / pageBytes))
    this.#bytes = new DataView(this.memory.buffer)
    for (; this.#chunks < chunks; this.#chunks++) this.#words(this.#chunks).fill(Number.NaN)
  }

  /** Codes a vector into a row, from lane 0. The row is searched from now on. */
  write(row: number, vector: Float32Array, columns: RowColumns): void {
    const at = this.#placeOf(row)
    const { stride, front } = this.layout
    setColumns(this.#bytes, { at, columns })
    const vectors = laneAt(0) + laneMap.vectors
    const scratch = new Float32Array(this.memory.buffer, vectors, stride)
    scratch.set(vector)
    this.#kernel.begin(laneAt(0), memoryMap.constantsAt, memoryMap.codesAt, stride, front, 0, 0)
    this.#kernel.quantise(vectors, 1, at.front, at.rest, at.scale, at.word, this.axesAt)
    scratch.fill(0)
  }

  zero(row: number): void {
    const at = this.#placeOf(row)
    freeRow(this.#bytes, { at, layout: this.layout })
    setColumns(this.#bytes, {
      at,
      columns: { person: 0, booking: [0, 0], agency: 0, day: 0, sex: 0, age: 0 },
    })
  }

  /** Zeroes everything, queries and lanes too. */
  clear(): void {
    new Uint8Array(this.memory.buffer).fill(0)
  }

  isFilled(row: number): boolean {
    return this.#bytes.getUint8(this.#placeOf(row).sex) !== 0
  }

  /** The 64 bits of a row's booking key. */
  bookingKey(row: number): readonly [number, number] {
    const { booking } = this.#placeOf(row)
    return [this.#bytes.getUint32(booking, true), this.#bytes.getUint32(booking + 4, true)]
  }

  /** Filled rows below `rows`, ascending, whose person key, or first half of the booking key, is one of these. */
  rowsWithKeys(
    column: 'person' | 'booking',
    { keys, rows }: { keys: readonly number[]; rows: number },
  ): readonly number[] {
    const wanted = new Set(keys)
    // A small table of the low halves turns nearly every row away before the set is asked.
    const likely = new Uint8Array(65_536)
    for (const key of keys) likely[key & 0xffff] = 1
    const found: number[] = []
    for (let chunk = 0; chunk * chunkRows < rows; chunk++) {
      const from = this.#placeOf(chunk * chunkRows)[column]
      const step = column === 'person' ? 1 : 2
      const here = new Uint32Array(this.memory.buffer, from, chunkRows * step)
      for (let row = 0; row < chunkRows; row++) {
        const key = here[row * step] ?? 0
        if (likely[key & 0xffff] === 0 || !wanted.has(key)) continue
        const at = chunk * chunkRows + row
        if (at < rows && this.isFilled(at)) found.push(at)
      }
    }
    return found
  }

  #words(chunk: number): Float32Array {
    return new Float32Array(this.memory.buffer, this.#placeOf(chunk * chunkRows).word, chunkRows)
  }

  #placeOf(row: number) {
    return placeOfRow(this.chunkAt(Math.floor(row / chunkRows)), {
      layout: this.layout,
      row: row % chunkRows,
    })
  }
}

/** Addresses of one row's parts in the chunk that begins at `chunk`. */
export function placeOfRow(chunk: number, of: { layout: Pick<CodeLayout, 'stride' | 'front'>; row: number }) {
  const { stride, front } = of.layout
  const { row } = of
  const columns = chunk + chunkRows * stride
  return {
    front: chunk + row * front,
    rest: chunk + chunkRows * front + row * (stride - front),
    scale: columns + row * 4,
    /** What coding lost, and the length of the rest: see kernel/row-word.ts. */
    word: columns + chunkRows * 4 + row * 4,
    person: columns + chunkRows * 8 + row * 4,
    booking: columns + chunkRows * 12 + row * 8,
    agency: columns + chunkRows * 20 + row * 2,
    day: columns + chunkRows * 22 + row * 2,
    sex: columns + chunkRows * 24 + row,
    age: columns + chunkRows * 25 + row,
  }
}

type RowPlace = ReturnType<typeof placeOfRow>

export function setColumns(bytes: DataView, { at, columns }: { at: RowPlace; columns: RowColumns }): void {
  bytes.setUint32(at.person, columns.person, true)
  bytes.setUint32(at.booking, columns.booking[0], true)
  bytes.setUint32(at.booking + 4, columns.booking[1], true)
  bytes.setUint16(at.agency, columns.agency, true)
  bytes.setUint16(at.day, columns.day, true)
  bytes.setUint8(at.sex, columns.sex)
  bytes.setUint8(at.age, columns.age)
}

/** Leaves no code behind, and no word by which a scan would take the row for one. */
export function freeRow(
  bytes: DataView,
  { at, layout }: { at: RowPlace; layout: Pick<CodeLayout, 'stride' | 'front'> },
): void {
  bytes.setFloat32(at.word, Number.NaN, true)
  bytes.setFloat32(at.scale, 0, true)
  new Uint8Array(bytes.buffer, at.front, layout.front).fill(0)
  new Uint8Array(bytes.buffer, at.rest, layout.stride - layout.front).fill(0)
}
