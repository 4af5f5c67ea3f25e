import { templateOf } from '../embed-faces.ts'
import type { AnswerVector } from '../model-description.ts'
import { feedOf } from '../recogniser.ts'
import type { RecogniserDescription } from '../recogniser-description.ts'
import { drawPattern, patternNames } from './test-patterns.ts'
import type { OnnxTrial } from './try-onnx.ts'
import { unsuitable } from './unsuitable.ts'

/** How many numbers of each template are recorded, and to how many digits. */
const recordedNumbers = 32
const recordedDigits = 5

/** Answers to unlike pictures that are nearer than this depend on nothing that was shown. */
const indifferentSimilarity = 0.99999

/**
 * Runs a recogniser on pictures drawn by rule and gives what it answered, for later comparison. Refuses MODEL_UNSUITABLE
 * when the answers are not numbers, differ from run to run, or do not depend on the picture. Also finds out whether several
 * faces at once get the same answers as each alone; where not, it is described as taking one.
 */
export async function proveRecogniser(
  trial: OnnxTrial,
  recogniser: RecogniserDescription,
): Promise<{ recogniser: RecogniserDescription; answers: AnswerVector[] }> {
  const { sizePx } = recogniser.input
  const chips = patternNames.map((name) => drawPattern(name, sizePx))
  const templates: Float32Array[] = []
  for (const chip of chips) templates.push(await answerTo(trial, { recogniser, chips: [chip] }))
  for (const [at, template] of templates.entries()) {
    const again = await answerTo(trial, { recogniser, chips: [chips[at] ?? new Float32Array()] })
    if (farApart(template, again)) throw unsuitable('It answers the same picture in different ways.')
  }
  for (const [at, template] of templates.entries())
    for (const other of templates.slice(at + 1))
      if (dot(template, other) > indifferentSimilarity)
        throw unsuitable('It answers different pictures in the same way.')
  const answers = patternNames.map((pattern, at) => ({ pattern, values: recorded(templates[at]) }))
  const together = recogniser.input.batch === 'any' && (await sameTogether(trial, { recogniser, chips }))
  const batch = together ? ('any' as const) : ('one' as const)
  return { recogniser: { ...recogniser, input: { ...recogniser.input, batch } }, answers }
}

async function sameTogether(
  trial: OnnxTrial,
  of: { recogniser: RecogniserDescription; chips: readonly Float32Array[] },
): Promise<boolean> {
  try {
    const both = await rawAnswers(trial, of)
    for (const [at, chip] of of.chips.entries()) {
      const alone = await rawAnswers(trial, { ...of, chips: [chip] })
      const { dimension } = of.recogniser.output
      const one = templateOf([both], { at, dimension })
      if (farApart(one, templateOf([alone], { at: 0, dimension }))) return false
    }
    return true
  } catch {
    return false
  }
}

async function answerTo(
  trial: OnnxTrial,
  of: { recogniser: RecogniserDescription; chips: readonly Float32Array[] },
): Promise<Float32Array> {
  const raw = await rawAnswers(trial, of)
  if (!raw.every(Number.isFinite) || raw.every((value) => value === 0))
    throw unsuitable('Its answer is not a vector of numbers.')
  return templateOf([raw], { at: 0, dimension: of.recogniser.output.dimension })
}

async function rawAnswers(
  trial: OnnxTrial,
  { recogniser, chips }: { recogniser: RecogniserDescription; chips: readonly Float32Array[] },
): Promise<Float32Array> {
  const { input, output } = recogniser
  const all = new Float32Array(chips.length * 3 * input.sizePx ** 2)
  for (const [at, chip] of chips.entries()) all.set(chip, at * chip.length)
  const { values, shape } = feedOf(all, { input, count: chips.length })
  const answer = await trial.run({ tensor: input.tensor, output: output.tensor, values, shape })
  if (answer.values.length === chips.length * output.dimension) return answer.values
  throw unsuitable(`It gives ${answer.values.length} numbers; ${output.dimension} were described.`)
}

export const recorded = (template: Float32Array | undefined): number[] =>
  [...(template ?? []).slice(0, recordedNumbers)].map((value) => Number(value.toFixed(recordedDigits)))

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
const farApart = (a: Float32Array, b: Float32Array): boolean => dot(a, b) < 0.9999
