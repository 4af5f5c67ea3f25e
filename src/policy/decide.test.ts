import { describe, expect, it } from 'vitest'
import { asId, type CertificateId } from '../kernel/index.ts'
import { decide, weigh } from './decide.ts'
import { lapdPack, ordinaryActor, ordinaryFacts, withText } from './lapd.fixture.ts'
import { loadPack } from './load-pack.ts'
import type { Pack } from './pack.ts'

const codes = (decision: ReturnType<typeof decide>) => decision.refusals.map(({ code }) => code)

function withRuleDates(id: string, dates: { validFrom?: string; validTo?: string }): Pack {
  return {
    ...lapdPack,
    rules: lapdPack.rules.map((rule) => (rule.id === id ? { ...rule, ...dates } : rule)),
  }
}

describe('decide', () => {
  it('permits the ordinary request and names every rule it weighed', () => {
    expect(decide(lapdPack, ordinaryFacts)).toEqual({
      permitted: true,
      packId: 'lapd-lacris',
      packVersion: lapdPack.version,
      packSha256: lapdPack.sha256,
      rulesApplied: lapdPack.rules.map(({ id }) => id),
      refusals: [],
      conditions: [
        {
          id: 'LA-AFTER-1',
          sentence: 'The result is a lead to be investigated further, never an identification.',
          source:
            'Los Angeles Board of Police Commissioners, policy of January 2021, section not known; text not seen, read in the press',
        },
      ],
      candidateLimit: 20,
      reviewersRequired: 2,
    })
  })

  it('gives every refusal that applies, in the order of the pack, and the rules that were met', () => {
    const decision = decide(lapdPack, { ...ordinaryFacts, source: 'drawn', caseNumber: '', k: 99 })
    expect(decision.permitted).toBe(false)
    expect(codes(decision)).toEqual(['CANDIDATES_OVER_LIMIT', 'NO_CASE', 'PROBE_NOT_PHOTO'])
    expect(decision.rulesApplied).toContain('LA-CERT-1')
    expect(decision.rulesApplied).not.toContain('LA-CASE-1')
    expect(decision.rulesApplied).not.toContain('LA-PERMIT-1')
    expect(decision.candidateLimit).toBe(0)
  })

  it('returns no more candidates than were asked for', () => {
    expect(decide(lapdPack, { ...ordinaryFacts, k: 5 }).candidateLimit).toBe(5)
  })

  it('permits on the last day of the pack and refuses everything on the day after', () => {
    const pack = loadPack(
      withText('packJson', {
        from: '"validFrom": "2021-02-01",',
        to: '"validFrom": "2021-02-01", "validTo": "2026-12-31",',
      }),
    )
    expect(weigh(pack, { ...ordinaryFacts, onDate: '2026-12-31' }).permitted).toBe(true)
    const late = weigh(pack, { ...ordinaryFacts, onDate: '2027-01-01' })
    expect(codes(late)).toEqual(['PACK_EXPIRED'])
    expect(late.rulesApplied).toEqual([])
    expect(late.refusals[0]?.reason).toContain('to 2026-12-31, and today is 2027-01-01')
  })

  it('refuses when today is not a calendar date', () => {
    expect(codes(decide(lapdPack, { ...ordinaryFacts, onDate: '2026-02-30' }))).toEqual(['PACK_EXPIRED'])
  })

  it('takes a certificate date that is no date as unknown, and refuses', () => {
    const certificate = {
      id: asId<CertificateId>('c'),
      validFrom: '2026-01-01',
      validTo: '9999-99-99',
      revoked: false,
    }
    const decision = decide(lapdPack, { ...ordinaryFacts, actor: { ...ordinaryActor, certificate } })
    expect(codes(decision)).toEqual(['CERT_EXPIRED'])
  })

  it('does not apply a prohibition outside its own dates', () => {
    const facts = { ...ordinaryFacts, source: 'body-worn-camera' }
    expect(codes(decide(lapdPack, facts))).toEqual(['BODY_CAMERA_BARRED'])
    const lapsed = decide(withRuleDates('LA-PROBE-4', { validTo: '2026-03-01' }), facts)
    expect(lapsed.permitted).toBe(true)
    expect(lapsed.rulesApplied).not.toContain('LA-PROBE-4')
    expect(decide(withRuleDates('LA-PROBE-4', { validTo: '2026-03-02' }), facts).permitted).toBe(false)
    expect(decide(withRuleDates('LA-PROBE-4', { validFrom: '2026-03-03' }), facts).permitted).toBe(true)
  })

  it('permits nothing after the permit itself has ended', () => {
    const decision = decide(withRuleDates('LA-PERMIT-1', { validTo: '2026-03-01' }), ordinaryFacts)
    expect(decision.permitted).toBe(false)
    expect(codes(decision)).toEqual(['NOT_PERMITTED'])
    expect(decision.refusals[0]?.rule).toBe('LA-PERMIT-1')
  })

  it.each(['caseNumber', 'purpose', 'onBehalfOf'] as const)(
    'does not permit without %s even when its prohibition has lapsed',
    (fact) => {
      const rules = lapdPack.rules.filter(({ code }) => code === 'NOT_PERMITTED')
      const decision = decide({ ...lapdPack, rules }, { ...ordinaryFacts, [fact]: undefined })
      expect(codes(decision)).toEqual(['NOT_PERMITTED'])
    },
  )

  it('refuses with POLICY_ERROR when a policy fails while it is weighed', () => {
    // The engine skips a failing prohibition; without the check this request would be permitted.
    const overflowing =
      '@id("LA-LIMIT-1") forbid (principal, action, resource) when { context.k * 4611686018427387904 > 1 };'
    const pack = {
      ...lapdPack,
      sha256: 'pack-with-an-overflow',
      policies: { ...lapdPack.policies, 'LA-LIMIT-1': overflowing },
    }
    const decision = decide(pack, { ...ordinaryFacts, k: 20 })
    expect(codes(decision)).toEqual(['POLICY_ERROR'])
    expect(decision.refusals[0]?.reason).toBe('the policy engine could not weigh LA-LIMIT-1')
    expect(decision.rulesApplied).toEqual([])
  })

  it('refuses with POLICY_ERROR when a policy of the pack cannot be prepared', () => {
    const pack = { ...lapdPack, sha256: 'pack-with-broken-text', policies: {} }
    expect(codes(decide(pack, ordinaryFacts))).toEqual(['POLICY_ERROR'])
  })

  it.each([
    ['a lone surrogate', { caseNumber: 'x\ud800' }],
    ['a number too large for the policy language', { k: 2 ** 70 }],
    ['a number that is not a number', { k: Number.NaN }],
  ])('refuses %s with POLICY_ERROR and does not throw', (_words, change) => {
    expect(codes(decide(lapdPack, { ...ordinaryFacts, ...change }))).toEqual(['POLICY_ERROR'])
  })

  it('decides by pack.json: a crime class taken from the list is refused', () => {
    const pack = loadPack(
      withText('packJson', { from: '"code": "narcotics"', to: '"code": "other-narcotics"' }),
    )
    expect(codes(weigh(pack, { ...ordinaryFacts, crime: 'narcotics' }))).toEqual(['CRIME_CLASS_UNKNOWN'])
    expect(decide(lapdPack, { ...ordinaryFacts, crime: 'narcotics' }).permitted).toBe(true)
  })
})
