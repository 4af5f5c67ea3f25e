import { readFileSync } from 'node:fs'

/** What kernel/scan-rows.ts exports; addresses are bytes in the one memory that the instance was given. */
export type Kernel = {
  begin(
    lane: number,
    constants: number,
    codes: number,
    stride: number,
    front: number,
    queries: number,
    k: number,
  ): void
  scanOne(chunk: number, slotBase: number, rows: number, take: number, from: number): number
  scanMany(chunk: number, slotBase: number, rows: number, take: number, from: number): number
  permit(
    chunk: number,
    rows: number,
    inUse: number,
    agencies: number,
    sexes: number,
    days: number,
    ages: number,
  ): number
  listPermitted(rows: number): void
  quantise(
    vectors: number,
    rows: number,
    fronts: number,
    rests: number,
    scales: number,
    words: number,
    axes: number,
  ): void
  turnQueries(queries: number, rows: number, to: number, size: number): void
  readCodes(chunk: number, rows: number): number
  productsOnly(chunk: number, rows: number): number
}

const kernelFile = new URL('./kernel/scan-rows.wasm', import.meta.url)
let compiled: object | undefined

/** The kernel over a segment's memory. */
export function kernelOver(memory: SharedMemory): Kernel {
  compiled ??= new WebAssembly.Module(readFileSync(kernelFile))
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } })
  return exports as Kernel
}

/** Whether this machine can run the kernel: WebAssembly with SIMD128 and shared memory. */
export function kernelRuns(): boolean {
  return (
    typeof WebAssembly === 'object' &&
    typeof SharedArrayBuffer === 'function' &&
    WebAssembly.validate(readFileSync(kernelFile))
  )
}
