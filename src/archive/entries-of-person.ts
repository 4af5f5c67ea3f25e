import { asId, type EntryId } from '../kernel/index.ts'
import type { House } from '../lead/index.ts'
import type { ErasureItem } from '../ledger/index.ts'
import type { User } from '../people/index.ts'
import { readDisclosure } from '../proof/index.ts'
import { refused } from './refusal-code.ts'

/**
 * Every hidden value of the agency's searches that names a person of the gallery: the candidate's place in each list, the choice of
 * examiners, the subject of outcomes. Each candidate is opened to make sure whose it is. Refuses RECORD_UNKNOWN when there is none.
 */
export async function entriesOfPerson(
  house: House,
  { user, personId }: { readonly user: User; readonly personId: string },
): Promise<readonly ErasureItem[]> {
  const { db } = house.storage
  const listed = await db
    .selectFrom('candidates')
    .innerJoin('searches', 'searches.id', 'candidates.search_id')
    .innerJoin('search_results', 'search_results.search_id', 'candidates.search_id')
    .select(['candidates.search_id', 'candidates.booking_id', 'search_results.entry_id'])
    .where('candidates.person_id', '=', personId)
    .where('searches.agency_id', '=', user.agency.id)
    .execute()
  const items: ErasureItem[] = []
  for (const row of listed) {
    const result = asId<EntryId>(row.entry_id)
    items.push({ entryId: result, names: await placesOf(house, { entryId: result, personId }) })
    const chosen = await db
      .selectFrom('examinations')
      .select('entry_id')
      .where('search_id', '=', row.search_id)
      .where('candidate_booking_id', '=', row.booking_id)
      .execute()
    items.push(...chosen.map(({ entry_id }) => ({ entryId: asId<EntryId>(entry_id), names: ['chosen'] })))
  }
  const followed = await db
    .selectFrom('outcomes')
    .innerJoin('leads', 'leads.id', 'outcomes.lead_id')
    .innerJoin('searches', 'searches.id', 'leads.search_id')
    .select('outcomes.entry_id')
    .where('leads.person_id', '=', personId)
    .where('searches.agency_id', '=', user.agency.id)
    .execute()
  items.push(...followed.map(({ entry_id }) => ({ entryId: asId<EntryId>(entry_id), names: ['subject'] })))
  const kept = await Promise.all(items.map((item) => stillKept(house, item)))
  const found = kept.filter(({ names }) => names.length > 0)
  if (found.length > 0) return found
  throw refused({
    code: 'RECORD_UNKNOWN',
    reason: `No hidden value of your agency's searches names the person ${JSON.stringify(personId.slice(0, 50))}.`,
    needed: 'The id of a person of the gallery, as the booking record has it.',
  })
}

async function placesOf(
  house: House,
  of: { entryId: EntryId; personId: string },
): Promise<readonly string[]> {
  const places: string[] = []
  for (const { name, disclosure } of await house.ledger.namedDisclosures(of.entryId)) {
    if (!name.startsWith('cands.')) continue
    const { value } = readDisclosure(disclosure)
    const named = typeof value === 'object' && !Array.isArray(value) && 'personId' in value && value.personId
    if (named === of.personId) places.push(name)
  }
  return places
}

async function stillKept(house: House, { entryId, names }: ErasureItem): Promise<ErasureItem> {
  const hidden = await house.ledger.hiddenValues(entryId)
  const kept = new Set(hidden.filter(({ erasedBy }) => erasedBy === undefined).map(({ name }) => name))
  return { entryId, names: names.filter((name) => kept.has(name)) }
}
