import { readFileSync } from 'node:fs'

/** What kernel/find-lines.ts exports; places are bytes in its memory. */
type LineKernel = {
  configure(separator: number, anchor: number, quoted: boolean, runs: boolean, multiline: boolean): void
  findLines(from: number, to: number): number
  nextStart(): number
  linesFound(): number
}

const keysAt = 1024
const recordsAt = 36_864
const mostRecords = 4_096
/** A page apart from the records; bytes before the first are read as the end of a label that never fits. */
const textAt = 131_072
const pageBytes = 65_536
/** Sixteen bytes are read at once, also of the last. */
const slackBytes = 64

export type KernelMemory = {
  readonly kernel: LineKernel
  /** Puts bytes in, and gives the place of the first. */
  readonly put: (bytes: Uint8Array) => number
  readonly setKeys: (keys: Uint8Array) => void
  /** Of the last call: four numbers for each record. */
  readonly records: () => Int32Array
}

const kernelFile = new URL('../kernel/find-lines.wasm', import.meta.url)

/** The kernel that finds lines, with a memory of its own that grows to the largest piece it is given. One for each thread. */
export function openLineKernel(): KernelMemory {
  const memory = new WebAssembly.Memory({ initial: 4 })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(kernelFile)), {
    env: { memory },
  })
  return {
    kernel: exports as LineKernel,
    put: (bytes) => {
      const lacking = textAt + bytes.length + slackBytes - memory.buffer.byteLength
      if (lacking > 0) memory.grow(Math.ceil(lacking / pageBytes))
      new Uint8Array(memory.buffer, textAt, bytes.length).set(bytes)
      return textAt
    },
    setKeys: (keys) => new Uint8Array(memory.buffer, keysAt, keys.length).set(keys),
    records: () => new Int32Array(memory.buffer, recordsAt, mostRecords * 4),
  }
}
