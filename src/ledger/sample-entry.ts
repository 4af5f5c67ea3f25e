import { isoWeek, newId } from '../kernel/index.ts'
import { type ComposedEntry, composeEntry } from './compose-entry.ts'
import type { EntryDraft } from './draft.ts'

/** For tests: an entry of this moment with its disclosures, without a log around it. */
export const sampleEntry = (
  draft: EntryDraft,
  indices: Readonly<Record<string, number>> = {},
): ComposedEntry => {
  const now = new Date()
  return composeEntry(draft, { id: newId(), week: isoWeek(now), timeMs: now.getTime(), indices })
}
