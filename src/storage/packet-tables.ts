import type { ColumnType } from 'kysely'

type Fixed<T> = ColumnType<T, T, never>

export type FrozenSearchRow = {
  search_id: Fixed<string>
  blob_id: Fixed<string>
  sha256: Fixed<string>
  frozen_at: Fixed<Date>
}

export type PacketRow = {
  id: Fixed<string>
  search_id: Fixed<string>
  made_by: Fixed<string>
  made_for: Fixed<string>
  blob_id: Fixed<string>
  sha256: Fixed<string>
  size_bytes: Fixed<number>
  entry_id: Fixed<string>
  made_at: Fixed<Date>
}

/** Tables of what is disclosed of a search. */
export type PacketTables = { frozen_searches: FrozenSearchRow; packets: PacketRow }
