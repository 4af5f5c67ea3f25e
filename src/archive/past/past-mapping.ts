import { z } from 'zod'
import { refused } from '../refusal-code.ts'

/** What is taken over of a search of an older system; only the date is needed, and what is missing stays missing. */
export const pastFields = ['date', 'id', 'unit', 'user', 'case', 'crime', 'purpose', 'outcome'] as const
export type PastField = (typeof pastFields)[number]

/** Fields whose values are published in a table of counts, and so must be words of a code list. */
export const publishedFields = ['unit', 'crime', 'purpose', 'outcome'] as const
export type PublishedField = (typeof publishedFields)[number]

const code = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/)
  .refine((text) => !/\d{4}/.test(text))
const column = z.string().min(1).max(200)
const valueMap = z.record(z.string().max(200), code)

const mappingSchema = z
  .object({
    source: code,
    words: z.string().max(300).optional(),
    dateFormat: z.enum(['YYYY-MM-DD', 'MM/DD/YYYY', 'DD.MM.YYYY', 'DD/MM/YYYY']).default('YYYY-MM-DD'),
    columns: z
      .object({ date: column })
      .extend(Object.fromEntries(pastFields.slice(1).map((field) => [field, column.optional()])))
      .strict(),
    values: z
      .object(Object.fromEntries(publishedFields.map((field) => [field, valueMap.optional()])))
      .strict()
      .default({}),
  })
  .strict()

/** How the columns of a file become fields: which column each is, how dates are written, and the code for each value. */
export type PastMapping = {
  readonly source: string
  readonly words?: string | undefined
  readonly dateFormat: 'YYYY-MM-DD' | 'MM/DD/YYYY' | 'DD.MM.YYYY' | 'DD/MM/YYYY'
  readonly columns: { readonly [field in PastField]?: string | undefined }
  readonly values: { readonly [field in PublishedField]?: Readonly<Record<string, string>> | undefined }
}

/** Reads a mapping file, which comes from outside. Refuses MAPPING_INVALID with the first fault. */
export function readPastMapping(text: string): PastMapping {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw invalid('it is not JSON')
  }
  const parsed = mappingSchema.safeParse(value)
  if (parsed.success) return parsed.data as PastMapping
  const issue = parsed.error.issues[0]
  throw invalid(`${issue?.path.join('.') ?? 'it'}: ${issue?.message ?? 'not as described'}`)
}

export const isCode = (text: string): boolean => code.safeParse(text).success

const invalid = (fault: string) =>
  refused({
    code: 'MAPPING_INVALID',
    reason: `The mapping cannot be used: ${fault}.`,
    needed:
      '{"source": "old-system", "dateFormat": "MM/DD/YYYY", "columns": {"date": "Search Date", "id": "Txn", …}, "values": {"crime": {"459 PC": "burglary"}}}',
  })
