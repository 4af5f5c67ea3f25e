import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UserId } from '../../kernel/index.ts'
import { certificatesOf } from '../certificates/certificate.ts'
import { courseByCode } from '../content/load-courses.ts'
import {
  openScratchTraining,
  readAll,
  rightAnswers,
  type ScratchTraining,
  takePart,
} from '../open-scratch-training.ts'
import type { Part } from './attempt.ts'
import { courseState } from './course-state.ts'
import { markRead } from './read-lesson.ts'
import { beginPart, handIn, ownAttempt } from './take-part.ts'

let scratch: ScratchTraining
beforeAll(async () => {
  scratch = await openScratchTraining()
})
afterAll(() => scratch?.close())

const examiner = 'casebound-examiner'
const requester = 'casebound-requester'
const stateOf = async (userId: UserId, course = examiner) =>
  courseState(scratch.house.storage.db, {
    userId,
    course: await courseByCode(course),
    now: scratch.house.clock.now(),
  })
const begin = (userId: UserId, part: Part = 'exam', course = examiner) =>
  beginPart(scratch.house, { userId, course, part })
const take = (userId: UserId, more: { part?: Part; pass?: boolean; course?: string } = {}) =>
  takePart(scratch.house, { userId, course: examiner, part: 'exam', ...more })
const learner = async (course = examiner) => {
  const userId = await scratch.newUser()
  await readAll(scratch.house, { userId, course })
  return userId
}

describe('a course', () => {
  it('opens its exam and its exercise when every lesson was read', async () => {
    const userId = await scratch.newUser()
    const { lessons } = await courseByCode(examiner)
    expect(await stateOf(userId)).toMatchObject({
      read: [],
      exam: { is: 'closed', why: '12 lessons are still to be read.' },
    })
    for (const lesson of lessons.slice(1)) await markRead(scratch.house, { userId, course: examiner, lesson })
    await expect(begin(userId)).rejects.toMatchObject({
      code: 'EXAM_CLOSED',
      reason: 'One lesson is still to be read.',
    })
    await markRead(scratch.house, { userId, course: examiner, lesson: lessons[0] ?? '' })
    expect(await stateOf(userId)).toMatchObject({ exam: { is: 'open' }, practical: { is: 'open' } })
  })

  it('without a practical part has none to begin', async () => {
    const userId = await learner(requester)
    expect((await stateOf(userId, requester)).practical).toBeUndefined()
    await expect(begin(userId, 'practical', requester)).rejects.toMatchObject({ code: 'EXAM_CLOSED' })
  })

  it('refuses a lesson or a course that it has not', async () => {
    const userId = await scratch.newUser()
    await expect(markRead(scratch.house, { userId, course: examiner, lesson: 'none' })).rejects.toMatchObject(
      {
        code: 'LESSON_UNKNOWN',
      },
    )
    await expect(begin(userId, 'exam', 'none')).rejects.toMatchObject({ code: 'COURSE_UNKNOWN' })
  })

  it('gives the one exam that runs, however often it is begun', async () => {
    const userId = await learner()
    const attempt = await begin(userId)
    expect((await begin(userId)).id).toBe(attempt.id)
    expect((await stateOf(userId)).exam).toMatchObject({ is: 'running', attemptId: attempt.id })
  })

  it('draws another exam for another person', async () => {
    const [one, other] = [await begin(await learner()), await begin(await learner())]
    expect(one.itemsJson).not.toBe(other.itemsJson)
  })
})

