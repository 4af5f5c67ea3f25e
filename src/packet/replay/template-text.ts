/** A template out of a packet: float32, little-endian, base64. Undefined where it has not this many numbers, or one that is none. */
export function templateOf(text: string, dimension: number): Float32Array | undefined {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== dimension * 4) return undefined
  const vector = new Float32Array(dimension)
  for (let at = 0; at < dimension; at++) vector[at] = bytes.readFloatLE(at * 4)
  return vector.every(Number.isFinite) ? vector : undefined
}

/**
 * Most that two processors may differ in one number of a template: they sum float32 in other orders. Another picture, face or network
 * differs a hundred times more.
 */
export const templateTolerance = 1e-4

/** Largest difference of two templates of one length, number by number. */
export const templateDifference = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? Number.POSITIVE_INFINITY))), 0)
