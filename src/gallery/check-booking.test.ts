import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefused } from '../kernel/index.ts'
import { adultAgeYears, type BookingDraft, checkBooking } from './check-booking.ts'

const today = '2026-11-19'
const draft: BookingDraft = {
  bookingNumber: '21-004711',
  personId: 'P-000001',
  bookedOn: '2021-04-17',
  birthDate: '1990-04-18',
  sex: 'F',
  agencyCode: 'DEMO-SO',
}
const check = (change: Partial<BookingDraft>) => checkBooking({ ...draft, ...change }, today)

function codeOf(change: Partial<BookingDraft>): string {
  try {
    check(change)
    return 'accepted'
  } catch (error) {
    if (!isRefused(error)) throw error
    expect(error.needed).toMatch(/\w/)
    return error.code
  }
}

describe('a booking', () => {
  it('is taken with the age that its dates give', () => {
    expect(check({})).toEqual({ ...draft, ageAtBooking: 30 })
    expect(check({ birthDate: '1990-04-17' })).toMatchObject({ ageAtBooking: 31 })
  })

  it('is taken with the stated age where the agency gives no birth date', () => {
    const stated = { birthDate: undefined, ageAtBooking: ' 42 ' }
    expect(check(stated)).toMatchObject({ ageAtBooking: 42, birthDate: undefined })
    expect(check({ ...stated, birthDate: '  ' })).toMatchObject({ ageAtBooking: 42, birthDate: undefined })
  })

  it('trusts the birth date more than a stated age', () => {
    expect(check({ ageAtBooking: '17' })).toMatchObject({ ageAtBooking: 30 })
    expect(codeOf({ birthDate: '2010-01-01', ageAtBooking: '40' })).toBe('UNDER_AGE')
  })

  it('is taken with spaces round its dates and any case of its sex code', () => {
    expect(check({ bookedOn: ' 2021-04-17 ', birthDate: '1990-04-18\t', sex: ' x ' })).toMatchObject({
      bookedOn: '2021-04-17',
      birthDate: '1990-04-18',
      sex: 'X',
    })
    expect(check({ sex: undefined })).toMatchObject({ sex: 'U' })
    expect(check({ sex: '' })).toMatchObject({ sex: 'U' })
  })

  it.each<[string, string, Partial<BookingDraft>]>([
    ['has no booking number', 'SOURCE_NOT_BOOKING', { bookingNumber: '' }],
    ['has no person id', 'SOURCE_NOT_BOOKING', { personId: '' }],
    ['has no agency', 'SOURCE_NOT_BOOKING', { agencyCode: '' }],
    ['has a booking number with a line break', 'SOURCE_NOT_BOOKING', { bookingNumber: '21\n04' }],
    ['has a person id that begins with a sign', 'SOURCE_NOT_BOOKING', { personId: '../P' }],
    ['has a person id of 65 characters', 'SOURCE_NOT_BOOKING', { personId: 'P'.repeat(65) }],
    ['has a booking date in another form', 'DATE_INVALID', { bookedOn: '17.04.2021' }],
    ['has a booking date that is not in the calendar', 'DATE_INVALID', { bookedOn: '2021-02-29' }],
    ['has a booking date before 1900', 'DATE_INVALID', { bookedOn: '1899-12-31' }],
    ['has no booking date', 'DATE_INVALID', { bookedOn: '' }],
    ['has a birth date that is not in the calendar', 'DATE_INVALID', { birthDate: '1990-00-10' }],
    ['is of tomorrow', 'BOOKED_IN_FUTURE', { bookedOn: '2026-11-20' }],
    ['is of somebody who is 17', 'UNDER_AGE', { birthDate: '2003-04-18' }],
    ['is of somebody not yet born', 'UNDER_AGE', { birthDate: '2022-01-01' }],
    ['is of somebody said to be 17', 'UNDER_AGE', { birthDate: undefined, ageAtBooking: '17' }],
    ['says nothing of age', 'AGE_UNKNOWN', { birthDate: undefined }],
    ['gives an age in words', 'AGE_UNKNOWN', { birthDate: '', ageAtBooking: 'forty' }],
    ['gives an age below nothing', 'AGE_UNKNOWN', { birthDate: '', ageAtBooking: '-40' }],
    ['gives an age with a fraction', 'AGE_UNKNOWN', { birthDate: '', ageAtBooking: '18.5' }],
    ['gives an age of 121', 'AGE_UNKNOWN', { birthDate: '', ageAtBooking: '121' }],
    ['has a sex code that is none', 'SEX_CODE_UNKNOWN', { sex: 'female' }],
  ])('that %s is refused as %s', (_what, code, change) => {
    expect(codeOf(change)).toBe(code)
  })

  it('is taken on its day, and on the eighteenth birthday', () => {
    expect(codeOf({ bookedOn: today })).toBe('accepted')
    expect(codeOf({ bookedOn: '2021-04-17', birthDate: '2003-04-17' })).toBe('accepted')
  })

  it('born on 29 February comes of age on 1 March of a year without that day', () => {
    expect(codeOf({ bookedOn: '2022-02-28', birthDate: '2004-02-29' })).toBe('UNDER_AGE')
    expect(codeOf({ bookedOn: '2022-03-01', birthDate: '2004-02-29' })).toBe('accepted')
  })
})

describe('any two dates', () => {
  const dates = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))

  it('are taken exactly when the person is an adult and the booking is not of the future', () => {
    fc.assert(
      fc.property(dates, dates, (bookedOn, birthDate) => {
        const [year = 0, month = 0, day = 0] = birthDate.split('-').map(Number)
        const ofAge = new Date(Date.UTC(year + adultAgeYears, month - 1, day)).toISOString().slice(0, 10)
        const expected = bookedOn > today ? 'BOOKED_IN_FUTURE' : bookedOn < ofAge ? 'UNDER_AGE' : 'accepted'
        expect(codeOf({ bookedOn, birthDate })).toBe(expected)
      }),
      { numRuns: 1_000 },
    )
  })

  it('in no other writing than YYYY-MM-DD are ever taken', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^\d{4}-\d{2}-\d{2}$/.test(text.trim()))
        expect(codeOf({ bookedOn: text })).toBe('DATE_INVALID')
      }),
    )
  })
})
