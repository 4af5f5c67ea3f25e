import type { z } from '@hono/zod-openapi'
import { stepWords } from '../preparation/index.ts'
import type { ProbeFace, ProbeRecipe } from '../search/index.ts'
import { viewerEyes } from './image-answer.ts'
import type { faceSchema, recipeSchema } from './schemas/request.ts'

/** A face of a probe or of its working copy, as its requester sees it. */
export const faceAnswer = (
  { face, quality, placed }: ProbeFace,
  index: number,
): z.infer<typeof faceSchema> => ({
  index,
  box: { ...face.box },
  confidence: face.confidence,
  eyeDistancePx: face.eyeDistancePx,
  eyes: viewerEyes(face),
  quality: quality.map((measure) => ({ ...measure })),
  ...(placed ? { placedByHand: true } : {}),
})

/** A recipe with what it gives. */
export const recipeAnswer = (recipe: ProbeRecipe): z.infer<typeof recipeSchema> => ({
  id: recipe.id,
  title: recipe.title,
  steps: recipe.steps.map((step) => ({ ...step })),
  words: recipe.steps.map(stepWords),
  originalSha256: recipe.copy.originalSha256,
  sha256: recipe.copy.sha256,
  widthPx: recipe.copy.widthPx,
  heightPx: recipe.copy.heightPx,
  faces: recipe.copy.faces.map(faceAnswer),
  createdAt: recipe.createdAt.toISOString(),
  updatedAt: recipe.updatedAt.toISOString(),
})

/** The answer to a replay that gave the same bytes. */
export const replayedAnswer = (sha256: string) => ({
  identical: true as const,
  sha256,
  words: 'The steps were applied to the original again and gave the same working copy, byte for byte.',
})
