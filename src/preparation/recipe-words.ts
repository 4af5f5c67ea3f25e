import type { Recipe, Step } from './operations.ts'

/** A step in words, the same on the screen, on the lead sheet and at the terminal. */
export function stepWords(step: Step): string {
  switch (step.op) {
    case 'crop':
      return `Crop to ${step.widthPx} × ${step.heightPx} px, from ${step.xPx} px right and ${step.yPx} px down`
    case 'rotate':
      return `Rotate ${degrees(Math.abs(step.centidegrees))}° ${step.centidegrees < 0 ? 'anticlockwise' : 'clockwise'}`
    case 'scale':
      return `Scale to ${step.percent} %`
    case 'light':
      return `Brightness ${signed(step.brightnessPercent)} %, contrast ${signed(step.contrastPercent)} %, whole picture`
    case 'grey':
      return 'Grey'
    case 'deinterlace':
      return step.keep === 'blend'
        ? 'De-interlace: both fields blended'
        : `De-interlace: ${step.keep} field kept`
    case 'aspect':
      return `Aspect repair: pixels ${step.pixelWidth} wide to ${step.pixelHeight} high made square`
  }
}

/** A whole recipe in one line. */
export const recipeWords = (recipe: Recipe): string =>
  recipe.length === 0 ? 'No steps: the original as it came' : recipe.map(stepWords).join(' · ')

const degrees = (centidegrees: number): string => String(centidegrees / 100)
const signed = (value: number): string => (value === 0 ? '0' : value > 0 ? `+${value}` : `−${-value}`)
