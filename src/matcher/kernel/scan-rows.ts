// The scan kernel: AssemblyScript, compiled by tools/kernel to scan-rows.wasm beside this file. Plain SIMD128 and one
// shared memory, whose map stands in ../memory-map.ts and is handed in as addresses; nothing here allocates.
//
// A row's codes are signed bytes whose even places are shifted by 128 to be unsigned, so that a 16-bit lane splits into
// both with one `and` and one shift. A query is 16-bit: for each 16 dimensions the 8 even ones, then the 8 odd ones. Sums
// are 32-bit integers: the same on every machine, in any order.

export { begin } from './lane'
export { scanOne } from './scan-one'
export { scanMany } from './scan-many'
export { listPermitted, permit } from './permit'
export { quantise } from './quantise'
export { productsOnly, readCodes } from './gauge'
export { turnQueries } from './turn-queries'
