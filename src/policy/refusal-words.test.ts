import { describe, expect, it } from 'vitest'
import { must } from '../kernel/index.ts'
import { decide } from './decide.ts'
import { lapdPack, ordinaryFacts } from './lapd.fixture.ts'
import { explainRefusal } from './refusal-words.ts'
import type { RequestFacts } from './request-facts.ts'

const refusalFor = (change: Partial<RequestFacts>) =>
  must(decide(lapdPack, { ...ordinaryFacts, ...change }).refusals[0], 'a refusal')

describe('explainRefusal', () => {
  it('says in one sentence what was refused and by which rule', () => {
    expect(explainRefusal(refusalFor({ caseNumber: undefined }))).toBe(
      'This search was refused: no case number (rule LA-CASE-1).',
    )
  })

  it('names the value and the limit', () => {
    expect(explainRefusal(refusalFor({ k: 50 }))).toBe(
      'This search was refused: 50 candidates were asked for and the limit is 1 to 20 (rule LA-LIMIT-1).',
    )
  })

  it('says what is needed and who imposes it', () => {
    const refusal = refusalFor({ galleryKind: 'driver-licence' })
    expect(refusal.needed).toBe('Search the booking photographs.')
    expect(refusal.source).toContain('LASD 5-08/100.50')
  })

  it('names no section where a house rule has none', () => {
    expect(refusalFor({ source: 'drawn' }).source).toBe('House rule; no California source found')
  })

  it('shows typed values on one short line', () => {
    const { reason } = refusalFor({ purpose: `a\u0000b\n\u202e${'x'.repeat(500)}` })
    expect(reason).toContain('(a b  xxx')
    expect(reason).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(reason.length).toBeLessThan(150)
  })

  it('does not fill a placeholder that stands in a typed value', () => {
    expect(refusalFor({ purpose: '{roles} $& $1' }).reason).toContain('({roles} $& $1)')
  })

  it('never shows the narrative or the case number', () => {
    const decision = decide(lapdPack, {
      onDate: '2026-03-02',
      actor: { id: ordinaryFacts.actor.id },
      caseNumber: 'SECRET-1',
      narrative: 'secret deportation',
      galleryKind: undefined,
    })
    expect(decision.refusals.length).toBeGreaterThan(5)
    expect(JSON.stringify(decision).toLowerCase()).not.toContain('secret')
  })
})
