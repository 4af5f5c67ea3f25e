import { Refused } from '../../kernel/index.ts'
import { plainName } from '../formats/columns-of.ts'
import { csvCells } from '../formats/csv.ts'
import type { OversightRefusalCode } from '../refusal-code.ts'

export type KnownPerson = { readonly person: string; readonly unit: string; readonly shared: boolean }
/** Who is behind an account or an address; undefined where nobody said. */
export type PeopleMap = (accountOrAddress: string) => KnownPerson | undefined

const accountNames = ['account', 'address', 'ip', 'login', 'user', 'username', 'email', 'device', 'key']

/**
 * Reads who is behind accounts and addresses: CSV with a column `account` (or address, login, e-mail, device), `person` and `unit`.
 * "shared" as person marks an address that several people use: findings there name nobody. A Windows domain before an account does not
 * count unless it stands in the list. The file is from outside: strictly read. Refuses PEOPLE_INVALID.
 */
export function readPeople(text: string): PeopleMap {
  const [heading, ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const names = csvCells(heading ?? '', ',')?.map(plainName) ?? []
  const accounts = names.flatMap((name, at) => (accountNames.includes(name) ? [at] : []))
  const [personAt, unitAt] = [names.indexOf('person'), names.indexOf('unit')]
  if (accounts.length === 0 || personAt < 0) {
    throw invalid(`its heading is "${heading ?? ''}"`)
  }
  const known = new Map<string, KnownPerson>()
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue
    const cells = csvCells(line, ',')
    const person = cells?.[personAt]?.trim()
    if (!cells || cells.length !== names.length || !person)
      throw invalid(`line ${at + 2} has no person or another number of cells`)
    const shared = person.toLowerCase() === 'shared'
    for (const column of accounts) {
      const key = cells[column]?.trim().toLowerCase()
      if (key)
        known.set(key, {
          person: shared ? `${cells[column]?.trim()} (shared)` : person,
          unit: cells[unitAt]?.trim() ?? '',
          shared,
        })
    }
  }
  return (name) => {
    const key = name.toLowerCase()
    return (
      known.get(key) ?? known.get(key.slice(key.lastIndexOf('\\') + 1)) ?? known.get(key.split('@')[0] ?? '')
    )
  }
}

const invalid = (what: string) =>
  new Refused<OversightRefusalCode>({
    code: 'PEOPLE_INVALID',
    reason: `The list of people cannot be used: ${what}.`,
    needed:
      'It is a CSV file with the columns account, person and unit; account may also be an address or an e-mail.',
  })
