export { applyRecipe } from './apply-recipe.ts'
export {
  type FieldKept,
  fieldsKept,
  type NumberLimit,
  type OperationName,
  operationNames,
  operations,
  type Recipe,
  recipeLimits,
  type Step,
} from './operations.ts'
export { differingBits, perceptualHash, samePictureBits } from './perceptual-hash.ts'
export { canonicalBytes, type Picture } from './picture.ts'
export { planRecipe } from './plan-recipe.ts'
export { readRecipe } from './read-recipe.ts'
export { recipeWords, stepWords } from './recipe-words.ts'
export type { PreparationRefusalCode } from './refusal-code.ts'
export { pointsInCopy, pointsInOriginal } from './trace-points.ts'
