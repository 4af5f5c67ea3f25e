import { must } from '../kernel/index.ts'
import type { House } from '../lead/index.ts'
import type { User } from '../people/index.ts'
import {
  type Attempt,
  type Certificate,
  type Course,
  type CourseState,
  courseByCode,
  courseState,
  daysLeft,
  type ExamOutcome,
  examItems,
  examLength,
  inDate,
  loadExercise,
  type PartState,
  type PracticalAnswer,
  type PracticalOutcome,
  practicalItems,
  theCourses,
} from '../training/index.ts'

/** A course with how it stands for somebody. */
export async function courseAnswer(house: House, of: { user: User; course: Course }) {
  const { user, course } = of
  const now = house.clock.now()
  const state = await courseState(house.storage.db, { userId: user.id, course, now })
  const { code, version, title, summary, hours, covers, issued, validDays, waitHoursAfterFailures, exam } =
    course
  return {
    ...{ code, version, title, summary, hours, issued, validDays },
    forYou: user.roles.some((role) => course.forRoles.includes(role)),
    covers: [...covers],
    waitHoursAfterFailures: [...waitHoursAfterFailures],
    lessons: course.content.map((lesson) => ({
      code: lesson.code,
      title: lesson.title,
      read: state.read.includes(lesson.code),
    })),
    exam: {
      state: partAnswer(state.exam),
      questions: examLength(course),
      minutes: exam.minutes,
      passPercent: exam.passPercent,
    },
    ...practicalPart(course, state),
    earned: state.earned !== undefined,
    ...(state.certificate ? { certificateId: state.certificate.id } : {}),
    attempts: state.attempts.map(({ id, part, startedAt, endsAt, result }) => ({
      ...{ id, part, startedAt: startedAt.toISOString() },
      ...(result || endsAt <= now ? { passed: result?.passed ?? false } : {}),
    })),
  }
}

function practicalPart({ practical }: Course, state: CourseState) {
  if (!practical || !state.practical) return {}
  const { same, different, minutes, leastSupportedSamePercent, mostSupportedDifferent } = practical
  return {
    practical: {
      state: partAnswer(state.practical),
      pairs: same + different,
      ...{ minutes, leastSupportedSamePercent, mostSupportedDifferent },
    },
  }
}

function partAnswer(state: PartState) {
  switch (state.is) {
    case 'running':
      return { is: state.is, attemptId: state.attemptId, endsAt: state.endsAt.toISOString() }
    case 'passed':
      return { is: state.is, attemptId: state.attemptId, holdsUntil: state.holdsUntil.toISOString() }
    case 'closed':
      return {
        is: state.is,
        why: state.why,
        ...(state.opensAt ? { opensAt: state.opensAt.toISOString() } : {}),
      }
    case 'open':
      return { is: state.is }
  }
}

const remindDays = 30

/** A certificate, with whether its holder must be reminded: it ends within thirty days and no other one goes on. */
export async function certificateAnswer(
  house: House,
  of: { certificate: Certificate; others: readonly Certificate[] },
) {
  const { certificate, others } = of
  const now = house.clock.now()
  const { id, course, issuer, validFrom, validTo, covers, standing, standingReason, origin, credential } =
    certificate
  const counts = inDate(certificate, now)
  const left = daysLeft(certificate, now)
  const later = others.some(
    (other) =>
      inDate(other, now) && daysLeft(other, now) > left && covers.every((act) => other.covers.includes(act)),
  )
  const title = (await theCourses()).find((one) => one.code === course)?.title ?? course
  return {
    ...{ id, course, title, issuer, validFrom, validTo, covers: [...covers], standing, origin },
    ...(standingReason === undefined ? {} : { standingReason }),
    inDate: counts,
    daysLeft: left,
    expiring: counts && left <= remindDays && !later,
    signed: credential !== undefined,
  }
}

/** An exam or exercise as its taker may see it: nothing of what is right before it was handed in. */
export async function attemptAnswer(house: House, attempt: Attempt) {
  const { id, course: code, part, startedAt, endsAt, result } = attempt
  const course = await courseByCode(code)
  return {
    ...{ id, course: code, courseTitle: course.title, part },
    startedAt: startedAt.toISOString(),
    endsAt: endsAt.toISOString(),
    over: !result && endsAt <= house.clock.now(),
    ...(part === 'exam'
      ? { questions: questionAnswers(course, attempt) }
      : { pairs: await pairAnswers(attempt) }),
    ...(result
      ? {
          result: {
            passed: result.passed,
            endedAt: result.endedAt.toISOString(),
            ...(part === 'exam'
              ? { exam: examResult(course, attempt) }
              : { practical: practicalResult(attempt) }),
          },
        }
      : {}),
  }
}

/** The drawn questions; one that a newer version of the course dropped reads as that. */
const drawnQuestions = (course: Course, attempt: Attempt) =>
  examItems(attempt).map((item) => ({
    item,
    question: course.questions.find(({ id }) => id === item.question),
  }))

const questionAnswers = (course: Course, attempt: Attempt) =>
  drawnQuestions(course, attempt).map(({ item, question }) => ({
    asks: question?.asks ?? 'This question is no longer part of the course.',
    options: item.order.map((at) => question?.options[at] ?? '–'),
    several: (question?.right.length ?? 1) > 1,
  }))

function examResult(course: Course, attempt: Attempt) {
  const result = must(attempt.result, 'result')
  const outcome: ExamOutcome = JSON.parse(result.outcomeJson)
  const { exam: chosen }: { exam: number[][] } = JSON.parse(result.answersJson)
  return {
    ...{ right: outcome.right, of: outcome.of, neverWrong: outcome.neverWrong },
    items: drawnQuestions(course, attempt).map(({ item, question }, at) => ({
      right: outcome.items[at] ?? false,
      never: question?.never === true,
      chosen: chosen[at] ?? [],
      rightOptions: (question?.right ?? []).map((place) => item.order.indexOf(place)),
      why: question?.why ?? '',
    })),
  }
}

async function pairAnswers(attempt: Attempt) {
  const { pictures } = await loadExercise()
  return practicalItems(attempt).map(({ probe, booking }, at) => {
    const side = (name: string, which: string) => {
      const { eyes, widthPx, heightPx } = must(pictures[name], 'exercise picture')
      return {
        imageUrl: `/api/training/attempts/${attempt.id}/pairs/${at}/${which}`,
        eyes,
        widthPx,
        heightPx,
      }
    }
    const bookedOn = pictures[booking]?.bookedOn ?? ''
    return { probe: side(probe, 'probe'), candidate: { ...side(booking, 'candidate'), bookedOn } }
  })
}

function practicalResult(attempt: Attempt) {
  const result = must(attempt.result, 'result')
  const { sensitivity, falsePositives, inconclusive }: PracticalOutcome = JSON.parse(result.outcomeJson)
  const { practical: answers }: { practical: PracticalAnswer[] } = JSON.parse(result.answersJson)
  return {
    ...{ sensitivity, falsePositives, inconclusive },
    items: practicalItems(attempt).map(({ same }, at) => ({
      same,
      answer: answers[at] ?? ('inconclusive' as const),
    })),
  }
}
