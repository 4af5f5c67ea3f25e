import * as wasm from './wasm-code.ts'

export const queriesPerCall = 4
/** Rows of one call: with 512 dimensions 128 KB, which stay in the cache while the queries pass by. */
export const rowsPerCall = 64

type SharedMemory = InstanceType<typeof WebAssembly.Memory>

/** Products of 4 queries with 64 rows: `out` takes 4 x 64 float32. All are byte addresses in the given memory. */
export type FloatProducts = (rowsAt: number, queriesAt: number, outAt: number) => void

/**
 * Inner products in float32, fast and only nearly right: it picks the rows that the float64 sum then looks at. For unit
 * vectors any order of summing is off by at most (d + 2) 2^-24, see `productError`.
 */
export function floatProducts(dimension: number, memory: SharedMemory): FloatProducts {
  if (dimension % 4 !== 0) throw new Error('the oracle takes dimensions that are multiples of four')
  const module = new WebAssembly.Module(productsModule(dimension * 4))
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  return (exports as { readonly run: FloatProducts }).run
}

/**
 * n products and sums in float32 are off by at most n u / (1 - n u) of the sum of all |products|, u = 2^-24 (Higham,
 * Accuracy and Stability of Numerical Algorithms, section 3.1), and that sum is at most the product of the lengths, which
 * are 1 within 1e-3. Two more for rounding the exact sum; one percent more for the denominator.
 */
export const productError = (dimension: number): number => 1.01 * (dimension + 2) * 2 ** -24

// Locals: three parameters, then these.
const [rowsAt, queriesAt, outAt] = [0, 1, 2]
const [rowAt, queryAt, endAt, rowsEnd] = [3, 4, 5, 6]
const [firstRow, secondRow, query, sums] = [7, 8, 9, 10]
const sumOf = (row: number, of: number): number => sums + row * queriesPerCall + of
const each = Array.from({ length: queriesPerCall }, (_, index) => index)
const cells = [0, 1].flatMap((row) => each.map((of) => ({ row, of })))

/** Two rows by four queries at a time: eight sums, and what they need, fit the sixteen registers. */
function productsModule(vectorBytes: number): Uint8Array<ArrayBuffer> {
  const clear = cells.flatMap(({ row, of }) => [...wasm.v128Zero, ...wasm.set(sumOf(row, of))])
  return wasm.wasmModule({
    parameters: 3,
    locals: { i32: 4, v128: 3 + cells.length },
    body: [
      [...wasm.get(outAt), ...wasm.i32Const(rowsPerCall * 4), ...wasm.i32Add, ...wasm.set(rowsEnd)],
      wasm.loopWhile(
        clear,
        [...wasm.get(rowsAt), ...wasm.set(rowAt), ...wasm.get(queriesAt), ...wasm.set(queryAt)],
        [...wasm.get(rowsAt), ...wasm.i32Const(vectorBytes), ...wasm.i32Add, ...wasm.set(endAt)],
        wasm.loopWhile(multiplyAndAdd(vectorBytes), advance(queryAt, 16), advance(rowAt, 16), [
          ...wasm.get(rowAt),
          ...wasm.get(endAt),
          ...wasm.i32LessUnsigned,
        ]),
        cells.flatMap(storeSum),
        advance(rowsAt, 2 * vectorBytes),
        advance(outAt, 2 * 4),
        [...wasm.get(outAt), ...wasm.get(rowsEnd), ...wasm.i32LessUnsigned],
      ),
    ],
  })
}

function multiplyAndAdd(vectorBytes: number): wasm.Code {
  const load = (from: number, offset: number, into: number): wasm.Code => [
    ...wasm.get(from),
    ...wasm.v128Load(offset),
    ...wasm.set(into),
  ]
  const add = (row: number, of: number): wasm.Code => [
    ...wasm.get(row === 0 ? firstRow : secondRow),
    ...wasm.get(query),
    ...wasm.f32x4Multiply,
    ...wasm.get(sumOf(row, of)),
    ...wasm.f32x4Add,
    ...wasm.set(sumOf(row, of)),
  ]
  return [
    ...load(rowAt, 0, firstRow),
    ...load(rowAt, vectorBytes, secondRow),
    ...each.flatMap((of) => [...load(queryAt, of * vectorBytes, query), ...add(0, of), ...add(1, of)]),
  ]
}

const storeSum = ({ row, of }: { readonly row: number; readonly of: number }): wasm.Code => [
  ...wasm.get(outAt),
  ...[0, 1, 2, 3].flatMap((lane) => [
    ...wasm.get(sumOf(row, of)),
    ...wasm.f32x4Lane(lane),
    ...(lane > 0 ? wasm.f32Add : []),
  ]),
  ...wasm.f32Store((of * rowsPerCall + row) * 4),
]

const advance = (pointer: number, by: number): wasm.Code => [
  ...wasm.get(pointer),
  ...wasm.i32Const(by),
  ...wasm.i32Add,
  ...wasm.set(pointer),
]
