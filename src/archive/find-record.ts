import { asId, type EntryId } from '../kernel/index.ts'
import type { House } from '../lead/index.ts'
import { type EntryValue, type LoggedEntry, wholeHouse } from '../ledger/index.ts'
import type { User } from '../people/index.ts'
import { caseOfEntry } from './entries-of-case.ts'
import { refused } from './refusal-code.ts'

/** An entry of the log that belongs to the agency of whoever asks. */
export type FoundEntry = LoggedEntry & { readonly value: EntryValue; readonly bytes: Uint8Array }

/** What an id was found to mean: the entry, and the others of the same search, in the order of the log. */
export type FoundRecord = { readonly entry: FoundEntry; readonly together: readonly FoundEntry[] }

type Asked = { readonly user: User; readonly id: string }

/**
 * Finds the entry that an id means: an index of the log, the id of an entry, or the id of a request, search, examination, lead or
 * outcome of the user's agency. Refuses RECORD_UNKNOWN, also for what belongs to another agency.
 */
export async function findRecord(house: House, asked: Asked): Promise<FoundRecord> {
  const entry = await entryOf(house, asked)
  const mine = entry && isTheirs(house, { value: entry.value, user: asked.user })
  if (!entry || !mine) throw unknown(asked.id)
  const planted = await caseOfEntry(house, entry)
  if (planted) return { entry, together: await readAll(house, planted.entryIds) }
  const search = await searchOfEntry(house, entry)
  const together = search === undefined ? [entry] : await entriesOfSearch(house, search)
  return { entry, together }
}

/** Entries of the house as a whole are looked after by the agency that founded it. */
const isTheirs = (house: House, { value, user }: { value: EntryValue; user: User }): boolean =>
  value.u === user.agency.id || (value.u === wholeHouse && house.agency.id === user.agency.id)

/** Works on hidden values as their keeper: those of the house as a whole are in no agency's rows. */
export const asKeeper = <T>(
  house: House,
  { u }: { readonly u: string },
  work: () => Promise<T>,
): Promise<T> => (u === wholeHouse ? house.storage.actingFor(undefined, work) : work())

async function entryOf(house: House, { id }: Asked): Promise<FoundEntry | undefined> {
  if (/^\d{1,15}$/.test(id)) {
    if (Number(id) >= (await house.ledger.size())) return undefined
    const { value } = await house.ledger.entry(Number(id))
    return readFound(house, asId<EntryId>(value.id))
  }
  return (await readFound(house, asId<EntryId>(id))) ?? readFound(house, await entryOfRecord(house, id))
}

async function readFound(house: House, id: EntryId | undefined): Promise<FoundEntry | undefined> {
  const logged = id === undefined ? undefined : await house.ledger.find(id)
  return logged && { ...logged, ...(await house.ledger.entry(logged.index)) }
}

async function entryOfRecord({ storage: { db } }: House, id: string): Promise<EntryId | undefined> {
  const queries = [
    db
      .selectFrom('searches')
      .select('entry_id')
      .where((is) => is.or([is('id', '=', id), is('request_id', '=', id)])),
    db.selectFrom('planted_cases').select('entry_id').where('id', '=', id),
    db.selectFrom('examinations').select('entry_id').where('id', '=', id),
    db.selectFrom('leads').select('entry_id').where('id', '=', id),
    db.selectFrom('outcomes').select('entry_id').where('id', '=', id),
    db
      .selectFrom('refusals')
      .select('entry_id')
      .where((is) => is.or([is('id', '=', id), is('request_id', '=', id)])),
  ]
  for (const query of queries) {
    const row = await query.executeTakeFirst()
    if (row) return asId<EntryId>(row.entry_id)
  }
  return undefined
}

/** Tables whose rows each name a search and an entry about it. */
const ofSearches = [
  ...(['search_results', 'copy_proposals', 'probe_analyses', 'planted_faces'] as const),
  ...(['examinations', 'leads'] as const),
]

/** The search that an entry of its story belongs to. */
export async function searchOfEntry(
  { storage: { db } }: House,
  { entryId }: { readonly entryId: EntryId },
): Promise<string | undefined> {
  const own = await db.selectFrom('searches').select('id').where('entry_id', '=', entryId).executeTakeFirst()
  if (own) return own.id
  for (const table of ofSearches) {
    const row = await db
      .selectFrom(table)
      .select('search_id')
      .where('entry_id', '=', entryId)
      .executeTakeFirst()
    if (row) return row.search_id
  }
  const outcome = await db
    .selectFrom('outcomes')
    .innerJoin('leads', 'leads.id', 'outcomes.lead_id')
    .select('leads.search_id')
    .where('outcomes.entry_id', '=', entryId)
    .executeTakeFirst()
  if (outcome) return outcome.search_id
  const answered = await db
    .selectFrom('planted_answers')
    .innerJoin('planted_faces', 'planted_faces.id', 'planted_answers.planted_id')
    .select('planted_faces.search_id')
    .where('planted_answers.entry_id', '=', entryId)
    .executeTakeFirst()
  return answered?.search_id
}

async function entriesOfSearch(house: House, searchId: string): Promise<readonly FoundEntry[]> {
  const { db } = house.storage
  const ids = [
    ...(await db.selectFrom('searches').select('entry_id').where('id', '=', searchId).execute()),
    ...(
      await Promise.all(
        ofSearches.map((table) =>
          db.selectFrom(table).select('entry_id').distinct().where('search_id', '=', searchId).execute(),
        ),
      )
    ).flat(),
    ...(await db
      .selectFrom('outcomes')
      .innerJoin('leads', 'leads.id', 'outcomes.lead_id')
      .select('outcomes.entry_id')
      .where('leads.search_id', '=', searchId)
      .execute()),
    ...(await db
      .selectFrom('planted_answers')
      .innerJoin('planted_faces', 'planted_faces.id', 'planted_answers.planted_id')
      .select('planted_answers.entry_id')
      .distinct()
      .where('planted_faces.search_id', '=', searchId)
      .execute()),
  ]
  return readAll(
    house,
    ids.map(({ entry_id }) => asId<EntryId>(entry_id)),
  )
}

async function readAll(house: House, ids: readonly EntryId[]): Promise<readonly FoundEntry[]> {
  const found = await Promise.all(ids.map((id) => readFound(house, id)))
  return found.filter((one) => one !== undefined).toSorted((a, b) => a.index - b.index)
}

const unknown = (id: string) =>
  refused({
    code: 'RECORD_UNKNOWN',
    reason: `Nothing in the log that you may look into has the id ${JSON.stringify(id.slice(0, 50))}.`,
    needed:
      'The index of an entry, or the id of a request, search, examination, lead or outcome of your agency.',
  })
