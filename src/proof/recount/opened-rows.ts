import type { CanonicalValue } from '../../kernel/index.ts'
import { rowPlace } from '../batch-row.ts'

type Entry = { readonly [member: string]: CanonicalValue } & { readonly t: string }

/** Remembers how many rows each batch has, so that an opening of rows can be judged: they stand in the batch that it refers to. */
export function followBatches() {
  const rowsOf = new Map<unknown, number>()
  return {
    fault({ t, ref, fields }: Entry): string | undefined {
      if (t !== 'disclose' || !Array.isArray(fields)) return undefined
      const named = fields.filter((field) => String(field).startsWith('row.'))
      if (named.length === 0) return undefined
      const rows = rowsOf.get(ref)
      if (rows === undefined) return 'it opens rows of an entry that is no import'
      const outside = named.find((field) => (rowPlace(String(field)) ?? rows) >= rows)
      return outside === undefined
        ? undefined
        : `it opens ${String(outside).slice(0, 20)} of a batch of ${rows} rows`
    },
    add({ t, rows }: Entry, index: number): void {
      if (t === 'import' && typeof rows === 'number') rowsOf.set(index, rows)
    },
  }
}
