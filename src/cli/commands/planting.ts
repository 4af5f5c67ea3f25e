import { casesBounds, mostPlanted } from '../../lead/index.ts'
import type { Command } from '../command.ts'
import { percent } from '../evaluate/percent.ts'
import { asOption as as, atDoor } from '../oversight/at-door.ts'
import { table } from '../terminal.ts'
import { wholeOption } from '../whole-option.ts'

type Share = { count: number; of: number; value: number; low: number; high: number }
type Rate = { answers: number; supported: number; undecided: number; falseSupport?: Share }
type CaseRate = { cases: number; mates: number; missed: number; wrong: number } & {
  missedRate?: Share
  wrongRate?: Share
}
type Planting = {
  setting: { faces: number; cases: number; since?: string }
  fewestAnswers: number
  own?: Rate
  totals?: Rate
  ownCases?: CaseRate
  totalCases?: CaseRate
  fault?: string
  examiners?: readonly { name: string; rate: Rate; cases: CaseRate }[]
}

export const planting: Command = {
  name: 'planting',
  summary: 'show how many faces and cases of nobody are planted, and the error rates you may see',
  details: [
    'Synthetic faces stand unmarked among the candidates of each list. None shows the person sought, so whoever supports one errs.',
    'A planted case is a whole task of that kind: a still of nobody, and a list in which its person may stand; who rules him out misses him.',
    'Examiners see their own rates; supervisors, training officers, programme managers and auditors each by name.',
  ].join('\n'),
  options: as,
  examples: ['casebound planting', 'casebound planting --as s.bennett --json'],
  run: (...given) =>
    atDoor(given, 'planting', async (door) => {
      const [, { terminal }] = given
      const answer = await door.call<Planting>('GET', '/api/planting')
      for (const line of settingLines(answer)) terminal.print(line)
      terminal.print(table(faceRows(answer)))
      terminal.print(table(caseRows(answer)))
      return answer
    }),
}

function settingLines({ setting: { faces, cases, since }, fault }: Planting): readonly string[] {
  const day = since === undefined ? '' : `, since ${since.slice(0, 10)}`
  return [
    faces === 0 ? 'No faces are planted.' : `Planted in each list: ${faces}${day}.`,
    cases === 0 ? 'No cases are planted.' : `One case is planted for ${cases} searches${day}.`,
    ...(fault === undefined ? [] : [`The last case was not planted: ${fault}`]),
  ]
}

const named = <R>(own: R | undefined, all: R | undefined, examiners: readonly (readonly [string, R])[]) => [
  ...(own ? [['you', own] as const] : []),
  ...examiners,
  ...(all ? [['all together', all] as const] : []),
]

function faceRows({ own, totals, examiners = [], fewestAnswers }: Planting): string[][] {
  const rows = named(
    own,
    totals,
    examiners.map(({ name, rate }) => [name, rate]),
  )
  return [
    ['', 'answers', 'supported', 'inconclusive', 'false support, 95 % interval'],
    ...rows.map(([name, rate]) => [
      ...[name, String(rate.answers), String(rate.supported), String(rate.undecided)],
      rateWords(rate.falseSupport, `${rate.answers} of at least ${fewestAnswers} answers`),
    ]),
  ]
}

function caseRows({ ownCases, totalCases, examiners = [], fewestAnswers }: Planting): string[][] {
  const rows = named(
    ownCases,
    totalCases,
    examiners.map(({ name, cases }) => [name, cases]),
  )
  return [
    [
      '',
      'cases',
      'person in the list',
      'missed',
      'missed, 95 % interval',
      'another supported, 95 % interval',
    ],
    ...rows.map(([name, rate]) => [
      ...[name, String(rate.cases), String(rate.mates), String(rate.missed)],
      rateWords(rate.missedRate, `${rate.mates} of at least ${fewestAnswers}`),
      rateWords(rate.wrongRate, `${rate.cases} of at least ${fewestAnswers}`),
    ]),
  ]
}

const rateWords = (share: Share | undefined, few: string): string =>
  share === undefined
    ? `no rate: ${few}`
    : `${percent(share.value)} (${percent(share.low)} to ${percent(share.high)})`

export const plantingSet: Command = {
  name: 'planting set',
  summary: 'set how many faces are planted in each list, and how often a case, in public',
  details:
    'The same number of faces in every list, so that its length tells nothing. With --cases 0 cases that nobody began leave the queue. Supervisors and programme managers only.',
  options: {
    faces: {
      type: 'string',
      hint: 'N',
      words: `faces in each list, 0 to ${mostPlanted}; 0 plants none`,
      required: true,
    },
    cases: {
      type: 'string',
      hint: 'N',
      words: `one planted case for so many searches, ${casesBounds.mostOften} to ${casesBounds.leastOften}; 0 plants none; left out, it stays`,
    },
    words: { type: 'string', hint: 'TEXT', words: 'why; at least 20 characters', required: true },
    ...as,
  },
  examples: [
    'casebound planting set --faces 1 --words "To measure how often we support a stranger." --as m.ortiz',
    'casebound planting set --faces 1 --cases 20 --words "To measure how often we miss somebody." --as m.ortiz',
  ],
  run: (...given) =>
    atDoor(given, 'planting set', async (door) => {
      const [input, { terminal }] = given
      const cases = input.text('cases') === undefined ? {} : { cases: wholeOption(input, 'cases') }
      const body = { faces: wholeOption(input, 'faces'), ...cases, words: input.text('words') ?? '' }
      const answer = await door.call<{ logIndex: number }>('POST', '/api/planting', body)
      terminal.print(`Set: entry ${answer.logIndex} of the log.`)
      return answer
    }),
}

export const plantingPublish: Command = {
  name: 'planting publish',
  summary:
    'publish in the log what all answers about planted faces and cases add up to: numbers and no names',
  options: as,
  examples: ['casebound planting publish --as m.ortiz'],
  run: (...given) =>
    atDoor(given, 'planting publish', async (door) => {
      const [, { terminal }] = given
      type Published = { logIndex: number; totals?: Rate; cases?: CaseRate }
      const answer = await door.call<Published>('POST', '/api/planting/totals')
      const { totals, cases } = answer
      const parts = [
        ...(totals
          ? [`${totals.answers} answers, ${totals.supported} supported, ${totals.undecided} inconclusive`]
          : []),
        ...(cases ? [`${cases.cases} cases, ${cases.missed} of ${cases.mates} persons missed`] : []),
      ]
      terminal.print(`Published as entry ${answer.logIndex} of the log: ${parts.join('; ')}.`)
      return answer
    }),
}
