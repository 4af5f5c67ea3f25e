/** Largest code of a row: one byte, symmetric. */
const rowCodeMax = 127
/** Largest code of a query: 13 bits and a sign, so that 1024 products with row codes stay below 2^31. */
const queryCodeMax = 8191
/** Error and norm are stored as float32; this makes the stored value never smaller than the computed one. */
const roundUp = 1 + 2 ** -22

/** A vector as whole numbers times a scale; `errorNorm` is the length of what was lost, `norm` of what was kept. */
export type Quantised<Codes> = {
  readonly codes: Codes
  readonly scale: number
  readonly errorNorm: number
  readonly norm: number
}

/** Eight codes a step in the scan: rows are padded with zero codes, which add nothing. */
export const strideOf = (dimension: number): number => Math.ceil(dimension / 8) * 8

function quantiseInto(codes: Int8Array | Int16Array, vector: Float32Array, codeMax: number) {
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  const scale = Math.fround(largest / codeMax)
  let lost = 0
  let kept = 0
  for (const [index, value] of vector.entries()) {
    const code = Math.max(-codeMax, Math.min(codeMax, Math.round(value / scale)))
    codes[index] = code
    // scale has 24 bits and code at most 14, so the product is exact in float64.
    lost += (value - scale * code) ** 2
    kept += (scale * code) ** 2
  }
  return {
    scale,
    errorNorm: Math.fround(Math.sqrt(lost) * roundUp),
    norm: Math.fround(Math.sqrt(kept) * roundUp),
  }
}

/** Codes of a stored row, -127 to 127. The vector must be finite and not all zero. */
export function quantiseRow(vector: Float32Array): Quantised<Int8Array> {
  const codes = new Int8Array(strideOf(vector.length))
  return { codes, ...quantiseInto(codes, vector, rowCodeMax) }
}

/** Codes of a query, -8191 to 8191: finer than a row's, because that costs nothing and tightens every bound. */
export function quantiseQuery(vector: Float32Array): Quantised<Int16Array> & { readonly length: number } {
  const codes = new Int16Array(strideOf(vector.length))
  let squares = 0
  for (const value of vector) squares += value * value
  return { codes, length: Math.sqrt(squares) * roundUp, ...quantiseInto(codes, vector, queryCodeMax) }
}

/**
 * Covers the float64 sums and the one rounding to float32 in innerProduct (2^-24 relative, vectors of length at most
 * 1.001) and the handful of float64 roundings in the bound itself, twice over.
 */
export const roundingSlack = 2 ** -22
