import { mostPlanted } from '../../lead/index.ts'
import type { Command } from '../command.ts'
import { percent } from '../evaluate/percent.ts'
import { asOption as as, atDoor } from '../oversight/at-door.ts'
import { table } from '../terminal.ts'
import { wholeOption } from '../whole-option.ts'

type Share = { count: number; of: number; value: number; low: number; high: number }
type Rate = { answers: number; supported: number; undecided: number; falseSupport?: Share }
type Planting = {
  setting: { faces: number; since?: string }
  fewestAnswers: number
  own?: Rate
  totals?: Rate
  examiners?: readonly { name: string; rate: Rate }[]
}

export const planting: Command = {
  name: 'planting',
  summary: 'show how many faces of nobody are planted in each list, and the error rates you may see',
  details: [
    'Synthetic faces stand unmarked among the candidates of each list. None shows the person sought, so whoever supports one errs.',
    'Examiners see their own rate; supervisors, training officers, programme managers and auditors each by name.',
  ].join('\n'),
  options: as,
  examples: ['casebound planting', 'casebound planting --as s.bennett --json'],
  run: (...given) =>
    atDoor(given, 'planting', async (door) => {
      const [, { terminal }] = given
      const answer = await door.call<Planting>('GET', '/api/planting')
      const { setting, own, totals, examiners = [] } = answer
      terminal.print(
        setting.faces === 0
          ? 'No faces are planted.'
          : `Planted in each list: ${setting.faces}, since ${setting.since?.slice(0, 10)}.`,
      )
      const rows = [
        ...(own ? [{ name: 'you', rate: own }] : []),
        ...examiners,
        ...(totals ? [{ name: 'all together', rate: totals }] : []),
      ]
      terminal.print(
        table([
          ['', 'answers', 'supported', 'inconclusive', 'false support, 95 % interval'],
          ...rows.map(({ name, rate }) => [
            ...[name, String(rate.answers), String(rate.supported), String(rate.undecided)],
            rateWords(rate, answer.fewestAnswers),
          ]),
        ]),
      )
      return answer
    }),
}

const rateWords = ({ answers, falseSupport }: Rate, fewest: number): string =>
  falseSupport === undefined
    ? `no rate: ${answers} of at least ${fewest} answers`
    : `${percent(falseSupport.value)} (${percent(falseSupport.low)} to ${percent(falseSupport.high)})`

export const plantingSet: Command = {
  name: 'planting set',
  summary: 'set how many faces are planted in each list opened from now on, in public',
  details:
    'The same number in every list, so that its length tells nothing. Supervisors and programme managers only.',
  options: {
    faces: {
      type: 'string',
      hint: 'N',
      words: `faces in each list, 0 to ${mostPlanted}; 0 plants none`,
      required: true,
    },
    words: { type: 'string', hint: 'TEXT', words: 'why; at least 20 characters', required: true },
    ...as,
  },
  examples: [
    'casebound planting set --faces 1 --words "To measure how often we support a stranger." --as m.ortiz',
  ],
  run: (...given) =>
    atDoor(given, 'planting set', async (door) => {
      const [input, { terminal }] = given
      const body = { faces: wholeOption(input, 'faces'), words: input.text('words') ?? '' }
      const answer = await door.call<{ logIndex: number }>('POST', '/api/planting', body)
      terminal.print(`Set: entry ${answer.logIndex} of the log.`)
      return answer
    }),
}

export const plantingPublish: Command = {
  name: 'planting publish',
  summary: 'publish in the log what all answers about planted faces add up to: numbers and no names',
  options: as,
  examples: ['casebound planting publish --as m.ortiz'],
  run: (...given) =>
    atDoor(given, 'planting publish', async (door) => {
      const [, { terminal }] = given
      const answer = await door.call<{ logIndex: number; totals: Rate }>('POST', '/api/planting/totals')
      const { answers, supported, undecided } = answer.totals
      terminal.print(
        `Published as entry ${answer.logIndex} of the log: ${answers} answers, ${supported} supported, ${undecided} inconclusive.`,
      )
      return answer
    }),
}
