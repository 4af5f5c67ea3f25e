/**
 * Reading typed arrays inside the inner loops. The index is in range by construction there; a check per read
 * would cost more than the arithmetic around it.
 */
export const floatAt = (values: Float32Array, index: number): number => values[index] as number
export const indexAt = (values: Uint32Array, index: number): number => values[index] as number

/** Writes three values in a row; TypedArray.set with a list allocates and is many times slower. */
export const putVector = (
  values: Float32Array,
  at: number,
  [x, y, z]: readonly [number, number, number],
): void => {
  values[at] = x
  values[at + 1] = y
  values[at + 2] = z
}
