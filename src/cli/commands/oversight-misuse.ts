import { disciplines, misuseClasses, misuseSources } from '../../oversight/index.ts'
import type { Command, Input } from '../command.ts'
import { asOption, atDoor } from '../oversight/at-door.ts'
import { table } from '../terminal.ts'

type Case = {
  id: string
  person: string
  source: string
  openedAt: string
  logIndex: number
  held: boolean
  closed: boolean
}

type Detail = Case & {
  words: string
  openedBy: string
  sourceId?: string
  steps: readonly {
    step: string
    words: string
    by: string
    at: string
    logIndex: number
    class?: string
    discipline?: string
  }[]
}

const caseText = (one: Detail): string =>
  [
    `Case ${one.id} against ${one.person}: ${stateOf(one)}.`,
    `${one.openedAt.slice(0, 16)} opened by ${one.openedBy} from ${one.source}${one.sourceId === undefined ? '' : ` ${one.sourceId}`}, entry ${one.logIndex}: ${one.words}`,
    ...one.steps.map((step) => {
      const found = [step.class, step.discipline].filter(Boolean).join(', ')
      return `${step.at.slice(0, 16)} ${step.step}${found === '' ? '' : ` (${found})`} by ${step.by}, entry ${step.logIndex}: ${step.words}`
    }),
  ].join('\n')

const words = { type: 'string', hint: 'TEXT', words: 'at least 20 characters', required: true } as const
const stateOf = ({ held, closed }: Case) => (closed ? 'closed' : held ? 'open, account held' : 'open')

export const oversightMisuse: Command = {
  name: 'oversight misuse',
  summary: 'list the cases of misuse, or show one with its steps',
  positionals: [{ name: 'CASE', words: 'id of the case', optional: true }],
  options: asOption,
  examples: ['casebound oversight misuse --as auditor'],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight misuse', async (door) => {
      const [id] = input.positionals
      if (id !== undefined) {
        const one = await door.call<Detail>('GET', `/api/oversight/misuse/${encodeURIComponent(id)}`)
        desk.terminal.print(caseText(one))
        return one
      }
      const answer = await door.call<{ cases: readonly Case[] }>('GET', '/api/oversight/misuse')
      const rows = answer.cases.map((one) => [
        ...[one.id, one.openedAt.slice(0, 10), one.person, one.source, String(one.logIndex), stateOf(one)],
      ])
      const heading = ['case', 'opened', 'person', 'from', 'entry', 'state']
      desk.terminal.print(rows.length === 0 ? 'No case of misuse was opened.' : table([heading, ...rows]))
      return answer
    }),
}

export const oversightMisuseOpen: Command = {
  name: 'oversight misuse open',
  summary: 'open a case of misuse against an account, which is held from now on',
  positionals: [{ name: 'LOGIN', words: 'login of the account' }],
  options: {
    source: { type: 'string', hint: 'WORD', words: misuseSources.join(', '), required: true },
    id: { type: 'string', hint: 'ID', words: 'id of the alarm, audit or finding it came from' },
    words: { ...words, words: 'what is alleged; at least 20 characters' },
    ...asOption,
  },
  examples: [
    'casebound oversight misuse open d.marsh --source alarm --words "A planted person headed his list."',
  ],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight misuse open', async (door) => {
      const one = await door.call<Case>('POST', '/api/oversight/misuse', {
        ...{ login: input.positionals[0] ?? '', source: input.text('source'), words: input.text('words') },
        ...(input.text('id') === undefined ? {} : { sourceId: input.text('id') }),
      })
      desk.terminal.print(
        `Case ${one.id} is open, and the account is held: entry ${one.logIndex} of the log.`,
      )
      return one
    }),
}

const step = (
  of: Pick<Command, 'name' | 'summary' | 'options' | 'examples'> & {
    path: string
    body: (input: Input) => object
  },
): Command => ({
  ...{ name: of.name, summary: of.summary, examples: of.examples },
  positionals: [{ name: 'CASE', words: 'id of the case' }],
  options: { words, ...of.options, ...asOption },
  run: (input, desk) =>
    atDoor([input, desk], of.name, async (door) => {
      const id = encodeURIComponent(input.positionals[0] ?? '')
      const body = { words: input.text('words'), ...of.body(input) }
      const one = await door.call<Case>('POST', `/api/oversight/misuse/${id}/${of.path}`, body)
      desk.terminal.print(`Recorded. The case is ${stateOf(one)}.`)
      return one
    }),
})

export const oversightMisuseEvidence = step({
  ...{ name: 'oversight misuse evidence', path: 'evidence', body: () => ({}), options: {} },
  summary: 'name evidence that is kept for a case of misuse',
  examples: ['casebound oversight misuse evidence 9fKq… --words "Roster of the night of 2 March."'],
})
export const oversightMisuseHold = step({
  ...{ name: 'oversight misuse hold', path: 'hold', body: (input) => ({ held: !input.flag('lift') }) },
  summary: 'hold the account again, or lift the hold while the case goes on',
  options: { lift: { type: 'boolean', words: 'lift it' } },
  examples: ['casebound oversight misuse hold 9fKq… --lift --words "The search was the supervisor’s order."'],
})
export const oversightMisuseClose = step({
  ...{ name: 'oversight misuse close', path: 'close' },
  summary:
    'close a case of misuse, by somebody other than whoever opened it; class and discipline are public',
  options: {
    class: { type: 'string', hint: 'WORD', words: Object.keys(misuseClasses).join(', '), required: true },
    discipline: { type: 'string', hint: 'WORD', words: disciplines.join(', '), required: true },
  },
  examples: [
    'casebound oversight misuse close 9fKq… --class sustained --discipline reprimand --words "He admits it."',
  ],
  body: (input) => ({ class: input.text('class'), discipline: input.text('discipline') }),
})
