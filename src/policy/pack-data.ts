import { z } from 'zod'
import { conclusionCodes, conclusionsNeeded } from './conclusion-scale.ts'
import {
  code,
  codes,
  condition,
  dates,
  distinct,
  endsAfterStart,
  imposed,
  listed,
  rule,
  setupQuestion,
  text,
} from './rule-data.ts'

/** A search is compared by so many, each blind to the other; a pack that asks for another number could not be kept. */
const examiners = 2

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
const quality = z.strictObject({ ...imposed, enrolment: qualityMinima, probe: qualityMinima })

const crime = listed.extend({
  /** Statutes that fall under the class, as people write them. */
  statutes: z.array(text).min(1).optional(),
  barred: z.literal(true).optional(),
  serious: z.literal(true).optional(),
  /** A class that names no crime, e.g. an unidentified dead person. */
  noCrime: z.literal(true).optional(),
})

/** An approval that the pack knows: which roles give it and for how many hours it counts. */
const approval = listed.extend({
  roles: z.array(code).min(1),
  validHours: z
    .int()
    .min(1)
    .max(24 * 366),
})

const count = z.int().min(1)

// What was added since the first packs is optional, so that the text of an older pack still reads and hashes as it did.
const later = {
  limits: z
    .strictObject({
      tries: count,
      narrativeWords: count,
      narrativeRepeats: z.int().min(0),
      overdueOutcomes: z.int().min(0),
      truePositivePermille: z.int().min(0).max(1000),
    })
    .partial()
    .optional(),
  emergency: z
    .strictObject({ approvalHours: count.optional(), approverRoles: z.array(code).min(1), ...imposed })
    .optional(),
  approvals: codes(approval).optional(),
  /** Courses whose certificate a role needs. */
  courses: z.array(z.strictObject({ role: code, courses: z.array(code).min(1) })).optional(),
  /** What the requester is asked with yes or no. */
  questions: codes(listed).optional(),
  orderKinds: codes(listed).optional(),
  allowedSteps: z.array(text).optional(),
  /** What the form of another agency's request has to give. */
  outsideForm: codes(listed).optional(),
  setup: codes(setupQuestion).optional(),
  /**
   * The second examination: in how many days it is due, and how many per cent of the searches that the first examiner does not support
   * come to it all the same; without it 2 days and all of them.
   */
  verification: z
    .strictObject({ dueDays: count.optional(), sharePercent: z.int().min(0).max(100).optional(), ...imposed })
    .optional(),
  /** The scale that examiners conclude on; without it the house's seven grades. */
  conclusions: codes(listed.extend({ code: z.enum(conclusionCodes) }))
    .refine(
      (scale) => conclusionsNeeded.every((needed) => scale.some((grade) => grade.code === needed)),
      `a scale of conclusions needs ${conclusionsNeeded.join(', ')}`,
    )
    .optional(),
  conditions: z
    .array(condition)
    .refine((conditions) => distinct(conditions, (entry) => entry.id), 'a condition id stands twice')
    .refine((conditions) => conditions.every(endsAfterStart), 'a condition ends before it begins')
    .optional(),
}

/** Schema of pack.json; the file comes from outside and is hostile until it passed. */
export const packData = z
  .strictObject({
    id: code,
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    title: text,
    jurisdiction: text,
    ...dates,
    candidates: z
      .strictObject({
        min: z.int().min(1).optional(),
        default: z.int().min(1).optional(),
        max: z.int().min(1).max(1000).optional(),
      })
      .optional(),
    reviewers: z.literal(
      examiners,
      `the house has ${examiners} examiners for every search; no other number can be kept`,
    ),
    outcomeDueDays: z.int().min(1),
    quality,
    searchRoles: z.array(code).min(1),
    purposes: codes(listed.extend({ identification: z.literal(true).optional() })),
    emergencyPurposes: z.array(code),
    immigrationPurposes: z.array(code),
    immigrationAgencies: z.array(z.string().regex(/^[A-Z0-9-]+$/)),
    crimes: codes(crime),
    probeSources: codes(listed.extend({ kind: z.enum(['photo', 'not-photo', 'video', 'body-camera']) })),
    imageKinds: codes(listed.extend({ kind: z.enum(['photo', 'not-photo', 'stand-in']) })),
    boilerplateNarratives: z.array(text),
    unknown: z.array(text),
    rules: z
      .array(rule)
      .min(1)
      .refine((rules) => distinct(rules, (entry) => entry.id), 'a rule id stands twice')
      .refine((rules) => rules.every(endsAfterStart), 'a rule ends before it begins'),
    ...later,
  })
  .refine(endsAfterStart, 'the pack ends before it begins')
  .refine(
    ({ candidates }) => (candidates?.default ?? 0) <= (candidates?.max ?? 1000),
    'the default exceeds the maximum',
  )

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T
export type PackData = DeepReadonly<z.output<typeof packData>>
export type SetupQuestion = NonNullable<PackData['setup']>[number]
