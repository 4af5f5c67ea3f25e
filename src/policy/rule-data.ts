import { z } from 'zod'
import { isIsoDate } from '../kernel/index.ts'
import { ruleRefusalCodes } from './decision.ts'
import { placeholderNames } from './refusal-words.ts'

// What pack.json is made of: words, codes, dates, rules, conditions and questions of set-up.

export const text = z.string().trim().min(1).max(500)
export const code = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
export const date = z.string().refine(isIsoDate, 'must be a calendar date, YYYY-MM-DD')
export const dates = { validFrom: date, validTo: date.optional() }
export const listed = z.strictObject({ code, title: text })

export function distinct<T>(items: readonly T[], key: (item: T) => string): boolean {
  return new Set(items.map(key)).size === items.length
}

export const codes = <T extends { code: string }>(item: z.ZodType<T>) =>
  z
    .array(item)
    .min(1)
    .refine((items) => distinct(items, (entry) => entry.code), 'a code stands twice')

export function endsAfterStart(span: { validFrom: string; validTo?: string | undefined }): boolean {
  return span.validTo === undefined || span.validFrom <= span.validTo
}

/** P primary text read, P½ in part, S secondary source, M from memory, D house choice. */
export const confidence = z.enum(['P', 'P½', 'S', 'M', 'D'])

/** Who imposes something, where in the instrument, and how sure that is. */
export const imposed = { imposedBy: text, section: text, confidence }

const ruleId = z.string().regex(/^[A-Z]{2,8}(-[A-Z]+)+-\d{1,3}$/, 'must look like LA-CASE-1')

/** Reason clauses may name only facts that are safe to show: never the narrative or the case number. */
const reason = text.refine(
  (clause) => [...clause.matchAll(/\{(.*?)\}/g)].every((found) => placeholderNames.has(found[1] ?? '')),
  'holds a placeholder that is not known',
)

export const rule = z.strictObject({
  id: ruleId,
  /** The refusal code this rule gives. */
  code: z.enum(ruleRefusalCodes),
  sentence: text,
  reason,
  needed: text,
  ...imposed,
  ...dates,
})

/** When a condition is attached to a permit: to every one, or only to those of a kind. */
export const conditionOccasions = [
  'always',
  'emergency',
  'outside',
  'identification',
  'protected-activity',
] as const

/** What a permit asks for afterwards: to tell, to document, to have approved. */
export const condition = z.strictObject({
  id: ruleId,
  when: z.enum(conditionOccasions),
  sentence: text,
  dueHours: z
    .int()
    .min(1)
    .max(24 * 366)
    .optional(),
  ...imposed,
  ...dates,
})

/** Numbers of a pack that an answer given at set-up may fill. */
export const filledNumbers = [
  'candidates.default',
  'candidates.max',
  'limits.tries',
  'limits.truePositivePermille',
  'emergency.approvalHours',
] as const

const asked = { code, question: text, why: text }

/** What no source settles and the agency has to answer before the pack can come into force. */
export const setupQuestion = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('choice'), ...asked, choices: codes(listed) }),
  z.strictObject({
    kind: z.literal('number'),
    ...asked,
    min: z.int().min(0),
    max: z.int().min(1).max(100_000),
    fills: z.enum(filledNumbers),
  }),
])
