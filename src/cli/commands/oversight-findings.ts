import { assessments, closingClasses, dismissReasons } from '../../oversight/index.ts'
import { type Command, exitCodes, type Input } from '../command.ts'
import { openDoor } from '../door.ts'
import { type FindingDetail, type FindingRow, findingCells, findingText } from '../oversight/finding-words.ts'
import { table } from '../terminal.ts'

const asOption = {
  as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' },
} as const
const words = { type: 'string', hint: 'TEXT', required: true } as const

export const oversightFindings: Command = {
  name: 'oversight findings',
  summary: 'list what reviews found of outside face search, or show one finding with its lines and steps',
  positionals: [{ name: 'FINDING', words: 'id of one finding', optional: true }],
  options: asOption,
  examples: ['casebound oversight findings --as auditor', 'casebound oversight findings 9fKq… --as auditor'],
  run: async (input, desk) => {
    const door = await openDoor(desk, {
      ...{ dataDir: input.dataDir, command: 'oversight findings', as: input.text('as') },
    })
    try {
      const [id] = input.positionals
      if (id !== undefined) {
        const one = await door.call<FindingDetail>('GET', `/api/oversight/findings/${encodeURIComponent(id)}`)
        desk.terminal.print(findingText(one))
        desk.terminal.result(one)
        return exitCodes.done
      }
      const answer = await door.call<{ findings: readonly FindingRow[] }>('GET', '/api/oversight/findings')
      const heading = ['finding', 'person', 'unit', 'service', 'uses', 'first', 'last', 'judged', 'state']
      desk.terminal.print(
        answer.findings.length === 0
          ? 'No review has found anything. Begin with: casebound oversight scan FILES --data DIR'
          : table([heading, ...answer.findings.map((one) => [...findingCells(one)])]),
      )
      desk.terminal.result(answer)
      return exitCodes.done
    } finally {
      await door.close()
    }
  },
}

/** A command that takes one step with a finding and then says how it stands. */
const step = (
  of: Pick<Command, 'summary' | 'details' | 'options' | 'examples'> & {
    word: string
    path: string
    body: (input: Input) => unknown
  },
): Command => ({
  name: `oversight ${of.word}`,
  summary: of.summary,
  ...(of.details === undefined ? {} : { details: of.details }),
  positionals: [{ name: 'FINDING', words: 'id of the finding' }],
  options: { ...of.options, ...asOption },
  examples: of.examples,
  run: async (input, desk) => {
    const command = `oversight ${of.word}`
    const door = await openDoor(desk, { dataDir: input.dataDir, command, as: input.text('as') })
    try {
      const id = encodeURIComponent(input.positionals[0] ?? '')
      const path = `/api/oversight/findings/${id}/${of.path}`
      const stands = await door.call<FindingDetail>('POST', path, of.body(input))
      desk.terminal.print(`Recorded.\n${findingText(stands)}`)
      desk.terminal.result(stands)
      return exitCodes.done
    } finally {
      await door.close()
    }
  },
})

export const oversightAsk = step({
  ...{ word: 'ask', path: 'ask' },
  summary: 'ask the person behind a finding: used? for which case? on whose behalf? what did it lead to?',
  details: 'Past the last day the account is suspended until the answer is given.',
  options: {
    login: { type: 'string', hint: 'LOGIN', words: 'account of the person', required: true },
    days: { type: 'string', hint: 'N', words: 'days to answer in (default: 7)' },
  },
  examples: ['casebound oversight ask 9fKq… --login d.marsh --as auditor'],
  body: (input) => ({
    login: input.text('login'),
    ...(input.text('days') === undefined ? {} : { days: Number(input.text('days')) }),
  }),
})

export const oversightAssess = step({
  ...{ word: 'assess', path: 'assess' },
  summary: 'a supervisor’s assessment: does what the person says agree with the lines',
  options: {
    assessment: { type: 'string', hint: 'WORD', words: assessments.join(', '), required: true },
    words: { ...words, words: 'why; at least 20 characters' },
  },
  examples: ['casebound oversight assess 9fKq… --assessment supports --words "The days agree." --as captain'],
  body: (input) => ({ assessment: input.text('assessment'), words: input.text('words') }),
})

export const oversightCase = step({
  ...{ word: 'case', path: 'cases' },
  summary: 'record of a case that a finding touches whether its prosecutor was told, and other evidence',
  options: {
    case: { type: 'string', hint: 'NUMBER', words: 'one of the cases of the finding', required: true },
    to: { type: 'string', hint: 'WHO', words: 'to whom it was disclosed; leave out if it was not touched' },
    on: { type: 'string', hint: 'DATE', words: 'day of the disclosure' },
    words: { ...words, words: 'what other evidence there was, or why the case was not touched' },
  },
  examples: [
    'casebound oversight case 9fKq… --case 20-00117 --to "District attorney" --on 2026-11-26 --words "Two witnesses and a till record."',
  ],
  body: (input) => ({
    ...{ caseNumber: input.text('case'), words: input.text('words') },
    ...{ decision: input.text('to') === undefined ? 'not-touched' : 'disclosed' },
    ...{ to: input.text('to') ?? '', on: input.text('on') ?? '' },
  }),
})

export const oversightDismiss = step({
  ...{ word: 'dismiss', path: 'dismiss' },
  summary: 'set a finding aside with a reason; it stays with its lines',
  options: {
    reason: { type: 'string', hint: 'WORD', words: dismissReasons.join(', '), required: true },
    words: { ...words, words: 'why; at least 20 characters' },
  },
  examples: ['casebound oversight dismiss 9fKq… --reason name-collision --words "A shop for window blinds."'],
  body: (input) => ({ reason: input.text('reason'), words: input.text('words') }),
})

export const oversightClose = step({
  ...{ word: 'close', path: 'close' },
  summary: 'close a finding with a class; by somebody other than whoever assessed it',
  options: {
    class: { type: 'string', hint: 'WORD', words: Object.keys(closingClasses).join(', '), required: true },
    words: { ...words, words: 'the conclusion; at least 20 characters' },
  },
  examples: ['casebound oversight close 9fKq… --class used-before-rule --words "Before the directive."'],
  body: (input) => ({ class: input.text('class'), words: input.text('words') }),
})
