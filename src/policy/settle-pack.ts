import { invalidPack } from './invalid-pack.ts'
import type { Pack, SetupAnswers } from './pack.ts'
import type { PackData, SetupQuestion } from './pack-data.ts'

type Settled = Pick<Pack, 'candidates' | 'limits' | 'emergencyHours' | 'answers' | 'unanswered'>

/** The pack's numbers with the answers of set-up in their places. Refuses PACK_INVALID for answers that do not fit their question. */
export function settlePack(data: PackData, answers: SetupAnswers): Settled {
  const questions = data.setup ?? []
  for (const code of Object.keys(answers)) {
    if (!questions.some((question) => question.code === code))
      throw invalidPack(`an answer is given to ${code}, which the pack does not ask`)
  }
  for (const question of questions) checkAnswer(question, answers[question.code])
  const number = (fills: string, given: number | undefined): number | undefined => {
    const question = questions.find((asked) => asked.kind === 'number' && asked.fills === fills)
    if (question === undefined) return given
    const answer = answers[question.code]
    return typeof answer === 'number' ? answer : 0
  }
  const max = number('candidates.max', data.candidates?.max) ?? 0
  const limits = { ...data.limits }
  for (const name of ['tries', 'truePositivePermille'] as const) {
    const value = number(`limits.${name}`, data.limits?.[name])
    if (value !== undefined) limits[name] = value
  }
  return {
    candidates: {
      min: data.candidates?.min ?? 1,
      default: Math.min(number('candidates.default', data.candidates?.default) ?? max, max),
      max,
    },
    limits,
    emergencyHours: data.emergency && number('emergency.approvalHours', data.emergency.approvalHours),
    answers,
    unanswered: questions.map(({ code }) => code).filter((code) => answers[code] === undefined),
  }
}

function checkAnswer(question: SetupQuestion, answer: string | number | undefined): void {
  if (answer === undefined) return
  const fits =
    question.kind === 'choice'
      ? question.choices.some(({ code }) => code === answer)
      : typeof answer === 'number' &&
        Number.isInteger(answer) &&
        answer >= question.min &&
        answer <= question.max
  if (fits) return
  const choices =
    question.kind === 'choice'
      ? `one of ${question.choices.map(({ code }) => code).join(', ')}`
      : `a whole number from ${question.min} to ${question.max}`
  throw invalidPack(`the answer to ${question.code} must be ${choices}`)
}
