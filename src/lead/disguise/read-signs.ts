import type { RequestDetails, SearchRequest } from '../../search/index.ts'
import type { Db } from '../../storage/index.ts'
import { disguiseSigns, type Sign } from './disguise-signs.ts'
import { neighboursOf } from './neighbours.ts'
import { serviceArea } from './service-area.ts'

/** Signs that a request serves another agency than the one it names; one that names another openly has none. */
export async function signsOfRequest(db: Db, request: SearchRequest): Promise<readonly Sign[]> {
  const { agencyId, details } = request
  if (servesAnother(details, agencyId)) return []
  return disguiseSigns({
    caseNumber: details.caseNumber ?? '',
    narrative: details.narrative ?? '',
    howObtained: details.howObtained ?? '',
    place: details.incidentPlace,
    area: (await serviceArea(db, agencyId))?.places,
    neighbours: await neighboursOf(db, agencyId),
    atTheDesk: await unservedAtTheDesk(db, agencyId),
    pictureAskedFor: await pictureAskedFor(db, request),
  })
}

const servesAnother = ({ onBehalfOf, outsideRequest }: RequestDetails, own: string): boolean =>
  outsideRequest !== undefined ||
  (onBehalfOf !== undefined && onBehalfOf.trim().toUpperCase() !== own.toUpperCase())

async function unservedAtTheDesk(db: Db, agencyId: string) {
  const rows = await db
    .selectFrom('outside_requests')
    .select(['n', 'asking_agency', 'case_number'])
    .where('agency_id', '=', agencyId)
    .orderBy('n')
    .execute()
  return rows.map((row) => ({ n: row.n, askingAgency: row.asking_agency, caseNumber: row.case_number }))
}

/** A request for another agency that was refused, and comes again as one's own. */
async function pictureAskedFor(db: Db, { id, agencyId, probe }: SearchRequest): Promise<readonly string[]> {
  if (probe === undefined) return []
  const rows = await db
    .selectFrom('requests')
    .innerJoin('refusals', 'refusals.request_id', 'requests.id')
    .select('requests.details_json')
    .where('requests.agency_id', '=', agencyId)
    .where('requests.probe_sha256', '=', probe.sha256)
    .where('requests.id', '<>', id)
    .where('refusals.refusals_json', 'like', '%"OUTSIDE_%')
    .execute()
  return rows.flatMap((row) => {
    const { onBehalfOf } = JSON.parse(row.details_json) as RequestDetails
    return onBehalfOf === undefined || !servesAnother({ onBehalfOf }, agencyId) ? [] : [onBehalfOf]
  })
}
