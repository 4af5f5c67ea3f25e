import { z } from '@hono/zod-openapi'
import { elsewhereKinds } from '../../lead/index.ts'
import { isoDateText, shortText } from './basic.ts'

const kinds = Object.keys(elsewhereKinds) as [keyof typeof elsewhereKinds]
const line = z.string().trim().max(500)
const said = {
  ...{
    caseNumber: z.string().trim().max(100),
    kind: z.enum(kinds),
    system: line,
    operator: line,
    image: line,
  },
  ...{ foundOn: isoDateText, words: z.string().trim().max(5_000), discloseTo: line },
}

export const elsewhereDraftSchema = z
  .object({
    ...said,
    person: shortText
      .optional()
      .openapi({ description: 'person id or booking number, where the person is in the gallery' }),
  })
  .strict()
  .openapi('ElsewhereDraft')

/** Nothing is declared in a case without a number. */
export const elsewhereQuerySchema = z.object({ caseNumber: z.string().max(100).default('') })

export const elsewhereNamesSchema = z
  .object({
    names: z.array(
      z.object({
        ...said,
        kindTitle: z.string(),
        personId: z.string().optional(),
        ...{ declaredBy: z.string(), declaredAt: z.string(), logIndex: z.number().int() },
      }),
    ),
  })
  .openapi('ElsewhereNames')

export const declaredElsewhereSchema = z
  .object({ logIndex: z.number().int(), personId: z.string().optional() })
  .openapi('DeclaredElsewhere')
