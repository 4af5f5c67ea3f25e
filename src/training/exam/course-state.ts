import type { UserId } from '../../kernel/index.ts'
import { endsMs } from '../../policy/index.ts'
import type { Db, Tx } from '../../storage/index.ts'
import { type Certificate, certificatesOf, inDate } from '../certificates/certificate.ts'
import type { Course } from '../content/course.ts'
import { type Attempt, attemptsOf, type Part } from './attempt.ts'
import { type PartState, partState, waitingAfter } from './part-state.ts'

export type CourseState = {
  /** Codes of the lessons that count as read now. */
  readonly read: readonly string[]
  readonly exam: PartState
  /** Undefined where the course has no practical part. */
  readonly practical: PartState | undefined
  /** Every part is passed; what rests on them can be issued. */
  readonly earned: { readonly examId: string; readonly practicalId: string | undefined } | undefined
  /** The certificate of this course that counts now. */
  readonly certificate: Certificate | undefined
  readonly attempts: readonly Attempt[]
}

const dayMs = 86_400_000

/** How a course stands for somebody at this moment, worked out anew from what is recorded. */
export async function courseState(
  db: Db | Tx,
  of: { userId: UserId; course: Course; now: Date },
): Promise<CourseState> {
  const { userId, course, now } = of
  const attempts = await attemptsOf(db, { userId, course: course.code })
  const issued = await db
    .selectFrom('certificates')
    .select(['exam_id', 'practical_id', 'created_at'])
    .where('user_id', '=', userId)
    .where('course', '=', course.code)
    .where('origin', '=', 'course')
    .execute()
  const used = new Set(issued.flatMap((row) => [row.exam_id ?? [], row.practical_id ?? []].flat()))
  const since = latest([
    ...issued.map((row) => row.created_at),
    ...(['exam', 'practical'] as const).map((part) => rereadSince(course, { attempts, part, now })),
  ])
  const read = await lessonsRead(db, { userId, course, since })
  const certificate = (await certificatesOf(db, userId)).find(
    (one) => one.course === course.code && one.origin === 'course' && inDate(one, now),
  )
  const barred = certificate && renewalBar(course, { certificate, now })
  const stateOf = (part: Part) =>
    partState(course, {
      attempts: attempts.filter((attempt) => attempt.part === part),
      used,
      lessonsLeft: course.lessons.length - read.length,
      barred,
      now,
    })
  const exam = stateOf('exam')
  const practical = course.practical && stateOf('practical')
  return { read, exam, practical, earned: earnedBy(exam, practical), certificate, attempts }
}

function earnedBy(exam: PartState, practical: PartState | undefined): CourseState['earned'] {
  if (exam.is !== 'passed' || (practical && practical.is !== 'passed')) return undefined
  return { examId: exam.attemptId, practicalId: practical?.is === 'passed' ? practical.attemptId : undefined }
}

/** A certificate that runs on for long is not renewed yet. */
function renewalBar(course: Course, of: { certificate: Certificate; now: Date }) {
  const opensAt = new Date((endsMs(of.certificate.validTo) ?? 0) - course.remindDays * dayMs)
  if (opensAt <= of.now) return undefined
  return { why: 'Your certificate of this course runs on; it can be renewed later.', opensAt }
}

function rereadSince(course: Course, of: { attempts: readonly Attempt[]; part: Part; now: Date }) {
  const attempts = of.attempts.filter(({ part }) => part === of.part)
  return waitingAfter(course, { attempts, now: of.now }).rereadSince
}

const latest = (times: readonly (Date | undefined)[]): Date | undefined =>
  times.reduce(
    (last, time) => (time !== undefined && (last === undefined || time > last) ? time : last),
    undefined,
  )

async function lessonsRead(
  db: Db | Tx,
  of: { userId: UserId; course: Course; since: Date | undefined },
): Promise<string[]> {
  const rows = await db
    .selectFrom('lesson_reads')
    .select(['lesson', 'read_at'])
    .where('user_id', '=', of.userId)
    .where('course', '=', of.course.code)
    .where('course_version', '=', of.course.version)
    .execute()
  const { since } = of
  const counting = rows.filter((row) => since === undefined || row.read_at > since)
  const read = new Set(counting.map(({ lesson }) => lesson))
  return of.course.lessons.filter((lesson) => read.has(lesson))
}
