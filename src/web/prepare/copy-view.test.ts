import { describe, expect, test } from 'vitest'
import type { Recipe } from '../../preparation/index.ts'
import { planRecipe } from '../../preparation/index.ts'
import {
  type CopyView,
  panned,
  placeCopy,
  placeOriginal,
  shownPart,
  viewFromFit,
  zoomed,
} from './copy-view.ts'

const original = { widthPx: 800, heightPx: 600 }
const frame = { widthPx: 400, heightPx: 400 }
const of = (recipe: Recipe) => ({ original, recipe, copy: planRecipe(original, recipe).at(-1) ?? original })
const recipe: Recipe = [
  { op: 'crop', version: 1, xPx: 200, yPx: 100, widthPx: 300, heightPx: 300 },
  { op: 'scale', version: 1, percent: 200 },
]

describe('both frames', () => {
  test('show the same place at the same size', () => {
    const view: CopyView = { centre: { x: 350, y: 250 }, spanPx: 100 }
    const first = placeOriginal(view, original, frame)
    const second = placeCopy(view, of(recipe), frame)
    expect(first.leftPx + 350 * first.scale).toBeCloseTo(200)
    expect(second.leftPx + (350 - 200) * 2 * second.scale).toBeCloseTo(200)
    expect(second.scale * 2).toBeCloseTo(first.scale)
  })

  test('fit each picture until one looks closer, which begins with the whole copy', () => {
    expect(placeOriginal(undefined, original, frame)).toEqual({ leftPx: 0, topPx: 50, scale: 0.5 })
    const from = viewFromFit(of(recipe), frame)
    expect(from.centre).toEqual({ x: 350, y: 250 })
    const fit = placeCopy(undefined, of(recipe), frame)
    expect(placeCopy(from, of(recipe), frame).scale).toBeCloseTo(fit.scale)
  })

  test('stay within bounds', () => {
    const view = { centre: { x: 10, y: 10 }, spanPx: 50 }
    expect(zoomed(view, 1_000, original)?.spanPx).toBe(12)
    expect(zoomed(view, 0.0001, original)?.spanPx).toBe(1_600)
    expect(panned(view, { x: -9, y: 0.1 }, original)?.centre).toEqual({ x: 0, y: 15 })
  })
})

test('what is shown of the copy is a crop inside it', () => {
  expect(shownPart(undefined, of([]), frame)).toEqual({ xPx: 0, yPx: 0, widthPx: 800, heightPx: 600 })
  const view = { centre: { x: 400, y: 300 }, spanPx: 200 }
  expect(shownPart(view, of([]), frame)).toEqual({ xPx: 300, yPx: 200, widthPx: 200, heightPx: 200 })
  const corner = { centre: { x: 0, y: 0 }, spanPx: 200 }
  expect(shownPart(corner, of([]), frame)).toEqual({ xPx: 0, yPx: 0, widthPx: 100, heightPx: 100 })
})
