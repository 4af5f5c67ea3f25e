import { must } from '../kernel/index.ts'

/**
 * Inner product of two float32 vectors: products and sums in float64, first dimension to last, rounded once to
 * float32. Every product of two float32 values is exact in float64, so the error against the true value is at most
 * 2^-24 relative for the rounding and n * 2^-53 for the sums; IEEE 754 gives the same bits on every machine.
 * `at` is where the second vector begins.
 */
export function innerProduct(query: Float32Array, vectors: Float32Array, at = 0): number {
  const dimension = query.length
  let sum = 0
  for (let index = 0; index < dimension; index++)
    sum += must(query[index], 'query value') * must(vectors[at + index], 'row value')
  // Adding zero turns the negative zero of a tiny negative sum into the plain one.
  return Math.fround(sum) + 0
}
