import { describe, expect, it } from 'vitest'
import { asId, type BookingId } from '../kernel/index.ts'
import { comparedWith } from './compared-with.ts'
import type { Examination, SealedAnswer } from './examination-record.ts'

const booking = asId<BookingId>('booking-of-the-lead')
const other = asId<BookingId>('another-booking')
const answer = (bookingId: BookingId, more: Partial<SealedAnswer>): SealedAnswer => ({
  ...{ bookingId, letter: 'C', conclusion: 'supports-same-source', reason: 'The ears.', features: {} },
  ...more,
})
const examination = (more: Partial<Examination>): Examination => ({
  ...{ id: asId('e'), searchId: asId('s'), position: 1, examinerId: asId('u'), certificateId: 'c' },
  ...{ conclusion: 'supports-same-source', bookingId: booking, features: {}, reason: 'The ears.' },
  ...{ answers: [], display: [], entryId: asId('n'), sealedAt: new Date(0) },
  ...more,
})

describe('what a sealed examination holds of the booking of a lead', () => {
  it('is each component that was compared, top to bottom, with its note and the pins on it', () => {
    const pins = [
      { number: 1, feature: 'scars', probe: { xPx: 10, yPx: 20 } },
      { number: 2, feature: 'ears', probe: { xPx: 1, yPx: 2 }, candidate: { xPx: 3, yPx: 4 } },
      { number: 4, feature: 'ears', candidate: { xPx: 5, yPx: 6 } },
    ]
    const compared = comparedWith(
      examination({
        answers: [
          answer(other, { features: { eyes: { relation: 'different' } } }),
          answer(booking, {
            features: { scars: { relation: 'different', note: 'left brow' }, ears: { relation: 'similar' } },
            pins,
          }),
        ],
      }),
      booking,
    )
    expect(compared).toEqual({
      features: [
        { code: 'ears', title: 'Ears', relation: 'similar', pins: [2, 4] },
        { code: 'scars', title: 'Scars', relation: 'different', note: 'left brow', pins: [1] },
      ],
      pins,
    })
  })

  it('is taken from examinations of the time when only one candidate was answered', () => {
    const features = { nose: { relation: 'similar' } } as const
    const early = { answers: undefined, features }
    expect(comparedWith(examination(early), booking)?.features.map(({ code }) => code)).toEqual(['nose'])
    expect(comparedWith(examination({ ...early, bookingId: other }), booking)).toBeUndefined()
  })

  it('is nothing where nothing was noted of it', () => {
    expect(comparedWith(examination({ answers: [answer(booking, {})] }), booking)).toBeUndefined()
    expect(comparedWith(examination({ answers: [] }), booking)).toBeUndefined()
  })
})
