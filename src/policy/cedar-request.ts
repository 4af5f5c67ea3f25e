import type { CedarValueJson, Context, Entities, TypeAndId } from '@cedar-policy/cedar-wasm/nodejs'
import { isIsoDate } from '../kernel/index.ts'
import { approvalsInForce, ordersInForce } from './approvals-in-force.ts'
import { beginsMs, endsMs, momentsOf } from './instant-bounds.ts'
import type { Pack } from './pack.ts'
import { plainNarrative } from './plain-narrative.ts'
import type { RequestFacts } from './request-facts.ts'

export type CedarRequest = {
  readonly principal: TypeAndId
  readonly action: TypeAndId
  readonly resource: TypeAndId
  readonly context: Context
  readonly entities: Entities
}

/** What is the same whatever the pack. */
type Shared = Omit<CedarRequest, 'action'>

/** Kept with the facts themselves, because a replay weighs each request under two packs. */
const sharedOf = new WeakMap<RequestFacts, Shared>()

/** Facts in the shape of facts.cedarschema, but for the pack's lists, which stand in the policies themselves. */
export function cedarRequest(pack: Pack, facts: RequestFacts): CedarRequest {
  const already = sharedOf.get(facts)
  const shared = already ?? sharedParts(facts)
  if (already === undefined) sharedOf.set(facts, shared)
  return {
    ...shared,
    action: { type: 'Casebound::Action', id: 'search' },
    context: known(shared.context as Known, grantsContext(pack, facts)),
  }
}

function sharedParts(facts: RequestFacts): Shared {
  const principal = { type: 'Casebound::User', id: facts.actor.id }
  const resource = { type: 'Casebound::Gallery', id: 'gallery' }
  return {
    principal,
    resource,
    context: known(timeContext(facts), requestContext(facts)),
    entities: [
      { uid: principal, attrs: userAttributes(facts.actor), parents: [] },
      { uid: resource, attrs: known({ kind: notBlank(facts.galleryKind) }), parents: [] },
    ],
  }
}

type Known = Record<string, CedarValueJson | undefined>

function timeContext(facts: RequestFacts): Known {
  const moments = momentsOf(facts)
  return {
    today: cedarDate(facts.onDate),
    earliest: cedarInstant(moments?.earliestMs),
    latest: cedarInstant(moments?.latestMs),
  }
}

function requestContext(facts: RequestFacts): Known {
  const narrative = plainNarrative(facts.narrative)
  return {
    onBehalfOf: agencyCode(facts.onBehalfOf),
    outsideFormComplete: facts.outsideFormComplete,
    caseNumber: notBlank(facts.caseNumber),
    caseFound: facts.caseFound,
    incidentPlaceNamed: facts.incidentPlaceNamed,
    crime: notBlank(facts.crime),
    purpose: notBlank(facts.purpose),
    narrative,
    narrativeWords: narrative ? narrative.split(' ').length : 0,
    narrativeRepeats: facts.narrativeRepeats,
    source: notBlank(facts.source),
    imageKind: notBlank(facts.imageKind),
    steps: facts.steps && [...facts.steps],
    faceChosen: facts.faceChosen,
    tries: facts.tries,
    protectedActivity: facts.protectedActivity,
    emergency: facts.emergency,
    standing: facts.standing,
    k: facts.k,
    overdueApprovals: facts.overdueApprovals,
    overdueOutcomes: facts.overdueOutcomes,
    programManagerNamed: facts.programManagerNamed,
  }
}

/** What follows from the pack and the facts together. */
function grantsContext(pack: Pack, facts: RequestFacts): Known {
  const answers = Object.entries(facts.answers ?? {})
  const answered = (as: boolean) => answers.filter(([, answer]) => answer === as).map(([code]) => code)
  const statute = notBlank(facts.statute)
  const crime = pack.crimes.find(({ code }) => code === notBlank(facts.crime))
  return {
    statute,
    statuteOfCrime: statute === undefined ? undefined : (crime?.statutes ?? []).includes(statute),
    affirmed: answered(true),
    denied: answered(false),
    approved: approvalsInForce(pack, facts),
    orders: ordersInForce(pack, facts),
  }
}

function userAttributes(actor: RequestFacts['actor']): Record<string, CedarValueJson> {
  const { certificate } = actor
  return known({
    agency: agencyCode(actor.agency),
    roles: [...(actor.roles ?? [])],
    policyAccepted: actor.policyAccepted,
    certificate:
      certificate &&
      known({
        begins: cedarInstant(beginsMs(certificate.validFrom)),
        ends: cedarInstant(endsMs(certificate.validTo)),
        revoked: certificate.revoked,
        course: notBlank(certificate.course),
        ...wholeDays(certificate),
      }),
  })
}

/** First and last day that the certificate covers whole: what packs asked for before they knew instants. */
function wholeDays(certificate: { validFrom?: string | undefined; validTo?: string | undefined }): Known {
  const begins = beginsMs(certificate.validFrom)
  const ends = endsMs(certificate.validTo)
  return {
    validFrom: begins === undefined ? undefined : cedarInstant(Math.ceil(begins / dayMs) * dayMs),
    validTo: ends === undefined ? undefined : cedarInstant((Math.floor(ends / dayMs) - 1) * dayMs),
  }
}

const dayMs = 86_400_000

const cedarDate = (date: string | undefined): CedarValueJson | undefined =>
  date !== undefined && isIsoDate(date) ? { __extn: { fn: 'datetime', arg: date } } : undefined

/** The last instant that the policy language can write. */
const lastInstantMs = Date.parse('9999-12-31T23:59:59.999Z')

const cedarInstant = (ms: number | undefined): CedarValueJson | undefined =>
  ms === undefined
    ? undefined
    : { __extn: { fn: 'datetime', arg: new Date(Math.min(ms, lastInstantMs)).toISOString() } }

const notBlank = (text: string | undefined): string | undefined => text?.trim() || undefined

const agencyCode = (code: string | undefined): string | undefined => notBlank(code)?.toUpperCase()

/** The facts that are known; a plain loop, because a replay comes here tens of thousands of times. */
function known(...records: readonly Known[]): Record<string, CedarValueJson> {
  const found: Record<string, CedarValueJson> = {}
  for (const record of records) {
    for (const name in record) {
      const value = record[name]
      if (value !== undefined) found[name] = value
    }
  }
  return found
}
