import { describe, expect, it } from 'vitest'
import { fixedClock, isIsoDate, isoDate, isoWeek, yearsBetween } from './clock.ts'

describe('calendar dates', () => {
  it('are those of UTC', () => {
    expect(isoDate(new Date('2026-11-22T23:59:59.999Z'))).toBe('2026-11-22')
    expect(isoDate(fixedClock('2026-11-23T00:00:00+02:00').now())).toBe('2026-11-22')
  })

  it('must exist', () => {
    expect(isIsoDate('2024-02-29')).toBe(true)
    for (const odd of [
      '2023-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '2026-11-22T00:00',
      '',
      '２０２６-01-01',
    ]) {
      expect(isIsoDate(odd)).toBe(false)
    }
  })
})

describe('isoWeek', () => {
  it.each([
    ['2026-11-22', '2026-W47'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-01', '2020-W53'],
  ])('of %s is %s', (day, week) => {
    expect(isoWeek(new Date(`${day}T12:00:00Z`))).toBe(week)
  })
})

describe('yearsBetween', () => {
  it.each([
    ['2000-06-15', '2018-06-14', 17],
    ['2000-06-15', '2018-06-15', 18],
    ['2000-02-29', '2018-02-28', 17],
    ['2000-02-29', '2018-03-01', 18],
    ['2000-01-01', '1999-12-31', -1],
  ])('from %s to %s are %d', (from, to, years) => {
    expect(yearsBetween(from, to)).toBe(years)
  })
})
