import { refuse } from './refusal-code.ts'

/** A file of values that somebody else wrote, already split into columns; every value is still text. */
export type ValueTable = {
  /** As the user knows it, for messages. */
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly ValueRow[]
}

export type ValueRow = { readonly line: number; readonly values: Readonly<Record<string, string>> }

/** Refuses COLUMN_MISSING unless the table has all of these. */
export function needColumns(table: ValueTable, needed: readonly string[]): void {
  const missing = needed.filter((column) => !table.columns.includes(column))
  if (missing.length === 0) return
  throw refuse('COLUMN_MISSING', {
    reason: `${table.name} has no column ${missing.join(', ')}; it has ${table.columns.join(', ').slice(0, 300)}.`,
    needed: `The first line names the columns; ${needed.join(', ')} are needed.`,
  })
}
