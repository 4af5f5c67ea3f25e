import { type CertificateId, isoDate, must } from '../kernel/index.ts'
import { checkDuties, type User } from '../people/index.ts'
import {
  type ApprovalFacts,
  countedApprovals,
  type Decision,
  decide,
  explainRefusal,
  type RequestFacts,
} from '../policy/index.ts'
import { isNamed, nextTry, probeHash, type RequestDetails, type SearchRequest } from '../search/index.ts'
import { certificateOf } from '../training/index.ts'
import { approvalsOf } from './approvals.ts'
import type { Sign } from './disguise/disguise-signs.ts'
import { disguiseApprovals, heldAsDisguised } from './disguise/hold-disguised.ts'
import { signsOfRequest } from './disguise/read-signs.ts'
import type { House, PolicyInForce } from './house.ts'
import { type RefusalWords, RefusedByPolicy } from './on-record.ts'
import { outsideFormComplete } from './outside-form.ts'
import { hasAccepted, standingOf } from './standing-of.ts'

/** A person at the door with a request. */
export type Ask = { readonly user: User; readonly request: SearchRequest }

/** What the policy weighs, and what the house itself weighs beside it. */
export type AskedFacts = RequestFacts & {
  /** Signs that the request serves another agency. */
  readonly signs?: readonly Sign[] | undefined
}

/**
 * The facts of a request as the policy weighs them; the certificate is looked up anew each time. Refuses ATTESTATION_OVERDUE,
 * DECLARATION_OVERDUE.
 */
export async function whoAsks(house: House, ask: Ask): Promise<AskedFacts> {
  const { user, request } = ask
  const now = house.clock.now()
  await checkDuties(house.storage.db, { user, clock: house.clock })
  const certificate = await certificateOf(house.storage.db, {
    userId: user.id,
    clock: house.clock,
    covering: 'search',
  })
  const { faceIndex, candidateLimit, details } = policyDetails(request.details)
  return {
    ...details,
    onDate: isoDate(now),
    at: now.toISOString(),
    actor: {
      ...{ id: user.id, agency: user.agency.id, roles: user.roles, certificate },
      policyAccepted: await hasAccepted(house, user.id),
    },
    onBehalfOf: request.details.onBehalfOf ?? user.agency.id,
    steps: request.recipe?.steps.map(({ op }) => op) ?? [],
    faceChosen: faceIndex !== undefined || request.probe?.faces.length === 1,
    tries: await triesOf(house, request),
    galleryKind: 'booking',
    // Nothing in Casebound repeats a search by itself.
    standing: false,
    k: candidateLimit,
    ...(await standingOf(house, user)),
    approvals: await approvalsOf(house.storage.db, request),
    outsideFormComplete: await outsideFormComplete(house, request),
    signs: await signsOfRequest(house.storage.db, request),
  }
}

/** What the policy weighs of a request's details, the rest apart. */
export function policyDetails({
  faceIndex,
  candidateLimit,
  howObtained: _,
  outsideRequest: __,
  incidentPlace,
  orders,
  ...details
}: RequestDetails) {
  const weighed = orders?.map(({ kind, issuedOn, validTo }) => ({ kind, validFrom: issuedOn, validTo }))
  const named = { incidentPlaceNamed: isNamed(incidentPlace) }
  return { faceIndex, candidateLimit, details: { ...details, ...named, orders: weighed } }
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
  /** The policy that decided; another may come into force before the search is logged. */
  readonly policy: PolicyInForce
  readonly certificateId: CertificateId
  /** Approvals that the pack knows and that were in force. */
  readonly approvals: readonly ApprovalFacts[]
  /** As the policy was told; must still hold when the search is logged. */
  readonly tries: number | undefined
}

/** Every no to these facts: of the pack in force, and of the house where the pack is silent. */
export function refusalsTo(
  policy: PolicyInForce,
  of: { readonly facts: AskedFacts; readonly decision: Decision },
): readonly RefusalWords[] {
  const byPack = of.decision.refusals.map(
    (refusal): RefusalWords => ({ ...refusal, reason: explainRefusal(refusal) }),
  )
  return [...byPack, ...outcomesOwed(policy, of.facts), ...heldAsDisguised(of.facts)]
}

/** What the pack in force says to these facts. Throws every refusal that applies at once. */
export function permit(house: House, facts: AskedFacts): Permitted {
  const { policy } = house
  const decision = decide(policy.pack, facts)
  const [first, ...others] = refusalsTo(policy, { facts, decision })
  if (first) throw new RefusedByPolicy(first, [first, ...others])
  const { id } = must(facts.actor.certificate, 'certificate of a permitted request')
  return {
    decision,
    policy,
    certificateId: id,
    approvals: [...countedApprovals(policy.pack, facts), ...disguiseApprovals(facts)],
    tries: facts.tries,
  }
}

/**
 * Whoever owes the outcome of a lead searches no further, where the pack says nothing else about it; an emergency is not held up.
 * (USE-13.)
 */
function outcomesOwed({ pack }: PolicyInForce, facts: RequestFacts): readonly RefusalWords[] {
  const { overdueOutcomes = 0, emergency = false } = facts
  const byPack = pack.rules.some((rule) => 'code' in rule && rule.code === 'OUTCOME_OVERDUE')
  if (overdueOutcomes === 0 || emergency || byPack) return []
  return [
    {
      code: 'OUTCOME_OVERDUE',
      rule: 'HOUSE-OUTCOME-1',
      reason: `You owe the outcome of ${overdueOutcomes} lead${overdueOutcomes === 1 ? '' : 's'}; each was due ${pack.outcomeDueDays} days after it was issued.`,
      needed: 'Record what became of them on the page Leads; then ask again.',
      source: 'House default where a pack is silent',
    },
  ]
}
