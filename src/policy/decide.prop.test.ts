import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asId, type CertificateId, type UserId } from '../kernel/index.ts'
import { decide } from './decide.ts'
import { lapdPack } from './lapd.fixture.ts'
import type { RequestFacts } from './request-facts.ts'

const maybe = <T>(...values: T[]) => fc.constantFrom<T | undefined>(undefined, ...values)
const kindOf = new Map<string, string>(lapdPack.probeSources.map(({ code, kind }) => [code, kind]))

const certificate = fc.record({
  id: fc.constant(asId<CertificateId>('c')),
  validFrom: maybe('2026-01-01', '2026-03-02', '2026-06-01', 'soon'),
  validTo: maybe('2026-12-31', '2026-03-02', '2026-02-28'),
  revoked: maybe(false, false, true),
})
const anyFacts: fc.Arbitrary<RequestFacts> = fc.record({
  onDate: fc.constantFrom('2026-03-02', '2026-03-03', '2021-01-31'),
  actor: fc.record({
    id: fc.constant(asId<UserId>('u')),
    agency: maybe('LAPD', 'LASD', ' '),
    roles: maybe<readonly string[]>(['requester'], ['requester', 'examiner'], ['auditor'], []),
    certificate: fc.option(certificate, { nil: undefined }),
    policyAccepted: maybe(true, true, false),
  }),
  onBehalfOf: maybe('LAPD', 'lapd', 'ICE', ''),
  caseNumber: fc.oneof(maybe('26-1', ' '), fc.string()),
  crime: maybe('robbery', 'homicide', 'nonsense'),
  purpose: fc.oneof(maybe('investigate-crime', 'imminent-threat-to-life', 'immigration'), fc.string()),
  narrative: maybe('The man in this still took the cash.', '', 'N/A', 'for deportation'),
  source: maybe('phone', 'drawn', 'live-video', 'body-worn-camera', 'nonsense'),
  protectedActivity: maybe(false, true),
  standing: maybe(false, false, true),
  overdueApprovals: maybe(0, 0, 2),
  approvals: maybe(
    [],
    [{ kind: 'protected-activity', by: asId<UserId>('other'), roles: ['supervisor'], validTo: '2026-03-03' }],
    [{ kind: 'protected-activity', by: asId<UserId>('u'), roles: ['supervisor'], validTo: '2026-03-03' }],
  ),
  galleryKind: maybe('booking', 'booking', 'driver-licence'),
  emergency: maybe(false, true),
  k: maybe(1, 20, 21, 0),
})
/** Mostly good requests, so that permits are common enough for the properties to say something. */
const nearlyGoodFacts: fc.Arbitrary<RequestFacts> = anyFacts.map((facts) => ({
  ...goodFacts,
  crime: facts.crime,
  emergency: facts.emergency,
  k: facts.k,
}))
const goodFacts: RequestFacts = {
  onDate: '2026-03-02',
  actor: {
    id: asId('u'),
    agency: 'LAPD',
    roles: ['requester'],
    certificate: { id: asId('c'), validFrom: '2026-01-01', validTo: '2026-12-31', revoked: false },
    policyAccepted: true,
  },
  standing: false,
  overdueApprovals: 0,
  onBehalfOf: 'LAPD',
  caseNumber: '26-1',
  purpose: 'imminent-threat-to-life',
  source: 'phone',
  protectedActivity: false,
  galleryKind: 'booking',
}
const mixedFacts = fc.oneof(anyFacts, nearlyGoodFacts)
const runs = { numRuns: 150 }

/** Ways to know less. No k, no narrative and no emergency are left out: they say something. */
const forgetting: Readonly<Record<string, (facts: RequestFacts) => RequestFacts>> = {
  onDate: (facts) => ({ ...facts, onDate: undefined }),
  agency: (facts) => ({ ...facts, actor: { ...facts.actor, agency: undefined } }),
  roles: (facts) => ({ ...facts, actor: { ...facts.actor, roles: undefined } }),
  certificate: (facts) => ({ ...facts, actor: { ...facts.actor, certificate: undefined } }),
  validFrom: (facts) => changeCertificate(facts, { validFrom: undefined }),
  validTo: (facts) => changeCertificate(facts, { validTo: undefined }),
  revoked: (facts) => changeCertificate(facts, { revoked: undefined }),
  onBehalfOf: (facts) => ({ ...facts, onBehalfOf: undefined }),
  caseNumber: (facts) => ({ ...facts, caseNumber: undefined }),
  crime: (facts) => ({ ...facts, crime: undefined }),
  purpose: (facts) => ({ ...facts, purpose: undefined }),
  source: (facts) => ({ ...facts, source: undefined }),
  protectedActivity: (facts) => ({ ...facts, protectedActivity: undefined }),
  galleryKind: (facts) => ({ ...facts, galleryKind: undefined }),
  policyAccepted: (facts) => ({ ...facts, actor: { ...facts.actor, policyAccepted: undefined } }),
  standing: (facts) => ({ ...facts, standing: undefined }),
  overdueApprovals: (facts) => ({ ...facts, overdueApprovals: undefined }),
}

