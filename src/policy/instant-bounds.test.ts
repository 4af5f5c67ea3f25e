import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asId } from '../kernel/index.ts'
import { decide } from './decide.ts'
import { beginsMs, endsMs, instantMs, momentsOf } from './instant-bounds.ts'
import { lapdPack, ordinaryActor, ordinaryFacts } from './lapd.fixture.ts'

const at = (instant: string | undefined, certificate: { validFrom?: string; validTo?: string }) =>
  decide(lapdPack, {
    ...ordinaryFacts,
    at: instant,
    actor: {
      ...ordinaryActor,
      certificate: {
        id: asId('c'),
        validFrom: '2026-01-01',
        validTo: '2026-12-31',
        revoked: false,
        ...certificate,
      },
    },
  }).refusals.map(({ code }) => code)

describe('a certificate that ends at an instant', () => {
  it('stops at 12:00:00 exactly', () => {
    const certificate = { validTo: '2026-03-02T12:00:00Z' }
    expect(at('2026-03-02T11:59:59.999Z', certificate)).toEqual([])
    expect(at('2026-03-02T12:00:00Z', certificate)).toEqual(['CERT_EXPIRED'])
    expect(at('2026-03-02T12:00:00.001Z', certificate)).toEqual(['CERT_EXPIRED'])
  })

  it('does not count while the time of day is unknown', () => {
    expect(at(undefined, { validTo: '2026-03-02T12:00:00Z' })).toEqual(['CERT_EXPIRED'])
    expect(at(undefined, { validTo: '2026-03-03T00:00:00Z' })).toEqual([])
    expect(at(undefined, { validFrom: '2026-03-02T00:00:01Z' })).toEqual(['CERT_NOT_YET_VALID'])
  })

  it('begins at its instant', () => {
    const certificate = { validFrom: '2026-03-02T12:00:00Z' }
    expect(at('2026-03-02T11:59:59.999Z', certificate)).toEqual(['CERT_NOT_YET_VALID'])
    expect(at('2026-03-02T12:00:00Z', certificate)).toEqual([])
  })

  it('counts its last day whole when it ends on a day, to the end of the calendar', () => {
    expect(at('2026-03-02T23:59:59.999Z', { validTo: '2026-03-02' })).toEqual([])
    expect(at('2026-03-02T00:00:00Z', { validTo: '2026-03-01' })).toEqual(['CERT_EXPIRED'])
    expect(at('2026-03-02T00:00:00Z', { validTo: '9999-12-31' })).toEqual([])
  })

  it.each([
    'noon',
    '2026-03-02T12:00',
    '2026-03-02T12:00:00+01:00',
    '2026-03-02T25:00:00Z',
    '2026-03-01T12:00:00Z',
  ])('refuses where the instant is %s, which is none on that day', (instant) => {
    expect(at(instant, {})).toEqual(['CERT_EXPIRED', 'CERT_NOT_YET_VALID'])
  })
})

describe('instants and days', () => {
  it('reads what a clock writes, to the millisecond', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
        expect(instantMs(date.toISOString())).toBe(date.getTime())
      }),
    )
  })

  it('never throws for any text, and gives whole milliseconds or nothing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const ms of [instantMs(text), beginsMs(text), endsMs(text)])
          expect(ms === undefined || Number.isInteger(ms)).toBe(true)
        momentsOf({ onDate: text, at: text })
      }),
    )
  })
})
