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

/** The key of an entry's hidden values, wrapped with the key of an epoch. */
export type LogRecordKeyRow = {
  entry_id: Fixed<string>
  agency_id: Fixed<string | null>
  epoch: string
  wrapped: Uint8Array
}

export type LogErasedRow = {
  entry_id: Fixed<string>
  name: Fixed<string>
  agency_id: Fixed<string | null>
  erase_entry_id: Fixed<string>
  erased_at: Fixed<Date>
}

/** An erasure that was proposed; closed when it was carried out or withdrawn. */
export type ErasureRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  items_json: Fixed<string>
  basis: Fixed<string>
  order_reference: Fixed<string>
  reason: Fixed<string>
  proposed_by: Fixed<string>
  proposed_at: Fixed<Date>
  closed_as: 'erased' | 'withdrawn' | null
  closed_by: string | null
  closed_at: ColumnType<Date | null, Date | null, Date>
}

/** A batch of searches of an older system. */
export type ImportBatchRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  n: Fixed<number>
  source: Fixed<string>
  file_sha256: Fixed<string>
  mapping_json: Fixed<string>
  row_count: Fixed<number>
  broken_count: Fixed<number>
  root: Fixed<string>
  table_json: Fixed<string>
  imported_by: Fixed<string>
  entry_id: Fixed<string>
  imported_at: Fixed<Date>
}

export type ImportedSearchRow = {
  batch_id: Fixed<string>
  agency_id: Fixed<string>
  place: Fixed<number>
  source: Fixed<string>
  row_key: Fixed<string>
  leaf_salt: Fixed<Uint8Array>
  row_json: Fixed<string>
}

export type ArchiveTables = {
  import_batches: ImportBatchRow
  imported_searches: ImportedSearchRow
  log_record_keys: LogRecordKeyRow
  code_lists: CodeListRow
  log_erased: LogErasedRow
  erasures: ErasureRow
  disclosures: DisclosureRow
}

/** A list of what the codes of the log mean, as it was put on record. */
export type CodeListRow = {
  version: Fixed<number>
  sha256: Fixed<string>
  list_json: Fixed<string>
  entry_id: Fixed<string>
  recorded_at: Fixed<Date>
}
