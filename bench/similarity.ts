/**
 * What the matcher promises as `similarity`, written down a second time so that the oracle shares no code with it:
 * products and sums in float64 from the first dimension to the last, rounded once to float32, never a negative zero.
 */
export function similarityOf(query: Float32Array, vectors: Float32Array, from: number): number {
  let sum = 0
  for (let at = 0; at < query.length; at++) sum += (query[at] ?? 0) * (vectors[from + at] ?? 0)
  return Math.fround(sum) + 0
}
