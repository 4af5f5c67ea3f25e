import type { EntryId } from '../src/kernel/index.ts'
import { isoWeek, newId } from '../src/kernel/index.ts'
import { composeEntry } from '../src/ledger/compose-entry.ts'
import type { EntryDraft } from '../src/ledger/draft.ts'
import * as drafts from '../src/ledger/sample-drafts.ts'

/** How long the history of a long log lasts. */
export const historyMs = 10 * 52 * 7 * 86_400_000
const none = '' as EntryId

export type MadeEntry = { readonly entryId: EntryId; readonly bytes: Uint8Array }

/**
 * The entries of a long log from index 1 on, in order: model, policy, gallery, and then searches, each with its list, two
 * examinations, its end and an outcome, and a refusal between them. Weeks run up to `until`.
 */
export function* longHistory(of: { readonly size: number; readonly until: Date }): Generator<MadeEntry> {
  let index = 1
  const made = (draft: EntryDraft, indices: Readonly<Record<string, number>> = {}): MadeEntry => {
    const timeMs = of.until.getTime() - historyMs + Math.floor((index / of.size) * historyMs)
    const entryId = newId<EntryId>()
    index++
    const frame = { id: entryId, week: isoWeek(new Date(timeMs)), timeMs, indices }
    return { entryId, bytes: composeEntry(draft, frame).bytes }
  }
  yield made(drafts.modelDraft)
  yield made(drafts.policyDraft)
  yield made(drafts.galleryDraft)
  const lead = drafts.leadDraft(none)
  const said = ['supports-same-source', 'inconclusive']
  const crimes = ['robbery', 'homicide', 'fraud'] as const
  for (let turn = 0; ; turn++) {
    const search = index
    const draft = drafts.searchDraft({ pol: none, gal: none })
    const crime = crimes[turn % crimes.length] ?? 'robbery'
    yield made({ ...draft, fields: { ...draft.fields, crime } }, { pol: 2, gal: 3 })
    yield made(drafts.resultDraft(none), { ref: search })
    yield made(drafts.reviewDraft(none), { ref: search + 1 })
    yield made(drafts.reviewDraft(none), { ref: search + 1 })
    yield made({ ...lead, fields: { ...lead.fields, said } }, { ref: search })
    yield made(drafts.outcomeDraft(none), { ref: search })
    yield made(drafts.refusalDraft)
  }
}
