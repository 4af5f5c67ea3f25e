import { strideOf } from './memory-map.ts'

/**
 * How the codes of a matcher's rows lie. The first `front` of a row's `stride` codes lie in a plane of their own and are read for every row; its
 * rest is read only where the front and the length of the rest say that it may still matter.
 */
export type CodeLayout = {
  readonly dimension: number
  readonly stride: number
  readonly front: number
  /** Along which axes rows and queries are coded; along those of the templates themselves when absent. */
  readonly turn?: Turn
}

/**
 * Turned axes: a row x is coded as A x, and a query q as B q, where B is nearly the inverse of the transposed A, so that their products are
 * those of q and x whatever A is.
 */
export type Turn = {
  /** A in steps of 2^-13, `stride` x `stride`, laid out as kernel/turn.ts reads it. */
  readonly axes: Int16Array
  /** B, dimension x dimension, row by row. */
  readonly forQueries: Float64Array
  /** At least how many times as long as x a vector A x may be. */
  readonly stretch: number
  /** At least |q x - (B q)(A x)| for q and x of unit length. */
  readonly residue: number
}

/** Every code in the front, along the axes of the templates. */
export function plainLayout(dimension: number): CodeLayout {
  const stride = strideOf(dimension)
  return { dimension, stride, front: stride }
}

/** Axes for the kernel: groups of four rows, 8 values of each by turns; zero beyond the dimension. */
export function layOutAxes(
  codes: Int16Array,
  { dimension, stride }: { dimension: number; stride: number },
): Int16Array {
  const axes = new Int16Array(new SharedArrayBuffer(stride * stride * 2))
  for (let row = 0; row < dimension; row++)
    for (let column = 0; column < dimension; column++) {
      const eight = (row >> 2) * stride * 4 + (column >> 3) * 32 + (row & 3) * 8
      axes[eight + (column & 7)] = codes[row * dimension + column] ?? 0
    }
  return axes
}
