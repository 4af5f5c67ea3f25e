import type { Course, Question } from '../content/course.ts'
import { seededOrder } from './seeded-order.ts'

/** A drawn question: which, and its options in the order in which they are shown. */
export type ExamItem = { readonly question: string; readonly order: readonly number[] }

/** Draws an exam: the questions of each cell of the blueprint, mixed, with their options mixed. The seed decides everything. */
export function drawExam(course: Course, seed: string): readonly ExamItem[] {
  const drawn = course.exam.blueprint.flatMap((cell) => {
    const bank = seededOrder(
      `${seed} bank`,
      course.questions.filter(({ domain }) => domain === cell.domain),
      ({ id }) => id,
    )
    const never = bank.filter((question) => question.never === true).slice(0, cell.never)
    const others = bank.filter((question) => !never.includes(question))
    return [...never, ...others.slice(0, cell.questions - never.length)]
  })
  return seededOrder(`${seed} order`, drawn, ({ id }) => id).map((question) => ({
    question: question.id,
    order: seededOrder(`${seed} ${question.id}`, [...question.options.keys()], String),
  }))
}

/** Places chosen for each item, as shown. */
export type ExamAnswers = readonly (readonly number[])[]

export type ExamOutcome = {
  readonly right: number
  readonly of: number
  /** Items of the never kind that were answered wrongly. */
  readonly neverWrong: number
  readonly passed: boolean
  readonly items: readonly boolean[]
}

/** Marks an exam: an item is right when exactly the right options were chosen. */
export function markExam(
  course: Course,
  of: { items: readonly ExamItem[]; answers: ExamAnswers; questions: ReadonlyMap<string, Question> },
): ExamOutcome {
  const marked = of.items.map((item, at) => {
    const question = of.questions.get(item.question)
    const chosen = (of.answers[at] ?? []).map((place) => item.order[place])
    const right = question !== undefined && sameSet(chosen, question.right)
    return { right, never: question?.never === true }
  })
  const right = marked.filter((one) => one.right).length
  const neverWrong = marked.filter((one) => one.never && !one.right).length
  const enough = right * 100 >= course.exam.passPercent * marked.length
  return {
    right,
    of: marked.length,
    neverWrong,
    passed: enough && neverWrong === 0,
    items: marked.map((one) => one.right),
  }
}

function sameSet(chosen: readonly (number | undefined)[], right: readonly number[]): boolean {
  const set = new Set(chosen)
  return set.size === chosen.length && set.size === right.length && right.every((at) => set.has(at))
}
