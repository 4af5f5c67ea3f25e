import type { House } from '../lead/index.ts'
import { catalogue, type HiddenValue } from '../ledger/index.ts'
import type { User } from '../people/index.ts'
import { asKeeper, type FoundEntry, findRecord } from './find-record.ts'

export type EntryLook = {
  readonly entry: FoundEntry
  readonly together: readonly FoundEntry[]
  readonly hidden: readonly (HiddenValue & { readonly says: string })[]
}

/** An entry with the names of its hidden values, what each is, and whether it is kept; no value is opened. Refuses RECORD_UNKNOWN. */
export async function lookAtEntry(house: House, asked: { user: User; id: string }): Promise<EntryLook> {
  const { entry, together } = await findRecord(house, asked)
  const list = () => house.ledger.hiddenValues(entry.entryId)
  const hidden = await asKeeper(house, entry.value, list)
  const fields = catalogue[entry.value.t].hidden
  const says = (name: string) =>
    fields[name.split('.')[0] ?? '']?.says ?? 'Filling that keeps the entry from being guessed.'
  return { entry, together, hidden: hidden.map((one) => ({ ...one, says: says(one.name) })) }
}
