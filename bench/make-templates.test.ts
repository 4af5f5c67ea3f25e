import { describe, expect, it } from 'vitest'
import { describeTemplates } from './describe-templates.ts'
import { rowsPerBlock, TemplateMaker } from './make-templates.ts'

describe('made templates', () => {
  it.each([
    [512, 0.06],
    [128, 0.088],
    [192, 0.072],
  ])(
    'of %d dimensions agree between persons to N(0, %d) and within one to 0.5 to 0.8',
    (dimension, spread) => {
      const figures = describeTemplates(new TemplateMaker({ rows: 8000, dimension, seed: 1 }))
      expect(Math.abs(figures.impostorMean)).toBeLessThan(0.003)
      expect(Math.abs(figures.impostorDeviation - spread)).toBeLessThan(0.002)
      expect(figures.genuine[0]).toBeGreaterThan(0.44)
      expect(Math.abs(figures.genuine[1] - 0.64)).toBeLessThan(0.01)
      expect(figures.genuine[2]).toBeLessThan(0.81)
    },
  )

  it('are the same whenever a block is made, whatever the size of the gallery', () => {
    const small = new TemplateMaker({ rows: rowsPerBlock + 10, dimension: 128, seed: 7 })
    const large = new TemplateMaker({ rows: 10 * rowsPerBlock, dimension: 128, seed: 7 })
    large.block(4)
    const { rows, ...block } = small.block(1)
    expect(rows).toBe(10)
    expect({ ...large.block(1), rows }).toEqual({ ...block, rows })
    const other = new TemplateMaker({ rows: rowsPerBlock, dimension: 128, seed: 8 })
    expect(other.block(0).vectors).not.toEqual(small.block(0).vectors)
  })

  it('have the length 1, and 1 to 6 templates of a person in one block', () => {
    const { persons, vectors, rows } = new TemplateMaker({
      rows: rowsPerBlock,
      dimension: 64,
      seed: 2,
    }).block(0)
    const counts = new Map<number, number>()
    for (const person of persons) counts.set(person, (counts.get(person) ?? 0) + 1)
    expect(rows / counts.size).toBeCloseTo(3.1, 0)
    expect(Math.max(...counts.values())).toBe(6)
    for (let at = 0; at < vectors.length; at += 64)
      expect(Math.hypot(...vectors.subarray(at, at + 64))).toBeCloseTo(1, 5)
  })
})
