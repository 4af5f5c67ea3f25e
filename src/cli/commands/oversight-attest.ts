import type { Command } from '../command.ts'
import { asOption as as, atDoor, used, usedOption } from '../oversight/at-door.ts'
import { table } from '../terminal.ts'

type Mine = {
  readonly attestations: readonly {
    id: string
    service: string
    uses: number
    firstSeen?: string
    lastSeen?: string
    dueOn: string
    overdue: boolean
    answeredAt?: string
  }[]
  readonly declaration?: { year: number; dueOn: string; given: boolean }
  readonly suspended: boolean
}

export const oversightAttestations: Command = {
  name: 'oversight attestations',
  summary: 'list what you were asked about outside face search, and what you owe',
  options: as,
  examples: ['casebound oversight attestations'],
  run: (...given) =>
    atDoor(given, 'oversight attestations', async (door) => {
      const mine = await door.call<Mine>('GET', '/api/attestations')
      const { print } = given[1].terminal
      if (mine.attestations.length === 0) print('You were asked nothing about outside face search.')
      else print(table([['question', 'service', 'uses', 'seen', 'state'], ...mine.attestations.map(cells)]))
      const { declaration: due } = mine
      if (due) print(`Declaration ${due.year}: ${due.given ? 'given' : `due on ${due.dueOn}`}.`)
      if (mine.suspended) print('Something is overdue: until it is answered, nothing else is open to you.')
      return mine
    }),
}

const cells = (one: Mine['attestations'][number]): string[] => [
  ...[one.id, one.service, String(one.uses)],
  `${one.firstSeen?.slice(0, 10) ?? 'undated'} to ${one.lastSeen?.slice(0, 10) ?? 'undated'}`,
  one.answeredAt === undefined
    ? `due on ${one.dueOn}${one.overdue ? ', overdue' : ''}`
    : `answered ${one.answeredAt.slice(0, 10)}`,
]

export const oversightAttest: Command = {
  name: 'oversight attest',
  summary: 'answer what you were asked about outside face search; an answer never changes',
  positionals: [{ name: 'QUESTION', words: 'id of the question, see casebound oversight attestations' }],
  options: {
    used: usedOption,
    case: { type: 'string', hint: 'NUMBER', words: 'for which case, or none' },
    'on-behalf-of': { type: 'string', hint: 'WHO', words: 'who wanted it' },
    'led-to': { type: 'string', hint: 'TEXT', words: 'what it led to' },
    words: { type: 'string', hint: 'TEXT', words: 'anything else; if not used, how the lines came about' },
    ...as,
  },
  examples: [
    'casebound oversight attest 9fKq… --used yes --case 20-00117 --on-behalf-of myself --led-to "An arrest."',
  ],
  run: (...given) =>
    atDoor(given, 'oversight attest', async (door) => {
      const [input, desk] = given
      const path = `/api/attestations/${encodeURIComponent(input.positionals[0] ?? '')}`
      const logged = await door.call<{ logIndex: number }>('POST', path, {
        ...{ used: used(input), forCase: input.text('case') ?? '', ledTo: input.text('led-to') ?? '' },
        ...{ onBehalfOf: input.text('on-behalf-of') ?? '', words: input.text('words') ?? '' },
      })
      desk.terminal.print(`Answered, entry ${logged.logIndex} of the log.`)
      return logged
    }),
}
