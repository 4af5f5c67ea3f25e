import { Refused } from '../kernel/index.ts'
import { type Recipe, recipeLimits, type Step } from './operations.ts'
import type { Size } from './picture.ts'
import type { PreparationRefusalCode } from './refusal-code.ts'
import { turnedSize } from './rotate-picture.ts'

/**
 * The size after each step, before a pixel is touched; the last one is the working copy's. Refuses STEP_OUTSIDE when a
 * crop does not lie in its picture, COPY_SIZE when a step would give too many pixels or too small an edge.
 */
export function planRecipe(original: Size, recipe: Recipe): readonly Size[] {
  let size: Size = { widthPx: original.widthPx, heightPx: original.heightPx }
  return recipe.map((step, at) => {
    if (step.op === 'crop') checkInside(step, { size, number: at + 1 })
    size = sizeAfter(size, step)
    checkSize(size, at + 1)
    return size
  })
}

/** The size that a step gives. */
export function sizeAfter(size: Size, step: Step): Size {
  switch (step.op) {
    case 'crop':
      return { widthPx: step.widthPx, heightPx: step.heightPx }
    case 'rotate':
      return turnedSize(size, step.centidegrees)
    case 'scale':
      return {
        widthPx: share(size.widthPx, { of: step.percent, in: 100 }),
        heightPx: share(size.heightPx, { of: step.percent, in: 100 }),
      }
    case 'aspect':
      return repaired(size, step)
    default:
      return size
  }
}

/** The direction that was too short grows; the other stays, so nothing is thrown away. */
function repaired(
  size: Size,
  { pixelWidth, pixelHeight }: { pixelWidth: number; pixelHeight: number },
): Size {
  return pixelWidth >= pixelHeight
    ? { ...size, widthPx: share(size.widthPx, { of: pixelWidth, in: pixelHeight }) }
    : { ...size, heightPx: share(size.heightPx, { of: pixelHeight, in: pixelWidth }) }
}

const share = (edgePx: number, ratio: { of: number; in: number }): number =>
  Math.max(1, Math.floor((2 * edgePx * ratio.of + ratio.in) / (2 * ratio.in)))

type Area = { readonly xPx: number; readonly yPx: number } & Size

function checkInside(area: Area, { size, number }: { size: Size; number: number }): void {
  const right = area.xPx + area.widthPx
  const bottom = area.yPx + area.heightPx
  if (right <= size.widthPx && bottom <= size.heightPx) return
  throw new Refused<PreparationRefusalCode>({
    code: 'STEP_OUTSIDE',
    reason: `Step ${number} crops to ${right} × ${bottom} px from the upper left corner; the picture has ${size.widthPx} × ${size.heightPx} px there.`,
    needed: 'Crop inside the picture as the steps before leave it.',
    evidence: {
      step: number,
      rightPx: right,
      bottomPx: bottom,
      widthPx: size.widthPx,
      heightPx: size.heightPx,
    },
  })
}

function checkSize({ widthPx, heightPx }: Size, number: number): void {
  const { resultPixels, minEdgePx } = recipeLimits
  const large = widthPx * heightPx > resultPixels
  if (!large && Math.min(widthPx, heightPx) >= minEdgePx) return
  throw new Refused<PreparationRefusalCode>({
    code: 'COPY_SIZE',
    reason: `Step ${number} gives ${widthPx} × ${heightPx} px; ${large ? `the limit is ${resultPixels} pixels in all` : `each edge needs ${minEdgePx}`}.`,
    needed: large ? 'Crop to the person first, or scale less.' : 'Crop or scale down less.',
    evidence: { step: number, widthPx, heightPx },
  })
}
