/** Impostor similarities of real face models spread about this much; 278 equal dimensions would do the same. */
const impostorSpread = 0.06

/**
 * Standard deviation of each dimension before mixing. Where a space has more dimensions than the spread needs, they
 * decay exponentially, exp(-decay i/d); with fewer (128-d: 0.088) all are equal, the narrowest spread there is.
 */
export function dimensionDeviations(dimension: number): Float64Array {
  const decay = decayFor(dimension)
  return Float64Array.from({ length: dimension }, (_, at) => Math.exp((-decay * at) / (2 * dimension)))
}

/** Variances exp(-b i/d) count as d (2/b) tanh(b/2) equal dimensions; finds b by halving. */
function decayFor(dimension: number): number {
  const wanted = 1 / impostorSpread ** 2
  if (dimension <= wanted) return 0
  let low = 1e-6
  let high = 40
  for (let step = 0; step < 60; step++) {
    const decay = (low + high) / 2
    if (dimension * (2 / decay) * Math.tanh(decay / 2) > wanted) low = decay
    else high = decay
  }
  return (low + high) / 2
}

/**
 * Spreads every dimension over the others by an orthogonal turn (Walsh-Hadamard on the first and on the last 2^m
 * dimensions; lengths grow by one factor for all), as the dimensions of a real model are all of one kind.
 */
export function mix(values: Float64Array): void {
  const width = 2 ** Math.floor(Math.log2(values.length))
  turn(values, 0, width)
  if (width < values.length) {
    const shrink = 1 / Math.sqrt(width)
    for (let at = 0; at < width; at++) values[at] = (values[at] ?? 0) * shrink
    turn(values, values.length - width, width)
    for (let at = 0; at < values.length - width; at++) values[at] = (values[at] ?? 0) / shrink
  }
}

function turn(values: Float64Array, from: number, width: number): void {
  for (let half = 1; half < width; half *= 2)
    for (let start = from; start < from + width; start += 2 * half)
      for (let at = start; at < start + half; at++) {
        const one = values[at] ?? 0
        const other = values[at + half] ?? 0
        values[at] = one + other
        values[at + half] = one - other
      }
}

/** Square of the length. */
export function squaredLength(values: Float64Array): number {
  let sum = 0
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0
    sum += value * value
  }
  return sum
}
