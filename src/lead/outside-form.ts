import type { SearchRequest } from '../search/index.ts'
import type { Db } from '../storage/index.ts'
import type { House } from './house.ts'

/**
 * Whether the other agency's form is filled in whole: the request at the desk that this one names is of the same agency, by the
 * same asker, was found servable, and gives every field of the form in force. Unknown where none is named.
 */
export async function outsideFormComplete(
  house: House,
  { agencyId, details }: SearchRequest,
): Promise<boolean | undefined> {
  if (details.outsideRequest === undefined) return undefined
  const row = await house.storage.db
    .selectFrom('outside_requests')
    .select(['asking_agency', 'form_json', 'decision'])
    .where('n', '=', details.outsideRequest)
    .where('agency_id', '=', agencyId)
    .executeTakeFirst()
  if (row === undefined || row.decision !== 'may-be-served') return false
  if (row.asking_agency.trim().toUpperCase() !== details.onBehalfOf?.trim().toUpperCase()) return false
  const form = JSON.parse(row.form_json) as Readonly<Record<string, string>>
  return (house.policy.pack.outsideForm ?? []).every(({ code }) => (form[code] ?? '').trim() !== '')
}

/** Running numbers of the requests at the desk that were found servable, for requests decided again. */
export async function completeOutsideForms(db: Db): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom('outside_requests')
    .select('n')
    .where('decision', '=', 'may-be-served')
    .execute()
  return new Set(rows.map(({ n }) => n))
}
