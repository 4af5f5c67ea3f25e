import { assert } from '../kernel/index.ts'
import { type CodeLayout, plainLayout } from './code-layout.ts'
import { layOutFor } from './principal-axes.ts'
import { randomVector, seededRandom, unitVector } from './sample-rows.ts'

const made = new Map<number, CodeLayout>()

/** For tests only: axes turned out of those of the templates, with a part of each row's codes in the rest. */
export function turnedLayout(dimension: number): CodeLayout {
  const known = made.get(dimension)
  if (known) return known
  const layout = layOutFor(decayingRows(dimension, { rows: 2 * dimension, seed: dimension }), dimension)
  assert(layout.turn !== undefined, 'turned axes')
  // Where everything would fit into 64 codes there is a front of 32 all the same: these are tests.
  const one = { ...layout, front: Math.min(layout.front, plainLayout(dimension).stride - 32) }
  made.set(dimension, one)
  return one
}

/** Rows of unit length, most of them in a few directions, which are none of the axes. */
export function decayingRows(
  dimension: number,
  { rows, seed }: { rows: number; seed: number },
): Float32Array {
  const random = seededRandom(seed)
  const directions = Array.from({ length: dimension }, () => randomVector(random, dimension))
  const sample = new Float32Array(rows * dimension)
  const vector = new Float64Array(dimension)
  for (let row = 0; row < rows; row++) {
    vector.fill(0)
    for (const [at, direction] of directions.entries()) {
      const share = (random() - 0.5) * Math.exp((-4 * at) / dimension)
      for (let i = 0; i < dimension; i++) vector[i] = (vector[i] ?? 0) + share * (direction[i] ?? 0)
    }
    sample.set(unitVector(vector), row * dimension)
  }
  return sample
}
