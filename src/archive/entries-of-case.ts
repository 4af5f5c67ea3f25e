import { asId, type EntryId } from '../kernel/index.ts'
import type { House } from '../lead/index.ts'

/** A planted case that entries of the log tell of. */
export type FoundCase = {
  readonly id: string
  readonly ended: boolean
  readonly entryIds: readonly EntryId[]
}

/** Tables whose rows name a planted case and an entry about it. */
const ofCases = ['planted_case_faces', 'planted_case_analyses', 'planted_case_ends'] as const

/** The planted case that an entry belongs to, with all entries about it; undefined where it belongs to none. */
export async function caseOfEntry(
  house: House,
  { entryId }: { readonly entryId: EntryId },
): Promise<FoundCase | undefined> {
  const id = await caseIdOf(house, entryId)
  if (id === undefined) return undefined
  const { db } = house.storage
  const rows = [
    ...(await db.selectFrom('copy_proposals').select('entry_id').where('search_id', '=', id).execute()),
    ...(
      await Promise.all(
        ofCases.map((table) =>
          db.selectFrom(table).select('entry_id').distinct().where('case_id', '=', id).execute(),
        ),
      )
    ).flat(),
  ]
  const end = await db.selectFrom('planted_case_ends').select('case_id').where('case_id', '=', id).execute()
  return { id, ended: end.length > 0, entryIds: rows.map(({ entry_id }) => asId<EntryId>(entry_id)) }
}

async function caseIdOf({ storage: { db } }: House, entryId: EntryId): Promise<string | undefined> {
  const own = await db
    .selectFrom('planted_cases')
    .select('id')
    .where('entry_id', '=', entryId)
    .executeTakeFirst()
  if (own) return own.id
  for (const table of ofCases) {
    const row = await db
      .selectFrom(table)
      .select('case_id')
      .where('entry_id', '=', entryId)
      .executeTakeFirst()
    if (row) return row.case_id
  }
  const proposed = await db
    .selectFrom('copy_proposals')
    .innerJoin('planted_cases', 'planted_cases.id', 'copy_proposals.search_id')
    .select('planted_cases.id')
    .where('copy_proposals.entry_id', '=', entryId)
    .executeTakeFirst()
  return proposed?.id
}
