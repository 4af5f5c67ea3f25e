import type { ColumnType } from 'kysely'

type Fixed<T> = ColumnType<T, T, never>

/** Hidden values of an entry that were opened for somebody. */
export type DisclosureRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  opened_entry_id: Fixed<string>
  opened_index: Fixed<string>
  fields_json: Fixed<string>
  audience: Fixed<string>
  recipient: Fixed<string>
  order_reference: Fixed<string | null>
  opened_by: Fixed<string>
  entry_id: Fixed<string>
  opened_at: Fixed<Date>
}

export type ArchiveTables = {
  disclosures: DisclosureRow
}
