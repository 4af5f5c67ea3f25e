import { type Degradation, degradations, isDegradation } from '../../evaluation/index.ts'
import type { Input, Option } from '../command.ts'
import { WrongUse } from '../wrong-use.ts'

/** What both ways of evaluating take. */
export const evaluateOptions: Readonly<Record<string, Option>> = {
  model: {
    type: 'string',
    hint: 'NAME|FOLDER',
    words: 'face model (default: the one the data folder uses, else the default model)',
  },
  limit: { type: 'string', hint: 'N', words: 'take only so many, spread evenly over the file' },
  degrade: {
    type: 'string',
    optionalValue: 'all',
    hint: '[LIST]',
    words: `also as a worse camera shows them: all, or of ${degradations.join(',')}`,
  },
  report: { type: 'string', hint: 'FILE', words: 'write an HTML report, with the worst errors as pictures' },
}

/** The pictures as they are, and as each camera of --degrade would have shown them. */
export function rowsOf(input: Input): readonly (Degradation | undefined)[] {
  const text = input.text('degrade')
  if (text === undefined) return [undefined]
  if (text === 'all') return [undefined, ...degradations]
  const asked = text.split(',')
  const unknown = asked.find((name) => !isDegradation(name))
  if (unknown !== undefined)
    throw new WrongUse(`--degrade knows ${degradations.join(', ')}; not "${unknown}".`)
  return [undefined, ...degradations.filter((name) => asked.includes(name))]
}

/** A whole number of at least 1, or what stands for it when the option was not given. */
export function countOf(input: Input, name: string, otherwise: number): number {
  const text = input.text(name)
  if (text === undefined) return otherwise
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1)
    throw new WrongUse(`--${name} is a whole number of at least 1, not "${text}".`)
  return count
}

/** Results of degraded rows under their names; nothing when none was asked for. */
export const degradedJson = <Json>(
  runs: readonly { readonly degradation: Degradation | undefined }[],
  jsons: readonly Json[],
): { readonly degraded?: Readonly<Record<string, Json>> } =>
  runs.length < 2
    ? {}
    : {
        degraded: Object.fromEntries(
          runs.flatMap(({ degradation }, at) => {
            const json = jsons[at]
            return degradation === undefined || json === undefined ? [] : [[degradation, json]]
          }),
        ),
      }
