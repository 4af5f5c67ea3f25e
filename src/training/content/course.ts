import { z } from 'zod'
import type { Block } from './lesson-blocks.ts'

/** What a certificate covers: acts that need one ask for it by this word. */
export const coverable = ['search', 'examine', 'supervise'] as const
export type Covered = (typeof coverable)[number]

const code = z.string().regex(/^[a-z][a-z0-9-]{2,39}$/)
const sentence = z.string().trim().min(2).max(400)

export const questionSchema = z.strictObject({
  id: code,
  domain: code,
  /** Who gets it wrong does not pass, whatever the rest: it asks for something that must never be done. */
  never: z.literal(true).optional(),
  asks: sentence,
  options: z.array(sentence).min(2).max(6),
  /** Places of the right options; more than one when the question asks for all that apply. */
  right: z.array(z.number().int().min(0).max(5)).min(1),
  why: sentence,
})
export type Question = Readonly<z.infer<typeof questionSchema>>

const cellSchema = z.strictObject({
  domain: code,
  title: sentence,
  /** Questions drawn from this domain, `never` of them being such as must be right. */
  questions: z.number().int().min(1).max(40),
  never: z.number().int().min(0).max(40),
})

const percent = z.number().int().min(1).max(100)

export const courseSchema = z.strictObject({
  code,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: sentence,
  summary: sentence,
  forRoles: z.array(code).min(1),
  covers: z.array(z.enum(coverable)).min(1),
  hours: z.number().int().min(1).max(200),
  lessons: z.array(code).min(1),
  exam: z.strictObject({
    minutes: z.number().int().min(5).max(240),
    passPercent: percent,
    blueprint: z.array(cellSchema).min(1),
  }),
  practical: z
    .strictObject({
      /** Pairs that show one person, and pairs that show two. */
      same: z.number().int().min(5).max(100),
      different: z.number().int().min(5).max(100),
      minutes: z.number().int().min(10).max(480),
      leastSupportedSamePercent: percent,
      mostSupportedDifferent: z.number().int().min(0).max(20),
    })
    .optional(),
  /** Hours to wait after the first failure in a row, the second, …; the last holds for all further ones. */
  waitHoursAfterFailures: z.array(z.number().int().min(1).max(8_760)).min(1),
  /** How long a passed part counts towards a certificate. */
  passHoldsDays: z.number().int().min(1).max(365),
  validDays: z.number().int().min(1).max(1_100),
  remindDays: z.number().int().min(1).max(120),
  issued: z.enum(['automatic', 'training-officer']),
})

export type Lesson = {
  readonly code: string
  readonly title: string
  readonly blocks: readonly Block[]
}

export type Course = Readonly<z.infer<typeof courseSchema>> & {
  readonly content: readonly Lesson[]
  readonly questions: readonly Question[]
}

/** Questions in one exam of a course. */
export const examLength = (course: Pick<Course, 'exam'>): number =>
  course.exam.blueprint.reduce((sum, { questions }) => sum + questions, 0)
