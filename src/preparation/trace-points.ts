import { exactTurn, turnUnit } from './exact-turn.ts'
import type { Recipe, Step } from './operations.ts'
import type { Point, Size } from './picture.ts'
import { planRecipe, sizeAfter } from './plan-recipe.ts'

/** Where points of the original lie in the working copy. Pixels from the upper left corner. */
export function pointsInCopy(
  points: readonly Point[],
  of: { original: Size; recipe: Recipe },
): readonly Point[] {
  let size = of.original
  let moved = points
  for (const step of of.recipe) {
    const before = size
    moved = moved.map((point) => forward(point, step, before))
    size = sizeAfter(size, step)
  }
  return moved
}

/** Where points of the working copy lie in the original: examiners compare on that. */
export function pointsInOriginal(
  points: readonly Point[],
  of: { original: Size; recipe: Recipe },
): readonly Point[] {
  const sizes = [of.original, ...planRecipe(of.original, of.recipe)]
  let moved = points
  for (let at = of.recipe.length - 1; at >= 0; at--) {
    const step = of.recipe[at]
    const before = sizes[at]
    if (step !== undefined && before !== undefined) moved = moved.map((point) => back(point, step, before))
  }
  return moved
}

function forward(point: Point, step: Step, before: Size): Point {
  const after = sizeAfter(before, step)
  if (step.op === 'crop') return { x: point.x - step.xPx, y: point.y - step.yPx }
  if (step.op === 'rotate') return turned(point, { centidegrees: step.centidegrees, from: before, to: after })
  return { x: (point.x * after.widthPx) / before.widthPx, y: (point.y * after.heightPx) / before.heightPx }
}

function back(point: Point, step: Step, before: Size): Point {
  const after = sizeAfter(before, step)
  if (step.op === 'crop') return { x: point.x + step.xPx, y: point.y + step.yPx }
  if (step.op === 'rotate')
    return turned(point, { centidegrees: -step.centidegrees, from: after, to: before })
  return { x: (point.x * before.widthPx) / after.widthPx, y: (point.y * before.heightPx) / after.heightPx }
}

function turned(point: Point, by: { centidegrees: number; from: Size; to: Size }): Point {
  const { cos, sin } = exactTurn(by.centidegrees)
  const x = point.x - by.from.widthPx / 2
  const y = point.y - by.from.heightPx / 2
  return {
    x: (cos * x - sin * y) / turnUnit + by.to.widthPx / 2,
    y: (sin * x + cos * y) / turnUnit + by.to.heightPx / 2,
  }
}
