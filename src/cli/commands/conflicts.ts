import type { Command, Input } from '../command.ts'
import type { Door } from '../door.ts'
import { asOption as as, atDoor } from '../oversight/at-door.ts'
import { table } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

type Row = { searchId: string; sealedAt: string; waitsFor: string; mine: boolean; maySign: boolean }
type Conflict = {
  examinations: readonly {
    position: number
    examiner: string
    conclusion: string
    reason: string
    supports?: { bookingNumber: string; bookingId: string }
  }[]
  resolutions: readonly { n: number; outcome: string; reason: string; signatures: readonly object[] }[]
}
type End = { concluded: boolean; leadId?: string }

const search = [{ name: 'SEARCH', words: 'id of the search' }] as const
const pathOf = (input: Input) => `/api/conflicts/${encodeURIComponent(input.positionals[0] ?? '')}`

export const conflicts: Command = {
  name: 'conflicts',
  summary: 'list searches on which two examiners contradict each other',
  options: as,
  examples: ['casebound conflicts --as s.bennett'],
  run: (...given) =>
    atDoor(given, 'conflicts', async (door) => {
      const answer = await door.call<{ conflicts: readonly Row[] }>('GET', '/api/conflicts')
      given[1].terminal.print(
        answer.conflicts.length === 0
          ? 'No conflict waits.'
          : table([
              ['search', 'since', 'waits for', 'yours'],
              ...answer.conflicts.map(({ searchId, sealedAt, waitsFor, mine, maySign }) => [
                ...[searchId, sealedAt.slice(0, 10), waitsFor],
                maySign ? 'sign or decline' : mine ? 'one conclusion' : '',
              ]),
            ]),
      )
      return answer
    }),
}

export const conflict: Command = {
  name: 'conflict',
  summary: 'show both conclusions of a conflict and what was recorded so far',
  positionals: search,
  options: as,
  examples: ['casebound conflict 3vGx… --as s.bennett'],
  run: (...given) =>
    atDoor(given, 'conflict', async (door) => {
      const [input, desk] = given
      const found = await door.call<Conflict>('GET', pathOf(input))
      for (const { position, examiner, conclusion, reason, supports } of found.examinations) {
        const whom = supports ? `, booking ${supports.bookingNumber}` : ''
        desk.terminal.print(`${position}. ${examiner}: ${conclusion}${whom}\n   "${reason}"`)
      }
      for (const { n, outcome, reason, signatures } of found.resolutions)
        desk.terminal.print(`Meeting ${n}: ${outcome}, "${reason}", signed or declined ${signatures.length}`)
      return found
    }),
}

export const conflictResolve: Command = {
  name: 'conflict resolve',
  summary: 'record what a meeting about a conflict came to (a supervisor or a third examiner)',
  details:
    'Inconclusive ends the search. Anything else ends it when both examiners have signed: casebound conflict sign.',
  positionals: search,
  options: {
    outcome: { type: 'string', hint: 'END', words: 'inconclusive, no-lead or lead', required: true },
    booking: { type: 'string', hint: 'NUMBER', words: 'of a lead: the booking both agree on' },
    part: { type: 'string', hint: 'NAMES', words: 'who took part', required: true },
    reason: { type: 'string', hint: 'TEXT', words: 'what decided it', required: true },
    ...as,
  },
  examples: [
    'casebound conflict resolve 3vGx… --outcome inconclusive --part "R. Ortiz, A. Kowalski" --reason "The ears stay in doubt." --as s.bennett',
  ],
  run: (...given) =>
    atDoor(given, 'conflict resolve', async (door) => {
      const [input, desk] = given
      const draft = { outcome: input.text('outcome'), tookPart: input.text('part') ?? '' }
      const bookingId = await bookingIdOf(door, input)
      const body = { ...draft, reason: input.text('reason') ?? '', ...(bookingId ? { bookingId } : {}) }
      const end = await door.call<End>('POST', `${pathOf(input)}/resolutions`, body)
      desk.terminal.print(endWords(end, 'Recorded; both examiners sign it: casebound conflict sign.'))
      return end
    }),
}

/** The booking behind a number; people know numbers, the log knows ids. */
async function bookingIdOf(door: Door, input: Input): Promise<string | undefined> {
  const number = input.text('booking')
  if (number === undefined) return undefined
  const { examinations } = await door.call<Conflict>('GET', pathOf(input))
  const found = examinations.find(({ supports }) => supports?.bookingNumber === number)?.supports
  if (!found) throw new WrongUse(`Neither examiner supports booking ${number}.`)
  return found.bookingId
}

export const conflictSign: Command = {
  name: 'conflict sign',
  summary: 'sign an agreed conclusion about your search, or decline it',
  positionals: search,
  options: { decline: { type: 'boolean', words: 'you do not agree' }, ...as },
  examples: ['casebound conflict sign 3vGx… --as r.ortiz'],
  run: (...given) =>
    atDoor(given, 'conflict sign', async (door) => {
      const [input, desk] = given
      const agrees = !input.flag('decline')
      const end = await door.call<End>('POST', `${pathOf(input)}/signature`, { agrees })
      desk.terminal.print(endWords(end, agrees ? 'Signed.' : 'Declined; another meeting is needed.'))
      return end
    }),
}

const endWords = ({ concluded, leadId = '' }: End, otherwise: string): string =>
  concluded ? `Recorded; the search is concluded: casebound lead ${leadId}` : otherwise