describe('an exam', () => {
  it('that was passed holds for 90 days and cannot be taken again meanwhile', async () => {
    const userId = await learner()
    expect((await take(userId)).result).toMatchObject({ passed: true })
    expect((await stateOf(userId)).exam).toMatchObject({ is: 'passed' })
    await expect(begin(userId)).rejects.toMatchObject({ code: 'EXAM_CLOSED' })
    scratch.goOn({ hours: 90 * 24 })
    expect((await stateOf(userId)).exam).toMatchObject({ is: 'open' })
  })

  it('that was failed is closed for a day, to the second', async () => {
    const userId = await learner()
    expect((await take(userId, { pass: false })).result).toMatchObject({ passed: false })
    expect((await stateOf(userId)).exam).toMatchObject({ is: 'closed' })
    scratch.goOn({ hours: 24, seconds: -1 })
    await expect(begin(userId)).rejects.toMatchObject({
      code: 'EXAM_CLOSED',
      evidence: { opensAt: expect.any(String) },
    })
    scratch.goOn({ seconds: 1 })
    expect((await stateOf(userId)).exam).toMatchObject({ is: 'open' })
  })

  it('that was failed twice is closed for thirty days, and the lessons are to be read again', async () => {
    const userId = await learner()
    await take(userId, { pass: false })
    scratch.goOn({ hours: 25 })
    await take(userId, { pass: false })
    scratch.goOn({ hours: 29 * 24 })
    expect((await stateOf(userId)).exam).toMatchObject({ is: 'closed', opensAt: expect.any(Date) })
    scratch.goOn({ hours: 24 })
    expect((await stateOf(userId)).exam).toMatchObject({
      is: 'closed',
      why: '12 lessons are still to be read.',
    })
    await readAll(scratch.house, { userId, course: examiner })
    expect((await take(userId)).result).toMatchObject({ passed: true })
  })

  it('that was not handed in counts as failed when its time is over', async () => {
    const userId = await learner()
    const attempt = await begin(userId)
    scratch.goOn({ hours: 1 })
    await expect(
      handIn(scratch.house, { userId, id: attempt.id, answers: await rightAnswers(attempt) }),
    ).rejects.toMatchObject({ code: 'ATTEMPT_TIME_OVER' })
    expect((await stateOf(userId)).exam).toMatchObject({
      is: 'closed',
      opensAt: new Date(attempt.endsAt.getTime() + 86_400_000),
    })
  })

  it('is handed in once, whole, and by the one who took it', async () => {
    const userId = await learner()
    const attempt = await begin(userId)
    const answers = (await rightAnswers(attempt)) as { exam: number[][] }
    const hand = (given: object) => handIn(scratch.house, { userId, id: attempt.id, answers: given as never })
    for (const given of [{ exam: [] }, { exam: answers.exam.with(3, []) }, { practical: [] }]) {
      await expect(hand(given)).rejects.toMatchObject({ code: 'ANSWERS_INCOMPLETE' })
    }
    const other = await scratch.newUser()
    await expect(ownAttempt(scratch.house, { id: attempt.id, userId: other })).rejects.toMatchObject({
      code: 'ATTEMPT_UNKNOWN',
    })
    await hand(answers)
    await expect(hand(answers)).rejects.toMatchObject({ code: 'ATTEMPT_ENDED' })
  })
})

describe('passing all parts', () => {
  it('of a course that issues by itself gives the certificate at once', async () => {
    const userId = await learner(requester)
    await take(userId, { course: requester })
    expect(await certificatesOf(scratch.house.storage.db, userId)).toMatchObject([
      { course: requester, issuer: 'casebound', covers: ['search'], standing: 'issued', origin: 'course' },
    ])
  })

  it('of the course for examiners leaves the certificate to the training officer', async () => {
    const userId = await learner()
    await take(userId)
    expect((await stateOf(userId)).earned).toBeUndefined()
    await take(userId, { part: 'practical' })
    expect((await stateOf(userId)).earned).toMatchObject({
      examId: expect.any(String),
      practicalId: expect.any(String),
    })
    expect(await certificatesOf(scratch.house.storage.db, userId)).toEqual([])
  })

  it('can be done anew from thirty days before the certificate ends, the lessons read again', async () => {
    const userId = await learner(requester)
    await take(userId, { course: requester })
    scratch.goOn({ hours: 334 * 24 })
    await readAll(scratch.house, { userId, course: requester })
    expect((await stateOf(userId, requester)).exam).toMatchObject({ is: 'closed', opensAt: expect.any(Date) })
    scratch.goOn({ hours: 24 })
    expect((await stateOf(userId, requester)).exam).toMatchObject({ is: 'open' })
    await take(userId, { course: requester })
    expect(await certificatesOf(scratch.house.storage.db, userId)).toHaveLength(2)
    expect((await stateOf(userId, requester)).exam).toMatchObject({ is: 'closed' })
  })
})
