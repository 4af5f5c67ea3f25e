import type { Recipe, Step } from './operations.ts'
import type { Picture } from './picture.ts'
import { planRecipe, sizeAfter } from './plan-recipe.ts'
import { resizePicture } from './resize-picture.ts'
import { rotatePicture } from './rotate-picture.ts'
import { cropPicture, deinterlacePicture, greyPicture, shadePicture } from './shade-picture.ts'

/**
 * The working copy that a recipe makes of a picture; the picture itself stays as it is. The same picture and recipe give
 * the same bytes on every machine. Refuses STEP_OUTSIDE and COPY_SIZE before any work.
 */
export function applyRecipe(original: Picture, recipe: Recipe): Picture {
  planRecipe(original, recipe)
  const { widthPx, heightPx, rgb } = original
  return recipe.reduce(applyStep, { widthPx, heightPx, rgb })
}

function applyStep(picture: Picture, step: Step): Picture {
  switch (step.op) {
    case 'crop':
      return cropPicture(picture, step)
    case 'rotate':
      return rotatePicture(picture, step.centidegrees)
    case 'scale':
    case 'aspect':
      return resizePicture(picture, sizeAfter(picture, step))
    case 'light':
      return shadePicture(picture, step)
    case 'grey':
      return greyPicture(picture)
    case 'deinterlace':
      return deinterlacePicture(picture, step.keep)
  }
}
