import { Refused } from '../../kernel/index.ts'
import { agencyById, checkAgencyCode, createAgency, listAgencies, listUsers } from '../../people/index.ts'
import { atConsole } from '../at-console.ts'
import type { Command } from '../command.ts'
import { table } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

export const agenciesList: Command = {
  name: 'agencies list',
  summary: 'list the agencies that share this house and its gallery',
  examples: ['casebound agencies list'],
  run: (input, desk) =>
    atConsole(desk, { input, command: 'agencies list' }, async ({ house }) => {
      const users = await listUsers(house.storage.db)
      const agencies = (await listAgencies(house.storage.db)).map(({ id, name }) => ({
        code: id,
        name,
        users: users.filter(({ agency, closed }) => agency.id === id && !closed).length,
      }))
      desk.terminal.print(
        table([
          ['code', 'name', 'users'],
          ...agencies.map(({ code, name, users: count }) => [code, name, String(count)]),
        ]),
      )
      desk.terminal.result({ agencies })
    }),
}

export const agenciesAdd: Command = {
  name: 'agencies add',
  summary: 'let another agency of the region share this house and its gallery',
  details: [
    'Agencies share the gallery, the policy, the face model and the log. Each sees its own users, requests, searches,',
    'examinations and leads only, and the database itself holds it to that.',
  ].join('\n'),
  positionals: [{ name: 'CODE', words: 'short code, public in every log entry, e.g. HARBOR-PD' }],
  options: { name: { type: 'string', hint: 'NAME', words: 'name of the agency', required: true } },
  examples: ['casebound agencies add HARBOR-PD --name "Harbor Police"'],
  run: (input, desk) =>
    atConsole(desk, { input, command: 'agencies add' }, async ({ house }) => {
      const id = checkAgencyCode(input.positionals[0] ?? '')
      const name = input.text('name')?.trim() ?? ''
      if (name === '' || name.length > 200) throw new WrongUse('--name needs 1 to 200 characters.')
      const { storage, clock, agency } = house
      const there = await agencyById(storage.db, id)
      if (there) throw agencyExists(there)
      await createAgency(storage.db, { id, name, demonstration: agency.demonstration, clock })
      desk.terminal.print(`${name} (${id}) shares this house now.`)
      desk.terminal.print(`\nNext: casebound users add LOGIN --agency ${id} --name NAME --role ROLE`)
      desk.terminal.result({ code: id, name })
    }),
}

const agencyExists = ({ id, name }: { id: string; name: string }) =>
  new Refused<'AGENCY_EXISTS'>({
    code: 'AGENCY_EXISTS',
    reason: `The code ${id} already belongs to ${name}.`,
    needed: 'Choose another code; see casebound agencies list.',
  })
