import { type EntryId, must } from '../kernel/index.ts'
import type { LoggedEntry } from './draft.ts'

const keptEntries = 10_000

/** The places of the last entries that settled, so that asking for a fresh one costs no query. */
export function recentEntries() {
  const entries = new Map<EntryId, LoggedEntry>()
  return {
    get: (id: EntryId): LoggedEntry | undefined => entries.get(id),
    add: (entry: LoggedEntry): void => {
      entries.set(entry.entryId, entry)
      if (entries.size > keptEntries) entries.delete(must(entries.keys().next().value, 'oldest entry'))
    },
  }
}
