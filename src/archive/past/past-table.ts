import { canonicalJson } from '../../kernel/index.ts'
import type { ImportTable, ImportTableCell } from '../../proof/index.ts'
import type { PastSearch } from './read-past-rows.ts'

/** What a batch adds up to, for everybody: no name, case or day. What a row does not tell counts as `unknown`. */
export function pastTable(of: { n: number; source: string; searches: readonly PastSearch[] }): ImportTable {
  const cells = new Map<string, number>()
  const users = new Map<string, Set<string>>()
  for (const search of of.searches) {
    const year = search.date.slice(0, 4)
    if (search.user !== undefined) users.set(year, (users.get(year) ?? new Set()).add(search.user))
    const told = [search.unit, search.crime, search.purpose, search.outcome].map(
      (value) => value ?? 'unknown',
    )
    const key = [search.date.slice(0, 7), ...told].join('\n')
    cells.set(key, (cells.get(key) ?? 0) + 1)
  }
  const inOrder = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    format: 'casebound-import-v1',
    n: of.n,
    source: of.source,
    rows: of.searches.length,
    cells: inOrder(cells).map(toCell),
    usersByYear: inOrder(users).map(([year, names]) => ({ year, users: names.size })),
  }
}

export const pastTableText = (table: ImportTable): string => canonicalJson(table)

function toCell([key, searches]: [string, number]): ImportTableCell {
  const [month = '', unit = '', crime = '', purpose = '', outcome = ''] = key.split('\n')
  return { month, unit, crime, purpose, outcome, searches }
}
