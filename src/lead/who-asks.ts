import { type CertificateId, isoDate, must } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import { type Decision, decide, explainRefusal, type RequestFacts } from '../policy/index.ts'
import { nextTry, probeHash, type SearchRequest } from '../search/index.ts'
import { certificateOf } from '../training/index.ts'
import type { House } from './house.ts'
import { type RefusalWords, RefusedByPolicy } from './on-record.ts'

/** A person at the door with a request. */
export type Ask = { readonly user: User; readonly request: SearchRequest }

/** The facts of a request as the policy weighs them; the certificate is looked up anew each time. */
export async function whoAsks(house: House, ask: Ask): Promise<RequestFacts> {
  const { user, request } = ask
  const now = house.clock.now()
  const certificate = await certificateOf(house.storage.db, { userId: user.id, clock: house.clock })
  const { caseNumber, crime, purpose, narrative, source, protectedActivity, emergency } = request.details
  return {
    onDate: isoDate(now),
    at: now.toISOString(),
    actor: { id: user.id, agency: user.agency.id, roles: user.roles, certificate },
    onBehalfOf: request.details.onBehalfOf ?? user.agency.id,
    caseNumber,
    crime,
    purpose,
    narrative,
    source,
    imageKind: request.details.imageKind,
    tries: await triesOf(house, request),
    protectedActivity,
    emergency,
    galleryKind: 'booking',
    k: request.details.candidateLimit,
  }
}

/** Which try of its picture this search would be; unknown while there is no picture. */
async function triesOf(house: House, request: SearchRequest): Promise<number | undefined> {
  const { probe, agencyId } = request
  if (probe === undefined) return undefined
  const perceptualHash = await probeHash(house, request)
  return nextTry(house.storage.db, { agencyId, probeSha256: probe.sha256, perceptualHash })
}

export type Permitted = {
  readonly decision: Decision
  readonly certificateId: CertificateId
  /** As the policy was told; must still hold when the search is logged. */
  readonly tries: number | undefined
}

/** What the pack in force says to these facts. Throws every refusal that applies at once. */
export function permit(house: House, facts: RequestFacts): Permitted {
  const decision = decide(house.policy.pack, facts)
  const [first, ...others] = decision.refusals.map(
    (refusal): RefusalWords => ({ ...refusal, reason: explainRefusal(refusal) }),
  )
  if (first) throw new RefusedByPolicy(first, [first, ...others])
  const { id } = must(facts.actor.certificate, 'certificate of a permitted request')
  return { decision, certificateId: id, tries: facts.tries }
}
