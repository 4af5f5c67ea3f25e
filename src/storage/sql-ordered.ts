import { type RawBuilder, sql } from 'kysely'

/** A text column that sorts and compares byte by byte on every database, whatever its collation. */
export const sqlOrdered = (column: string): RawBuilder<string> => sql<string>`${sql.ref(column)} collate "C"`
