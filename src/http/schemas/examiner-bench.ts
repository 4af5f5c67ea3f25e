import { z } from '@hono/zod-openapi'
import { recipeLimits } from '../../preparation/index.ts'
import { pointSchema, sha256Text } from './basic.ts'
import { stepSchema } from './preparation.ts'

/** A picture of the probe as the comparison shows it: locked to the candidates by its eyes. */
export const comparedPictureSchema = z.object({
  imageUrl: z.string(),
  eyes: z.object({ left: pointSchema, right: pointSchema }),
  widthPx: z.number(),
  heightPx: z.number(),
})

export const searchedCopySchema = comparedPictureSchema
  .extend({
    words: z.array(z.string()).openapi({ description: 'the steps that made it of the original' }),
    sha256: sha256Text.openapi({ description: 'of its pixels' }),
  })
  .openapi('SearchedCopy')

export const examinerRecipeSchema = comparedPictureSchema
  .extend({
    id: z.string(),
    title: z.string(),
    steps: z.array(stepSchema).max(recipeLimits.steps),
    words: z.array(z.string()),
    originalSha256: sha256Text,
    sha256: sha256Text,
    proposedAt: z
      .string()
      .optional()
      .openapi({ description: 'when this copy was proposed to the requester' }),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('ExaminerRecipe')

export const examinerBenchSchema = z
  .object({
    searchId: z.string(),
    original: comparedPictureSchema,
    recipes: z.array(examinerRecipeSchema),
  })
  .openapi('ExaminerBench')

export const copyProposalSchema = z
  .object({
    id: z.string(),
    words: z.array(z.string()),
    steps: z.array(stepSchema),
    proposedAt: z.string(),
    takenUpAs: z.string().optional().openapi({ description: 'id of the request that tries it' }),
  })
  .openapi('CopyProposal')
