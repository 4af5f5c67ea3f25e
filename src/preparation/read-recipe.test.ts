import { describe, expect, it } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { operationNames, operations, recipeLimits } from './operations.ts'
import { planRecipe } from './plan-recipe.ts'
import { readRecipe } from './read-recipe.ts'
import { recipeWords } from './recipe-words.ts'

const size = { widthPx: 400, heightPx: 300 }

describe('a recipe from outside', () => {
  it('is read when every step is a known operation with whole numbers inside their limits', async () => {
    const steps = [
      { op: 'deinterlace', version: 1, keep: 'upper' },
      { op: 'aspect', version: 1, pixelWidth: 16, pixelHeight: 15 },
      { op: 'rotate', version: 1, centidegrees: -300 },
      { op: 'crop', version: 1, xPx: 0, yPx: 10, widthPx: 200, heightPx: 200 },
      { op: 'scale', version: 1, percent: 150 },
      { op: 'light', version: 1, brightnessPercent: 12, contrastPercent: -0 },
      { op: 'grey', version: 1 },
    ]
    expect(readRecipe(steps)).toEqual(
      steps.map((step) => ('contrastPercent' in step ? { ...step, contrastPercent: 0 } : step)),
    )
    expect(recipeWords(readRecipe(steps))).toBe(
      'De-interlace: upper field kept · Aspect repair: pixels 16 wide to 15 high made square · Rotate 3° anticlockwise · ' +
        'Crop to 200 × 200 px, from 0 px right and 10 px down · Scale to 150 % · Brightness +12 %, contrast 0 %, whole picture · Grey',
    )
  })

  it.each([
    ['mirror'],
    ['flip'],
    ['paste'],
    ['paint'],
    ['clone'],
    ['fill'],
    ['inpaint'],
    ['perspective'],
    ['pose'],
    ['sharpen'],
    ['__proto__'],
    ['constructor'],
  ])('knows no operation %s', async (op) => {
    expect(await catchCode(() => readRecipe([{ op, version: 1 }]))).toBe('OPERATION_UNKNOWN')
    expect(operationNames).not.toContain(op)
  })

  it('knows no other version of an operation than those it can replay', async () => {
    for (const op of operationNames) {
      for (const version of [0, 2, '1', undefined]) {
        expect(await catchCode(() => readRecipe([{ op, version }])), op).toBe('OPERATION_UNKNOWN')
      }
    }
  })

  it.each([
    ['no list', { op: 'grey', version: 1 }],
    ['null', null],
    ['a step that is a word', ['grey']],
    ['a list as a step', [[]]],
    ['a member too many', [{ op: 'grey', version: 1, strength: 3 }]],
    ['a missing number', [{ op: 'rotate', version: 1 }]],
    ['a broken number', [{ op: 'rotate', version: 1, centidegrees: 1.5 }]],
    ['a number in words', [{ op: 'rotate', version: 1, centidegrees: '90' }]],
    ['no number', [{ op: 'rotate', version: 1, centidegrees: Number.NaN }]],
    ['an endless number', [{ op: 'scale', version: 1, percent: Number.POSITIVE_INFINITY }]],
    ['a turn of more than half', [{ op: 'rotate', version: 1, centidegrees: 18_001 }]],
    ['a scale below the limit', [{ op: 'scale', version: 1, percent: 9 }]],
    ['a scale above the limit', [{ op: 'scale', version: 1, percent: 401 }]],
    ['too much light', [{ op: 'light', version: 1, brightnessPercent: 61, contrastPercent: 0 }]],
    ['too much contrast', [{ op: 'light', version: 1, brightnessPercent: 0, contrastPercent: 201 }]],
    ['a crop left of the picture', [{ op: 'crop', version: 1, xPx: -1, yPx: 0, widthPx: 60, heightPx: 60 }]],
    ['a field that does not exist', [{ op: 'deinterlace', version: 1, keep: 'both' }]],
    ['pixels of no width', [{ op: 'aspect', version: 1, pixelWidth: 0, pixelHeight: 1 }]],
    ['pixels five times as wide as high', [{ op: 'aspect', version: 1, pixelWidth: 5, pixelHeight: 1 }]],
    ['too many steps', Array.from({ length: recipeLimits.steps + 1 }, () => ({ op: 'grey', version: 1 }))],
  ])('is refused with %s', async (_what, steps) => {
    expect(await catchCode(() => readRecipe(steps))).toBe('RECIPE_INVALID')
  })
})

describe('the plan of a recipe', () => {
  it('refuses a crop that leaves the picture as the steps before it made it', async () => {
    const crop = { op: 'crop', version: 1, xPx: 0, yPx: 0, widthPx: 350, heightPx: 300 }
    expect(planRecipe(size, readRecipe([crop]))).toEqual([{ widthPx: 350, heightPx: 300 }])
    const turn = { op: 'rotate', version: 1, centidegrees: 9_000 }
    expect(await catchCode(() => planRecipe(size, readRecipe([turn, crop])))).toBe('STEP_OUTSIDE')
  })

  it('refuses a copy that is too large or too small, before a pixel is made', async () => {
    const larger = [
      { op: 'scale', version: 1, percent: 400 },
      { op: 'scale', version: 1, percent: 400 },
    ]
    expect(await catchCode(() => planRecipe({ widthPx: 2_000, heightPx: 1_500 }, readRecipe(larger)))).toBe(
      'COPY_SIZE',
    )
    const smaller = [{ op: 'scale', version: 1, percent: 10 }]
    expect(await catchCode(() => planRecipe(size, readRecipe(smaller)))).toBe('COPY_SIZE')
  })
})

it('every operation says what it does, and carries the code of the standard where that has one', async () => {
  for (const name of operationNames) {
    expect(operations[name].says.length, name).toBeGreaterThan(20)
    if (name !== 'deinterlace') expect(operations[name].itxCode, name).toMatch(/^[A-Z]+$/)
  }
})