function changeCertificate(facts: RequestFacts, change: Record<string, undefined>): RequestFacts {
  const { certificate: held } = facts.actor
  return { ...facts, actor: { ...facts.actor, certificate: held && { ...held, ...change } } }
}

/** The pack once more in plain TypeScript, written from its sentences and not from its Cedar text. */
function expectedCodes(facts: RequestFacts): string[] {
  const today = facts.onDate ?? ''
  if (today < '2021-02-01') return ['PACK_EXPIRED']
  const { actor } = facts
  const held = actor.certificate
  const agency = actor.agency?.trim().toUpperCase()
  const kind = kindOf.get(facts.source?.trim() ?? '')
  const purpose = facts.purpose?.trim() ?? ''
  const known = (list: readonly { code: string }[], code: string) => list.some((item) => item.code === code)
  const starts = held?.validFrom === 'soon' ? undefined : held?.validFrom
  const refuses: Record<string, boolean> = {
    NO_CERTIFICATE: held === undefined,
    CERT_EXPIRED: held !== undefined && !((held.validTo ?? '') >= today),
    CERT_REVOKED: held !== undefined && held.revoked !== false,
    CERT_NOT_YET_VALID: held !== undefined && !((starts ?? '9999') <= today),
    ROLE_MISSING: !(actor.roles ?? []).includes('requester'),
    OUTSIDE_AGENCY: !agency || agency !== facts.onBehalfOf?.trim().toUpperCase(),
    SOURCE_NOT_BOOKING: facts.galleryKind !== 'booking',
    CANDIDATES_OVER_LIMIT: facts.k !== undefined && !(facts.k >= 1 && facts.k <= 20),
    NO_CASE: !facts.caseNumber?.trim(),
    PURPOSE_NOT_ALLOWED: !known(lapdPack.purposes, purpose),
    IMMIGRATION_BARRED:
      purpose === 'immigration' || facts.onBehalfOf === 'ICE' || facts.narrative === 'for deportation',
    CRIME_CLASS_UNKNOWN: !known(lapdPack.crimes, facts.crime ?? ''),
    REASON_EMPTY: facts.narrative === '' || facts.narrative === 'N/A',
    EMERGENCY_PURPOSE_MISMATCH: facts.emergency === true && purpose !== 'imminent-threat-to-life',
    PROBE_SOURCE_MISSING: kind === undefined,
    PROBE_NOT_PHOTO: kind === 'not-photo',
    VIDEO_BARRED: kind === 'video',
    BODY_CAMERA_BARRED: kind === 'body-camera',
    FIRST_AMENDMENT_HOLD:
      facts.protectedActivity === true &&
      !facts.approvals?.some(({ by, validTo }) => by !== actor.id && (validTo ?? '') >= today),
    POLICY_NOT_ACCEPTED: actor.policyAccepted !== true,
    STANDING_SEARCH_BARRED: facts.standing !== false,
    APPROVAL_OVERDUE: facts.overdueApprovals !== 0,
    PROTECTED_ACTIVITY_UNANSWERED: facts.protectedActivity === undefined,
  }
  return Object.keys(refuses).filter((code) => refuses[code])
}

describe('decide, for any request', () => {
  it('refuses exactly for the reasons that the sentences of the pack give', () => {
    fc.assert(
      fc.property(mixedFacts, (facts) => {
        const decision = decide(lapdPack, facts)
        expect(decision.refusals.map(({ code }) => code).sort()).toEqual(expectedCodes(facts).sort())
        expect(decision.permitted).toBe(decision.refusals.length === 0)
      }),
      { numRuns: 400 },
    )
  })

  it.each(Object.entries(forgetting))('never permits once %s is not known', (_fact, forget) => {
    expect(decide(lapdPack, { ...goodFacts, crime: 'robbery' }).permitted).toBe(true)
    fc.assert(
      fc.property(mixedFacts, (facts) => {
        expect(decide(lapdPack, forget(facts)).permitted).toBe(false)
      }),
      { numRuns: 30 },
    )
  })

  it('decides the same facts the same way, however often it is asked', () => {
    fc.assert(
      fc.property(mixedFacts, (facts) => {
        expect(decide(lapdPack, structuredClone(facts))).toEqual(decide(lapdPack, facts))
      }),
      runs,
    )
  })

  it('names every rule in force exactly once: as met or as refusing', () => {
    fc.assert(
      fc.property(mixedFacts, (facts) => {
        const { rulesApplied, refusals, permitted } = decide(lapdPack, facts)
        if (refusals[0]?.code === 'PACK_EXPIRED') return
        const named = [...rulesApplied, ...refusals.map(({ rule }) => rule)].sort()
        const all = lapdPack.rules.filter((rule) => permitted || rule.code !== 'NOT_PERMITTED')
        expect(named).toEqual(all.map(({ id }) => id).sort())
      }),
      runs,
    )
  })

  it('refuses everything when the pack is out of date', () => {
    const ended = { ...lapdPack, validTo: '2026-03-01' }
    fc.assert(
      fc.property(mixedFacts, (facts) => {
        expect(decide(ended, facts).refusals.map(({ code }) => code)).toEqual(['PACK_EXPIRED'])
      }),
      runs,
    )
  })
})
