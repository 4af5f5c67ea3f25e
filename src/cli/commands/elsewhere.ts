import { elsewhereKinds } from '../../lead/index.ts'
import type { Command } from '../command.ts'
import { asOption, atDoor } from '../oversight/at-door.ts'
import { table } from '../terminal.ts'

type Names = {
  names: readonly {
    system: string
    operator: string
    foundOn: string
    personId?: string
    discloseTo: string
    logIndex: number
  }[]
}

const text = (hint: string, words: string) => ({ type: 'string', hint, words, required: true }) as const

export const elsewhereList: Command = {
  name: 'elsewhere list',
  summary: 'list the names that face searches elsewhere produced in a case',
  positionals: [{ name: 'CASE', words: 'case number' }],
  options: asOption,
  examples: ['casebound elsewhere list 26-004711 --as d.marsh'],
  run: (input, desk) =>
    atDoor([input, desk], 'elsewhere list', async (door) => {
      const caseNumber = encodeURIComponent(input.positionals[0] ?? '')
      const answer = await door.call<Names>('GET', `/api/elsewhere?caseNumber=${caseNumber}`)
      const rows = answer.names.map(({ system, operator, foundOn, personId, discloseTo, logIndex }) => [
        ...[foundOn, system, operator, personId ?? 'not in the gallery', discloseTo, String(logIndex)],
      ])
      const heading = ['found', 'system', 'operator', 'person', 'to be told', 'entry']
      desk.terminal.print(
        rows.length === 0 ? 'Nothing was declared in this case.' : table([heading, ...rows]),
      )
      return answer
    }),
}

export const elsewhereDeclare: Command = {
  name: 'elsewhere declare',
  summary:
    'declare that a face search by anybody produced a name in a case; it never becomes a lead of ours there',
  positionals: [{ name: 'CASE', words: 'case number' }],
  options: {
    kind: text('WORD', Object.keys(elsewhereKinds).join(', ')),
    system: text('NAME', 'which system, or "not known"'),
    operator: text('WHO', 'who ran it'),
    image: text('TEXT', 'which image was searched'),
    on: text('DATE', 'day on which it produced the name'),
    person: {
      type: 'string',
      hint: 'ID',
      words: 'person id or booking number; leave out if not in the gallery',
    },
    tell: text('WHO', 'prosecutor or court that must be told'),
    words: text('TEXT', 'what it produced; at least 20 characters'),
    ...asOption,
  },
  examples: [
    'casebound elsewhere declare 26-004711 --kind vendor --system "Clearview AI" --operator "Detective of Neighbour PD" --image "Still of the till" --on 2026-11-20 --person B-20-0117 --tell "District attorney" --words "Named by telephone after their search."',
  ],
  run: (input, desk) =>
    atDoor([input, desk], 'elsewhere declare', async (door) => {
      const answer = await door.call<{ logIndex: number; personId?: string }>('POST', '/api/elsewhere', {
        ...{ caseNumber: input.positionals[0] ?? '', kind: input.text('kind'), system: input.text('system') },
        ...{ operator: input.text('operator'), image: input.text('image'), foundOn: input.text('on') },
        ...(input.text('person') === undefined ? {} : { person: input.text('person') }),
        ...{ discloseTo: input.text('tell'), words: input.text('words') },
      })
      const who = answer.personId ?? 'A person who is not in the gallery'
      desk.terminal.print(`${who} is declared for this case: entry ${answer.logIndex} of the log.`)
      return answer
    }),
}
