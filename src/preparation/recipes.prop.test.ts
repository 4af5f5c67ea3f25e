import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefused } from '../kernel/index.ts'
import { applyRecipe } from './apply-recipe.ts'
import { operationNames, operations, type Recipe, type Step } from './operations.ts'
import { planRecipe } from './plan-recipe.ts'
import { readRecipe } from './read-recipe.ts'
import { samplePicture } from './sample-picture.ts'
import { pointsInCopy, pointsInOriginal } from './trace-points.ts'

const original = samplePicture({ widthPx: 130, heightPx: 110 })

/** Steps within the limits of their numbers; crops are small enough to lie inside most pictures. */
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    op: fc.constant('crop' as const),
    version: fc.constant(1 as const),
    xPx: fc.integer({ min: 0, max: 30 }),
    yPx: fc.integer({ min: 0, max: 30 }),
    widthPx: fc.integer({ min: 48, max: 90 }),
    heightPx: fc.integer({ min: 48, max: 80 }),
  }),
  fc
    .integer({ min: -18_000, max: 18_000 })
    .map((centidegrees): Step => ({ op: 'rotate', version: 1, centidegrees })),
  fc.integer({ min: 45, max: 150 }).map((percent): Step => ({ op: 'scale', version: 1, percent })),
  fc.constantFrom<Step>(
    { op: 'grey', version: 1 },
    { op: 'deinterlace', version: 1, keep: 'upper' },
    { op: 'deinterlace', version: 1, keep: 'blend' },
    { op: 'aspect', version: 1, pixelWidth: 12, pixelHeight: 11 },
    { op: 'aspect', version: 1, pixelWidth: 10, pixelHeight: 11 },
    { op: 'light', version: 1, brightnessPercent: 20, contrastPercent: -20 },
  ),
)
const recipe = fc.array(step, { maxLength: 5 })

/** The plan of a recipe, or undefined when it is refused for its sizes. */
function planned(steps: Recipe) {
  try {
    return planRecipe(original, steps)
  } catch (error) {
    if (isRefused(error)) return undefined
    throw error
  }
}

describe('any recipe', () => {
  it('replayed gives identical bytes, of the size that was planned', () => {
    fc.assert(
      fc.property(recipe, (steps) => {
        const plan = planned(steps)
        fc.pre(plan !== undefined)
        const copy = applyRecipe(original, steps)
        const { widthPx, heightPx } = plan?.at(-1) ?? original
        expect(copy).toMatchObject({ widthPx, heightPx })
        expect(copy.rgb).toHaveLength(widthPx * heightPx * 3)
        expect(
          Buffer.compare(applyRecipe(original, readRecipe(JSON.parse(JSON.stringify(steps)))).rgb, copy.rgb),
        ).toBe(0)
      }),
      { numRuns: 60 },
    )
  })

  it('leads points of the original to the copy and back to where they were', () => {
    const points = [
      { x: 40.5, y: 33.25 },
      { x: 77, y: 70 },
    ]
    fc.assert(
      fc.property(recipe, (steps) => {
        fc.pre(planned(steps) !== undefined)
        const there = pointsInCopy(points, { original, recipe: steps })
        for (const [at, point] of pointsInOriginal(there, { original, recipe: steps }).entries()) {
          expect(point.x).toBeCloseTo(points[at]?.x ?? 0, 3)
          expect(point.y).toBeCloseTo(points[at]?.y ?? 0, 3)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('averages and never invents: without light, no value lies outside those of the original and mid grey', () => {
    const shades = [...original.rgb, 128]
    const least = Math.min(...shades)
    const most = Math.max(...shades)
    fc.assert(
      fc.property(recipe, (steps) => {
        const moved = steps.filter(({ op }) => op !== 'light')
        fc.pre(planned(moved) !== undefined)
        for (const value of applyRecipe(original, moved).rgb) {
          if (value < least || value > most) throw new Error(`${value} is a new value`)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('reading a recipe', () => {
  it('gives a recipe or a refusal for any JSON, and never takes what it does not know', () => {
    const loose = fc.oneof(
      fc.jsonValue(),
      fc.array(
        fc.record({
          op: fc.constantFrom(...operationNames, 'paint', 'mirror'),
          version: fc.constantFrom(1, 2, '1'),
        }),
      ),
    )
    fc.assert(
      fc.property(loose, (value) => {
        try {
          for (const read of readRecipe(value)) expect(operations[read.op].version).toBe(read.version)
        } catch (error) {
          if (!isRefused(error)) throw error
          expect(['RECIPE_INVALID', 'OPERATION_UNKNOWN']).toContain(error.code)
        }
      }),
    )
  })
})

it('a place on the picture is traced to where its pixel went', () => {
  const dark = { ...original, rgb: original.rgb.map(() => 20) }
  const dot = { x: 61, y: 44 }
  for (let y = -3; y <= 3; y++) {
    for (let x = -3; x <= 3; x++)
      dark.rgb.fill(250, ((dot.y + y) * 130 + dot.x + x) * 3, ((dot.y + y) * 130 + dot.x + x) * 3 + 3)
  }
  const steps: Recipe = [
    { op: 'rotate', version: 1, centidegrees: 2_300 },
    { op: 'crop', version: 1, xPx: 21, yPx: 17, widthPx: 100, heightPx: 100 },
    { op: 'scale', version: 1, percent: 180 },
    { op: 'rotate', version: 1, centidegrees: -9_000 },
    { op: 'aspect', version: 1, pixelWidth: 12, pixelHeight: 11 },
  ]
  const copy = applyRecipe(dark, steps)
  const [place] = pointsInCopy([{ x: dot.x + 0.5, y: dot.y + 0.5 }], { original: dark, recipe: steps })
  const at = (Math.floor(place?.y ?? 0) * copy.widthPx + Math.floor(place?.x ?? 0)) * 3
  expect(copy.rgb[at]).toBeGreaterThan(240)
})
