import { asId, type CertificateId, isoDate, type RequestId, type UserId } from '../kernel/index.ts'
import { type CertificateFacts, endsMs, type RequestFacts } from '../policy/index.ts'
import type { RequestDetails } from '../search/index.ts'
import { inDate } from '../training/index.ts'
import { approvalsOfAll } from './approvals.ts'
import type { House } from './house.ts'
import { completeOutsideForms } from './outside-form.ts'
import { policyDetails } from './who-asks.ts'

/** A request as it was put to the policy on its day. */
export type RecordedRequest = {
  readonly requestId: RequestId
  readonly at: Date
  readonly wasPermitted: boolean
  readonly facts: RequestFacts
}

/**
 * The requests of a period, oldest first, both days included, with what is known of the moment each was decided. Roles are
 * those of today, and the standing of the requester (acceptance, overdue duties) is taken to have been in order: nobody
 * recorded what they were then.
 */
export async function recordedRequests(
  house: Pick<House, 'storage'>,
  period: { from: string; to: string },
): Promise<readonly RecordedRequest[]> {
  const rows = await decidedRows(house, period)
  const users = new Map(
    (await house.storage.db.selectFrom('users').select(['id', 'agency_id', 'roles']).execute()).map(
      (user) => [user.id, user],
    ),
  )
  const certificates = await certificatesByUser(house)
  const approvals = await approvalsOfAll(house.storage.db)
  const complete = await completeOutsideForms(house.storage.db)
  return rows.map((row) => {
    const said = JSON.parse(row.details_json) as RequestDetails
    const { faceIndex, candidateLimit, details } = policyDetails(said)
    const user = users.get(row.requester_id)
    const day = isoDate(row.at)
    return {
      requestId: asId<RequestId>(row.request_id),
      at: row.at,
      wasPermitted: row.permitted,
      facts: {
        ...details,
        onDate: day,
        at: row.at.toISOString(),
        actor: {
          id: asId<UserId>(row.requester_id),
          agency: user?.agency_id,
          roles: user?.roles,
          certificate: certificateThen(certificates.get(row.requester_id) ?? [], row.at),
          policyAccepted: true,
        },
        onBehalfOf: details.onBehalfOf ?? user?.agency_id,
        steps: stepsOf(row.steps_json),
        faceChosen: row.permitted || faceIndex !== undefined,
        tries: row.try_number ?? 1,
        galleryKind: 'booking',
        standing: false,
        k: candidateLimit,
        outsideFormComplete:
          said.outsideRequest === undefined ? undefined : complete.has(said.outsideRequest),
        approvals: approvals.get(row.request_id)?.filter(({ decidedAt }) => decidedAt <= row.at),
        overdueApprovals: 0,
        overdueOutcomes: 0,
        programManagerNamed: true,
      },
    }
  })
}

/** Searches, and requests that the policy refused, at the moment of the decision. */
async function decidedRows(
  { storage: { db } }: Pick<House, 'storage'>,
  { from, to }: { from: string; to: string },
) {
  const since = new Date(`${from}T00:00:00Z`)
  const until = new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000)
  const searched = await db
    .selectFrom('searches')
    .innerJoin('requests', 'requests.id', 'searches.request_id')
    .leftJoin('search_probes', 'search_probes.search_id', 'searches.id')
    .select(['requests.id as request_id', 'requests.requester_id', 'requests.details_json'])
    .select(['searches.created_at as at', 'search_probes.try_number', 'search_probes.steps_json'])
    .where('searches.created_at', '>=', since)
    .where('searches.created_at', '<', until)
    .execute()
  const refused = await db
    .selectFrom('refusals')
    .innerJoin('requests', 'requests.id', 'refusals.request_id')
    .leftJoin('probe_recipes', 'probe_recipes.id', 'requests.recipe_id')
    .select(['requests.id as request_id', 'requests.requester_id', 'requests.details_json'])
    .select(['refusals.refused_at as at', 'probe_recipes.steps_json'])
    .where('refusals.act', '=', 'request')
    .where('refusals.search_id', 'is', null)
    .where('refusals.refused_at', '>=', since)
    .where('refusals.refused_at', '<', until)
    .execute()
  // A search that was permitted and ended in a refusal of the image has a row in both; the search is what was decided.
  const permitted = new Set(searched.map(({ request_id }) => request_id))
  return [
    ...searched.map((row) => ({ ...row, permitted: true })),
    ...refused
      .filter(({ request_id }) => !permitted.has(request_id))
      .map((row) => ({ ...row, try_number: null, permitted: false })),
  ].sort((one, other) => one.at.getTime() - other.at.getTime())
}

const stepsOf = (json: string | null): readonly string[] =>
  json === null ? [] : (JSON.parse(json) as readonly { op: string }[]).map(({ op }) => op)

type Known = {
  readonly id: CertificateId
  readonly course: string
  readonly validFrom: string
  readonly validTo: string
  readonly recordedAt: Date
  readonly acts: readonly { readonly act: string; readonly at: Date }[]
}

/** Certificates that cover a search, with what was done about each and when; the one that runs longest first. */
async function certificatesByUser({
  storage: { db },
}: Pick<House, 'storage'>): Promise<ReadonlyMap<string, readonly Known[]>> {
  const rows = await db.selectFrom('certificates').selectAll().execute()
  const acts = await db.selectFrom('certificate_acts').selectAll().orderBy('n').execute()
  const byUser = new Map<string, Known[]>()
  for (const row of rows.filter(({ covers }) => covers.includes('search'))) {
    const known = {
      ...{ id: asId<CertificateId>(row.id), course: row.course, recordedAt: row.created_at },
      ...{ validFrom: row.valid_from, validTo: row.valid_to },
      acts: acts
        .filter(({ certificate_id }) => certificate_id === row.id)
        .map(({ act, acted_at }) => ({ act, at: acted_at })),
    }
    const held = [...(byUser.get(row.user_id) ?? []), known]
    byUser.set(
      row.user_id,
      held.toSorted((one, other) => (endsMs(other.validTo) ?? 0) - (endsMs(one.validTo) ?? 0)),
    )
  }
  return byUser
}

/** The certificate that spoke best for the user then: one in date, else the one that ended last. */
function certificateThen(known: readonly Known[], at: Date): CertificateFacts | undefined {
  const then = known
    .filter(({ recordedAt }) => recordedAt <= at)
    .map(({ recordedAt: _, acts, ...one }) => {
      const last = acts.findLast((act) => act.at <= at)?.act
      return { ...one, revoked: last !== undefined && last !== 'reinstated' }
    })
  return then.find((one) => inDate(one, at)) ?? then[0]
}
