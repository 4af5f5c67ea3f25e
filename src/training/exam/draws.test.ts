import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { must } from '../../kernel/index.ts'
import { type Course, examLength } from '../content/course.ts'
import { loadExercise } from '../content/exercise.ts'
import { courseByCode, theCourses } from '../content/load-courses.ts'
import { drawExam, type ExamItem, markExam } from './draw-exam.ts'
import { drawPractical, markPractical, type PracticalAnswer } from './draw-practical.ts'

const courses = await theCourses()
const examiner = await courseByCode('casebound-examiner')
const practical = must(examiner.practical, 'practical part')
const exercise = await loadExercise()
const seeds = fc.string({ minLength: 1 })

const bank = (course: Course) => new Map(course.questions.map((question) => [question.id, question]))
const places = (course: Course, item: ExamItem, wrong = false) => {
  const { right, options } = must(bank(course).get(item.question), 'question')
  const chosen = wrong
    ? [
        must(
          [...options.keys()].find((at) => !right.includes(at)),
          'wrong option',
        ),
      ]
    : right
  return chosen.map((at) => item.order.indexOf(at))
}
const markWith = (course: Course, wrong: (item: ExamItem, at: number) => boolean) => {
  const items = drawExam(course, 'seed')
  const answers = items.map((item, at) => places(course, item, wrong(item, at)))
  return markExam(course, { items, answers, questions: bank(course) })
}
const isNever = (course: Course, item: ExamItem) => bank(course).get(item.question)?.never === true

describe.each(courses)('an exam of $code', (course) => {
  it('fills every cell of its blueprint, no question twice, whatever the seed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const items = drawExam(course, seed)
        expect(new Set(items.map(({ question }) => question)).size).toBe(examLength(course))
        for (const { domain, questions, never } of course.exam.blueprint) {
          const drawn = items
            .map(({ question }) => bank(course).get(question))
            .filter((one) => one?.domain === domain)
          expect(drawn).toHaveLength(questions)
          expect(drawn.filter((one) => one?.never).length).toBeGreaterThanOrEqual(never)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('is the same for the same seed, and another for another', () => {
    expect(drawExam(course, 'a')).toEqual(drawExam(course, 'a'))
    expect(drawExam(course, 'a')).not.toEqual(drawExam(course, 'b'))
  })

  it('puts the right option in every place alike', () => {
    const first = Array.from({ length: 200 }, (_, at) => drawExam(course, `seed ${at}`)).flat()
    const share = first.filter((item) => item.order[0] === 0).length / first.length
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.42)
  })

  it('is passed with all right, and with as many wrong as the mark lets', () => {
    const allowed = Math.floor((examLength(course) * (100 - course.exam.passPercent)) / 100)
    expect(markWith(course, () => false)).toMatchObject({ right: examLength(course), passed: true })
    let wrong = 0
    const some = (most: number) => {
      wrong = 0
      return markWith(course, (item) => !isNever(course, item) && wrong++ < most)
    }
    expect(some(allowed).passed).toBe(true)
    expect(some(allowed + 1).passed).toBe(false)
  })

  it('is failed with one wrong answer where something must never be done', () => {
    let wrong = 0
    const outcome = markWith(course, (item) => isNever(course, item) && wrong++ < 1)
    expect(outcome).toMatchObject({ right: examLength(course) - 1, neverWrong: 1, passed: false })
  })
})

describe('marking', () => {
  it('takes an option chosen twice, too many or none as wrong', () => {
    const items = drawExam(examiner, 'seed')
    const [item] = items as readonly [ExamItem]
    const right = places(examiner, item)
    const outcome = (answer: readonly number[]) =>
      markExam(examiner, { items: [item], answers: [answer], questions: bank(examiner) }).right
    expect(outcome(right)).toBe(1)
    for (const answer of [[], [...right, ...right], item.order.map((_, at) => at), [99], [-1]]) {
      expect(outcome(answer)).toBe(0)
    }
  })
})

describe('the practical part', () => {
  it('draws as many pairs of each kind as it should, no probe twice, from every group', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const items = drawPractical(practical, { exercise, seed })
        expect(items.filter(({ same }) => same)).toHaveLength(practical.same)
        expect(items.filter(({ same }) => !same)).toHaveLength(practical.different)
        expect(new Set(items.map(({ probe }) => probe)).size).toBe(items.length)
        for (const { probe, booking, same } of items) {
          const known = must(
            exercise.probes.find((one) => one.probe === probe),
            'probe',
          )
          expect(same ? [known.same] : known.strangers).toContain(booking)
        }
        const groups = new Set(
          items.map(({ probe }) => exercise.probes.find((one) => one.probe === probe)?.tone),
        )
        expect(groups.size).toBe(3)
      }),
      { numRuns: 30 },
    )
  })

  const items = drawPractical(practical, { exercise, seed: 'seed' })
  const marked = (answer: (same: boolean, at: number) => PracticalAnswer) => {
    const seen = { true: 0, false: 0 }
    return markPractical(practical, {
      items,
      answers: items.map(({ same }) => answer(same, seen[`${same}`]++)),
    })
  }

  it.each<[string, (same: boolean, at: number) => PracticalAnswer, number, number, boolean]>([
    ['everything right', (same) => (same ? 'same' : 'different'), 20, 0, true],
    [
      '14 of 20 supported and one false',
      (same, at) => (same ? (at < 14 ? 'same' : 'different') : at < 1 ? 'same' : 'different'),
      14,
      1,
      true,
    ],
    ['13 of 20 supported', (same, at) => (same && at < 13 ? 'same' : 'different'), 13, 0, false],
    ['two false', (same, at) => (same || at < 2 ? 'same' : 'different'), 20, 2, false],
    ['everything called the same', () => 'same', 20, 20, false],
    ['everything called inconclusive', () => 'inconclusive', 0, 0, false],
  ])('with %s', (_what, answer, sensitivity, falsePositives, passed) => {
    const outcome = marked(answer)
    expect([outcome.sensitivity.count, outcome.falsePositives.count, outcome.passed]).toEqual([
      sensitivity,
      falsePositives,
      passed,
    ])
  })

  it('shows intervals: no false positive in twenty is not none', () => {
    expect(marked((same) => (same ? 'same' : 'different')).falsePositives).toMatchObject({ value: 0, low: 0 })
    expect(marked((same) => (same ? 'same' : 'different')).falsePositives.high).toBeCloseTo(0.161, 3)
  })
})
