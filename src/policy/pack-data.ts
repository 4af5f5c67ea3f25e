import { z } from 'zod'
import { isIsoDate } from '../kernel/index.ts'
import { ruleRefusalCodes } from './decision.ts'
import { placeholderNames } from './refusal-words.ts'

const text = z.string().trim().min(1).max(500)
const code = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
const date = z.string().refine(isIsoDate, 'must be a calendar date, YYYY-MM-DD')
const listed = z.strictObject({ code, title: text })
const dates = { validFrom: date, validTo: date.optional() }

function distinct<T>(items: readonly T[], key: (item: T) => string): boolean {
  return new Set(items.map(key)).size === items.length
}

const codes = <T extends { code: string }>(item: z.ZodType<T>) =>
  z
    .array(item)
    .min(1)
    .refine((items) => distinct(items, (entry) => entry.code), 'a code stands twice')

/** Reason clauses may name only facts that are safe to show: never the narrative or the case number. */
const reason = text.refine(
  (clause) => [...clause.matchAll(/\{(.*?)\}/g)].every((found) => placeholderNames.has(found[1] ?? '')),
  'holds a placeholder that is not known',
)

const rule = z.strictObject({
  id: z.string().regex(/^[A-Z]{2,8}(-[A-Z]+)+-\d{1,3}$/, 'must look like LA-CASE-1'),
  /** The refusal code this rule gives. */
  code: z.enum(ruleRefusalCodes),
  sentence: text,
  reason,
  needed: text,
  imposedBy: text,
  section: text,
  /** P primary text read, P½ in part, S secondary source, M from memory, D house choice. */
  confidence: z.enum(['P', 'P½', 'S', 'M', 'D']),
  ...dates,
})

const qualityMinimum = z
  .strictObject({
    /** Name of a component as the face room gives it. */
    component: text,
    refuseBelow: z.int().min(1).max(100).optional(),
    warnBelow: z.int().min(1).max(100).optional(),
  })
  .refine(
    ({ refuseBelow, warnBelow }) => (refuseBelow ?? warnBelow) !== undefined,
    'neither refuses nor warns',
  )
  .refine(
    ({ refuseBelow, warnBelow }) =>
      refuseBelow === undefined || warnBelow === undefined || refuseBelow < warnBelow,
    'a warning that a refusal always forestalls',
  )

const qualityMinima = z
  .array(qualityMinimum)
  .refine((minima) => distinct(minima, ({ component }) => component), 'a component stands twice')

/** The least image quality, 0 to 100 for each component, for enrolling a booking photograph and for searching with a probe. */
const quality = z.strictObject({
  imposedBy: text,
  section: text,
  confidence: z.enum(['P', 'P½', 'S', 'M', 'D']),
  enrolment: qualityMinima,
  probe: qualityMinima,
})

/** Schema of pack.json; the file comes from outside and is hostile until it passed. */
export const packData = z
  .strictObject({
    id: code,
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    title: text,
    jurisdiction: text,
    ...dates,
    candidates: z.strictObject({ default: z.int().min(1), max: z.int().min(1).max(1000) }),
    reviewers: z.int().min(1).max(5),
    outcomeDueDays: z.int().min(1),
    quality,
    searchRoles: z.array(code).min(1),
    purposes: codes(listed),
    emergencyPurposes: z.array(code),
    immigrationPurposes: z.array(code),
    immigrationAgencies: z.array(z.string().regex(/^[A-Z0-9-]+$/)),
    crimes: codes(listed),
    probeSources: codes(listed.extend({ kind: z.enum(['photo', 'not-photo', 'video', 'body-camera']) })),
    imageKinds: codes(listed.extend({ kind: z.enum(['photo', 'not-photo', 'stand-in']) })),
    boilerplateNarratives: z.array(text),
    unknown: z.array(text),
    rules: z
      .array(rule)
      .min(1)
      .refine((rules) => distinct(rules, (entry) => entry.id), 'a rule id stands twice')
      .refine((rules) => rules.every(endsAfterStart), 'a rule ends before it begins'),
  })
  .refine(endsAfterStart, 'the pack ends before it begins')
  .refine((pack) => pack.candidates.default <= pack.candidates.max, 'the default exceeds the maximum')

function endsAfterStart(span: { validFrom: string; validTo?: string | undefined }): boolean {
  return span.validTo === undefined || span.validFrom <= span.validTo
}

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T
export type PackData = DeepReadonly<z.output<typeof packData>>
