import { describe, expect, it } from 'vitest'
import { must } from '../kernel/index.ts'
import { turnedLayout } from './sample-layout.ts'
import { randomVector, seededRandom } from './sample-rows.ts'
import { turnQueries } from './turned-queries.ts'

/** Row by row, first dimension to last, in float64: nothing clever. */
function turnPlainly(query: Float32Array, matrix: Float64Array): Float64Array {
  const size = query.length
  return Float64Array.from(query, (_, row) =>
    query.reduce((sum, value, at) => sum + must(matrix[row * size + at], 'value of the matrix') * value, 0),
  )
}

describe('turning queries', () => {
  it.each([
    [65, 1],
    [66, 3],
    [67, 4],
    [128, 9],
    [200, 16],
  ])('of %i dimensions, %i together, gives what plain sums give, to the last bit', (dimension, count) => {
    const turn = must(turnedLayout(dimension).turn, 'turn')
    const random = seededRandom(dimension)
    const queries = Array.from({ length: count }, () => randomVector(random, dimension))
    const plainly = queries.map((query) => turnPlainly(query, turn.forQueries))
    expect(turnQueries(queries, turn)).toEqual(plainly)
    // Nothing is left of those that were turned before.
    expect(turnQueries(queries.slice(0, 1), turn)).toEqual(plainly.slice(0, 1))
  })
})
