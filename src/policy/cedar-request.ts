import type { CedarValueJson, Context, Entities, TypeAndId } from '@cedar-policy/cedar-wasm/nodejs'
import { isIsoDate } from '../kernel/index.ts'
import { beginsMs, endsMs, momentsOf } from './instant-bounds.ts'
import type { Pack } from './pack.ts'
import type { RequestFacts } from './request-facts.ts'

export type CedarRequest = {
  readonly principal: TypeAndId
  readonly action: TypeAndId
  readonly resource: TypeAndId
  readonly context: Context
  readonly entities: Entities
}

/** Facts in the shape of schema.cedarschema. What is undefined, blank or not a date is left out: unknown. */
export function cedarRequest(pack: Pack, facts: RequestFacts): CedarRequest {
  const principal = { type: 'Casebound::User', id: facts.actor.id }
  const resource = { type: 'Casebound::Gallery', id: 'gallery' }
  const moments = momentsOf(facts)
  return {
    principal,
    action: { type: 'Casebound::Action', id: 'search' },
    resource,
    context: known({
      today: cedarDate(facts.onDate),
      earliest: cedarInstant(moments?.earliestMs),
      latest: cedarInstant(moments?.latestMs),
      pack: packLists(pack),
      onBehalfOf: agencyCode(facts.onBehalfOf),
      caseNumber: notBlank(facts.caseNumber),
      crime: notBlank(facts.crime),
      purpose: notBlank(facts.purpose),
      narrative: plainNarrative(facts.narrative),
      source: notBlank(facts.source),
      imageKind: notBlank(facts.imageKind),
      tries: facts.tries,
      protectedActivity: facts.protectedActivity,
      emergency: facts.emergency,
      k: facts.k,
    }),
    entities: [
      { uid: principal, attrs: userAttributes(facts.actor), parents: [] },
      { uid: resource, attrs: known({ kind: notBlank(facts.galleryKind) }), parents: [] },
    ],
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
      }),
  })
}

function packLists(pack: Pack): Record<string, CedarValueJson> {
  const sourcesOf = (kind: string) =>
    pack.probeSources.filter((source) => source.kind === kind).map(({ code }) => code)
  const imageKindsOf = (kind: string) =>
    pack.imageKinds.filter((image) => image.kind === kind).map(({ code }) => code)
  return {
    searchRoles: [...pack.searchRoles],
    purposes: pack.purposes.map(({ code }) => code),
    crimes: pack.crimes.map(({ code }) => code),
    photoSources: sourcesOf('photo'),
    notPhotoSources: sourcesOf('not-photo'),
    videoSources: sourcesOf('video'),
    bodyCameraSources: sourcesOf('body-camera'),
    photoImageKinds: imageKindsOf('photo'),
    standInImageKinds: imageKindsOf('stand-in'),
    immigrationPurposes: [...pack.immigrationPurposes],
    immigrationAgencies: [...pack.immigrationAgencies],
    emergencyPurposes: [...pack.emergencyPurposes],
    boilerplateNarratives: pack.boilerplateNarratives.map((phrase) => plainNarrative(phrase) ?? ''),
    candidatesMax: pack.candidates.max,
  }
}

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

/** Lower case, single spaces, no outer punctuation, so that "Police  Investigation." is seen for what it is. */
function plainNarrative(narrative: string | undefined): string | undefined {
  return narrative
    ?.toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')
}

function known(record: Record<string, CedarValueJson | undefined>): Record<string, CedarValueJson> {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, CedarValueJson] => entry[1] !== undefined),
  )
}
