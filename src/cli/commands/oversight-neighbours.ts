import type { Command } from '../command.ts'
import { asOption, atDoor } from '../oversight/at-door.ts'
import { table } from '../terminal.ts'

type Neighbours = {
  neighbours: readonly {
    code: string
    name: string
    casePattern?: string
    domains: string[]
    places: string[]
  }[]
}

export const oversightNeighbours: Command = {
  name: 'oversight neighbours',
  summary: 'list how requests of other agencies look, by which one that is made as the agency’s own is held',
  options: asOption,
  examples: ['casebound oversight neighbours --as auditor'],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight neighbours', async (door) => {
      const answer = await door.call<Neighbours>('GET', '/api/oversight/neighbours')
      const rows = answer.neighbours.map(({ code, name, casePattern = '', domains, places }) => [
        ...[code, name, casePattern, domains.join(', '), places.join(', ')],
      ])
      const heading = ['agency', 'name', 'case numbers', 'domains', 'places']
      desk.terminal.print(rows.length === 0 ? 'No other agency is described.' : table([heading, ...rows]))
      return answer
    }),
}

export const oversightNeighbour: Command = {
  name: 'oversight neighbour',
  summary: 'describe how requests of another agency look: its case numbers, domains and places',
  positionals: [{ name: 'CODE', words: 'code of the agency, e.g. BURBANK-PD' }],
  options: {
    name: { type: 'string', hint: 'NAME', words: 'its name', required: true },
    pattern: {
      type: 'string',
      hint: 'PATTERN',
      words: 'its case numbers: # a digit, @ a letter, e.g. BPD-##-####',
    },
    domain: { type: 'string', hint: 'DOMAIN', words: 'a domain of it; may be given again', multiple: true },
    place: {
      type: 'string',
      hint: 'PLACE',
      words: 'a place in its area; may be given again',
      multiple: true,
    },
    ...asOption,
  },
  examples: [
    'casebound oversight neighbour BURBANK-PD --name "Burbank Police" --pattern BPD-##-#### --domain burbank.example --place Burbank',
  ],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight neighbour', async (door) => {
      const answer = await door.call<{ logIndex: number }>('POST', '/api/oversight/neighbours', {
        ...{ code: input.positionals[0] ?? '', name: input.text('name') },
        ...(input.text('pattern') === undefined ? {} : { casePattern: input.text('pattern') }),
        ...{ domains: [...input.texts('domain')], places: [...input.texts('place')] },
      })
      desk.terminal.print(
        `Told: entry ${answer.logIndex} of the log. From now on a request that looks like it is held.`,
      )
      return answer
    }),
}
