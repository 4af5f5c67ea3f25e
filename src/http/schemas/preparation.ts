import { z } from '@hono/zod-openapi'
import { fieldsKept, type OperationName, operations, recipeLimits } from '../../preparation/index.ts'
import { pointSchema, sha256Text, shortText } from './basic.ts'

// Described for readers of the contract; `readRecipe` parses what is sent, and refuses each fault in words.

const stepOf = <Op extends OperationName>(op: Op, more: z.ZodRawShape = {}) => {
  const { numbers, says, version } = operations[op]
  const fields = Object.entries(numbers).map(([name, { least, most }]) => [
    name,
    z.number().int().min(least).max(most),
  ])
  return z
    .strictObject({
      op: z.literal(op),
      version: z.literal(version),
      ...(Object.fromEntries(fields) as Record<string, z.ZodNumber>),
      ...more,
    })
    .openapi({ description: says })
}

export const stepSchema = z
  .discriminatedUnion('op', [
    stepOf('crop'),
    stepOf('rotate'),
    stepOf('scale'),
    stepOf('light'),
    stepOf('grey'),
    stepOf('deinterlace', { keep: z.enum([...fieldsKept]) }),
    stepOf('aspect'),
  ])
  .openapi('PreparationStep')

/** Steps as they are sent: described as such, read by the room so that a refusal names operation and limit. */
const sentSteps = z
  .array(z.unknown())
  .openapi({ type: 'array', items: { $ref: '#/components/schemas/PreparationStep' } })

export const previewStepsSchema = z.strictObject({ steps: sentSteps }).openapi('PreviewSteps')

export const recipeContentSchema = z
  .strictObject({ title: shortText.max(60), steps: sentSteps })
  .openapi('RecipeContent')

export const placedEyesSchema = z
  .strictObject({ leftEye: pointSchema, rightEye: pointSchema })
  .openapi('PlacedEyes', {
    description: 'left and right as seen in the picture that is searched, in its pixels',
  })

export const recipeChoiceSchema = z
  .strictObject({
    recipeId: z.string().max(64).nullable().openapi({ description: 'null is the original' }),
  })
  .openapi('RecipeChoice')

export const recipeWith = <Face extends z.ZodType>(face: Face) =>
  z
    .object({
      id: z.string(),
      title: z.string(),
      steps: z.array(stepSchema).max(recipeLimits.steps),
      words: z.array(z.string()),
      originalSha256: sha256Text.openapi({ description: 'of the bytes as they were received' }),
      sha256: sha256Text.openapi({ description: 'of the pixels of the working copy' }),
      widthPx: z.number().int(),
      heightPx: z.number().int(),
      faces: z.array(face),
      createdAt: z.string(),
      updatedAt: z.string(),
    })
    .openapi('ProbeRecipe')

export const replaySchema = z
  .object({ identical: z.literal(true), sha256: sha256Text, words: z.string() })
  .openapi('Replay')
