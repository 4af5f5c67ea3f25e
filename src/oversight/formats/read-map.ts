import { z } from 'zod'
import { Refused } from '../../kernel/index.ts'
import type { OversightRefusalCode } from '../refusal-code.ts'
import { plainName } from './columns-of.ts'
import { csvCells } from './csv.ts'
import { type Columns, type Layout, type Role, roles, tableKinds } from './layout.ts'

const separators = { comma: ',', semicolon: ';', tab: '\t' } as const

/** What a mapping says: what the table is about, and which column tells what, by its heading or by its number from 1. */
export const mapSchema = z.strictObject({
  table: z.enum(tableKinds),
  separator: z.enum(['comma', 'semicolon', 'tab']).default('comma'),
  columns: z.partialRecord(z.enum(roles), z.union([z.string().min(1), z.int().min(1).max(1000)])),
  dayFirst: z.boolean().default(false),
})
export type TableMap = z.input<typeof mapSchema>

const needed: Readonly<Record<(typeof tableKinds)[number], readonly (readonly Role[])[]>> = {
  web: [['url', 'host']],
  dns: [['host']],
  tls: [['host']],
  mail: [['sender'], ['recipient']],
  inventory: [['app', 'bundle', 'extension']],
  purchase: [['merchant', 'text']],
  'sign-on': [['app', 'text']],
}

/** Reads a mapping (JSON). The text is from outside: strictly parsed. Refuses MAP_INVALID. */
export function readMap(text: string): z.infer<typeof mapSchema> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw invalid('it is not JSON')
  }
  const parsed = mapSchema.safeParse(json)
  if (!parsed.success) {
    const [first] = parsed.error.issues
    throw invalid(`${first?.path.join('.') ?? ''}: ${first?.message ?? ''}`)
  }
  const map = parsed.data
  const missing = needed[map.table].find((some) => some.every((role) => map.columns[role] === undefined))
  if (missing) throw invalid(`a table of the kind ${map.table} needs a column for ${missing.join(' or ')}`)
  return map
}

/** The layout of a file whose first line is given, under a mapping. Refuses MAP_INVALID where the heading lacks a named column. */
export function mappedLayout(map: z.infer<typeof mapSchema>, firstLine: string): Layout {
  const separator = separators[map.separator]
  const heading = csvCells(firstLine.replace(/^\ufeff/, ''), separator) ?? []
  const plain = heading.map(plainName)
  const columns = Object.entries(map.columns).map(([role, named]): [string, number] => {
    const at = typeof named === 'number' ? named - 1 : plain.indexOf(plainName(named))
    if (at < 0 || at >= heading.length) {
      throw invalid(`the file has no column "${named}"; its first line is "${firstLine.slice(0, 200)}"`)
    }
    return [role, at]
  })
  return {
    ...{
      format: 'csv',
      title: 'mapped table',
      separator,
      table: map.table,
      columns: Object.fromEntries(columns) as Columns,
    },
    ...{ fewestColumns: heading.length, mostColumns: heading.length, dayFirst: map.dayFirst },
  }
}

const invalid = (what: string) =>
  new Refused<OversightRefusalCode>({
    code: 'MAP_INVALID',
    reason: `The mapping cannot be used: ${what}.`,
    needed: `Write {"table": one of ${tableKinds.join(', ')}, "columns": {"time": "Date", "person": "Employee", …}}; roles are ${roles.join(', ')}.`,
  })
