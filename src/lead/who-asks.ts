import { type CertificateId, isoDate, must } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import { type Decision, decide, explainRefusal, type RequestFacts } from '../policy/index.ts'
import type { SearchRequest } from '../search/index.ts'
import { certificateOf } from '../training/index.ts'
import type { House } from './house.ts'
import { type RefusalWords, RefusedByPolicy } from './on-record.ts'

/** A person at the door with a request. */
export type Ask = { readonly user: User; readonly request: SearchRequest }

/** The facts of a request as the policy weighs them; the certificate is looked up anew each time. */
export async function whoAsks(house: House, ask: Ask): Promise<RequestFacts> {
  const { user, request } = ask
  const certificate = await certificateOf(house.storage.db, { userId: user.id, clock: house.clock })
  const { caseNumber, crime, purpose, narrative, source, protectedActivity, emergency } = request.details
  return {
    onDate: isoDate(house.clock.now()),
    actor: { id: user.id, agency: user.agency.id, roles: user.roles, certificate },
    onBehalfOf: request.details.onBehalfOf ?? user.agency.id,
    caseNumber,
    crime,
    purpose,
    narrative,
    source,
    protectedActivity,
    emergency,
    galleryKind: 'booking',
    k: request.details.candidateLimit,
  }
}

export type Permitted = { readonly decision: Decision; readonly certificateId: CertificateId }

/** What the pack in force says to these facts. Throws every refusal that applies at once. */
export function permit(house: House, facts: RequestFacts): Permitted {
  const decision = decide(house.policy.pack, facts)
  const [first, ...others] = decision.refusals.map(
    (refusal): RefusalWords => ({ ...refusal, reason: explainRefusal(refusal) }),
  )
  if (first) throw new RefusedByPolicy(first, [first, ...others])
  return { decision, certificateId: must(facts.actor.certificate, 'certificate of a permitted request').id }
}
