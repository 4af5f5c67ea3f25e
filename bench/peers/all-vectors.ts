import { rowsPerBlock, TemplateMaker, type TemplatePlan } from '../make-templates.ts'

/** All templates of a plan, one after the other. */
export function allVectors(plan: TemplatePlan): Float32Array {
  const vectors = new Float32Array(plan.rows * plan.dimension)
  eachBlock(plan, ({ first, values }) => vectors.set(values, first * plan.dimension))
  return vectors
}

/**
 * The same as signed bytes with one scale for all, which keeps the order of inner products. The scale fits the first
 * blocks; the rare value beyond it is cut off.
 */
export function allCodes(plan: TemplatePlan): { readonly codes: Int8Array; readonly scale: number } {
  const maker = new TemplateMaker(plan)
  const sample = [0, 1].filter((index) => index < maker.blocks).map((index) => maker.block(index).vectors)
  const largest = sample.reduce((most, values) => Math.max(most, largestOf(values)), 0)
  const scale = 127 / largest
  const codes = new Int8Array(plan.rows * plan.dimension)
  eachBlock(plan, ({ first, values }) => codes.set(toCodes(values, scale), first * plan.dimension))
  return { codes, scale }
}

export function toCodes(values: Float32Array, scale: number): Int8Array {
  const codes = new Int8Array(values.length)
  for (let at = 0; at < values.length; at++)
    codes[at] = Math.max(-127, Math.min(127, Math.round((values[at] ?? 0) * scale)))
  return codes
}

function largestOf(values: Float32Array): number {
  let largest = 0
  for (let at = 0; at < values.length; at++) largest = Math.max(largest, Math.abs(values[at] ?? 0))
  return largest
}

/** `values` are the templates of the rows from `first` on; the array is used again for the next block. */
export function eachBlock(
  plan: TemplatePlan,
  visit: (block: { readonly first: number; readonly rows: number; readonly values: Float32Array }) => void,
): void {
  const maker = new TemplateMaker(plan)
  const vectors = new Float32Array(rowsPerBlock * plan.dimension)
  for (let index = 0; index < maker.blocks; index++) {
    const { first, rows } = maker.block(index, vectors)
    visit({ first, rows, values: vectors.subarray(0, rows * plan.dimension) })
  }
}
