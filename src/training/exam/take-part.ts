import { randomBytes } from 'node:crypto'
import { must, newId, type UserId } from '../../kernel/index.ts'
import { issueCertificate } from '../certificates/issue-certificate.ts'
import type { Course } from '../content/course.ts'
import { loadExercise } from '../content/exercise.ts'
import { courseByCode } from '../content/load-courses.ts'
import { refused } from '../refusal-code.ts'
import type { TrainingHouse } from '../training-house.ts'
import { type Attempt, attemptById, type Part } from './attempt.ts'
import { courseState } from './course-state.ts'
import { drawExam, type ExamAnswers, type ExamItem, type ExamOutcome, markExam } from './draw-exam.ts'
import {
  drawPractical,
  markPractical,
  type PracticalAnswer,
  type PracticalItem,
  type PracticalOutcome,
} from './draw-practical.ts'

const minuteMs = 60_000

/**
 * Begins an exam or an exercise, drawn by a seed of its own, or gives the one that runs. Refuses COURSE_UNKNOWN and
 * EXAM_CLOSED, with the reason and, after failures, from when on it is open.
 */
export async function beginPart(
  house: TrainingHouse,
  asked: { userId: UserId; course: string; part: Part },
): Promise<Attempt> {
  const { userId, part } = asked
  const course = await courseByCode(asked.course)
  const exercise = await loadExercise()
  return house.storage.transaction(async (tx) => {
    const now = house.clock.now()
    const state = (await courseState(tx, { userId, course, now }))[part]
    if (state === undefined) throw closed('This course has no practical part.')
    if (state.is === 'running') return must(await attemptById(tx, state.attemptId), 'running attempt')
    if (state.is === 'passed') throw closed('You have passed this part.')
    if (state.is === 'closed') throw closed(state.why, state.opensAt)
    const seed = randomBytes(32).toString('hex')
    const { practical } = course
    const items =
      part === 'exam'
        ? drawExam(course, seed)
        : drawPractical(must(practical, 'practical'), { exercise, seed })
    const minutes = part === 'exam' ? course.exam.minutes : must(practical, 'practical').minutes
    const id = newId<string>()
    await tx
      .insertInto('training_attempts')
      .values({
        id,
        user_id: userId,
        course: course.code,
        course_version: course.version,
        part,
        items_json: JSON.stringify({ seed, items }),
        started_at: now,
        ends_at: new Date(now.getTime() + minutes * minuteMs),
      })
      .execute()
    return must(await attemptById(tx, id), 'attempt just begun')
  })
}

/** The items of an attempt as they were drawn; for the server alone until the attempt has ended. */
export const examItems = (attempt: Attempt): readonly ExamItem[] => JSON.parse(attempt.itemsJson).items
export const practicalItems = (attempt: Attempt): readonly PracticalItem[] =>
  JSON.parse(attempt.itemsJson).items

/** An attempt of this user. Refuses ATTEMPT_UNKNOWN. */
export async function ownAttempt(
  house: TrainingHouse,
  asked: { id: string; userId: UserId },
): Promise<Attempt> {
  const attempt = await attemptById(house.storage.db, asked.id)
  if (attempt?.userId === asked.userId) return attempt
  throw refused('ATTEMPT_UNKNOWN', {
    reason: 'There is no such exam or exercise of yours.',
    needed: 'Open it from the page of the course.',
  })
}

export type Answers = { readonly exam: ExamAnswers } | { readonly practical: readonly PracticalAnswer[] }

/**
 * Hands in an exam or an exercise, once; where all parts are passed and the course says so, the certificate is issued. Refuses
 * ATTEMPT_UNKNOWN, ATTEMPT_ENDED, ATTEMPT_TIME_OVER, ANSWERS_INCOMPLETE.
 */
export async function handIn(
  house: TrainingHouse,
  asked: { userId: UserId; id: string; answers: Answers },
): Promise<Attempt> {
  const attempt = await ownAttempt(house, asked)
  const course = await courseByCode(attempt.course)
  await house.storage.transaction(async (tx) => {
    const now = house.clock.now()
    const current = must(await attemptById(tx, attempt.id), 'attempt')
    if (current.result) throw ended()
    if (current.endsAt <= now) throw timeOver(current)
    const outcome = mark(course, { attempt, answers: asked.answers })
    await tx
      .insertInto('training_results')
      .values({
        attempt_id: attempt.id,
        answers_json: JSON.stringify(asked.answers),
        outcome_json: JSON.stringify(outcome),
        passed: outcome.passed,
        ended_at: now,
      })
      .execute()
  })
  if (course.issued === 'automatic') await issueWhenEarned(house, { userId: asked.userId, course })
  return must(await attemptById(house.storage.db, attempt.id), 'attempt handed in')
}

function mark(course: Course, of: { attempt: Attempt; answers: Answers }): ExamOutcome | PracticalOutcome {
  const { attempt, answers } = of
  if (attempt.part === 'exam') {
    const items = examItems(attempt)
    if (!('exam' in answers)) throw incomplete(0, items.length)
    const given = answers.exam.filter((places) => places.length > 0).length
    if (given < items.length) throw incomplete(given, items.length)
    const questions = new Map(course.questions.map((question) => [question.id, question]))
    return markExam(course, { items, answers: answers.exam, questions })
  }
  const items = practicalItems(attempt)
  if (!('practical' in answers)) throw incomplete(0, items.length)
  if (answers.practical.length < items.length) throw incomplete(answers.practical.length, items.length)
  return markPractical(must(course.practical, 'practical part'), { items, answers: answers.practical })
}

async function issueWhenEarned(house: TrainingHouse, of: { userId: UserId; course: Course }): Promise<void> {
  const state = await courseState(house.storage.db, { ...of, now: house.clock.now() })
  if (state.earned) await issueCertificate(house, { userId: of.userId, course: of.course.code })
}

const closed = (why: string, opensAt?: Date) =>
  refused('EXAM_CLOSED', {
    reason: opensAt ? `${why} It opens at ${opensAt.toISOString()}.` : why,
    needed: 'See the page of the course for what comes next.',
    ...(opensAt ? { evidence: { opensAt: opensAt.toISOString() } } : {}),
  })
const ended = () =>
  refused('ATTEMPT_ENDED', {
    reason: 'This was handed in already.',
    needed: 'Read its result; a further one can be begun from the page of the course.',
  })
const timeOver = (attempt: Attempt) =>
  refused('ATTEMPT_TIME_OVER', {
    reason: `The time was over at ${attempt.endsAt.toISOString()}; what is not handed in by then counts as failed.`,
    needed: 'Begin again when the wait after a failure is over.',
  })
const incomplete = (given: number, of: number) =>
  refused('ANSWERS_INCOMPLETE', {
    reason: `${given} of ${of} are answered.`,
    needed: 'Answer all of them; there is always one that says that you cannot tell, or you guess.',
    evidence: { given, of },
  })
