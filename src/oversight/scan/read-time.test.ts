import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTime } from './read-time.ts'

const at = (iso: string) => Date.parse(iso)

describe('reading a time', () => {
  it.each([
    ['2019-11-26T10:01:02.123Z', '2019-11-26T10:01:02.123Z'],
    ['2019-11-26 10:01:02', '2019-11-26T10:01:02Z'],
    ['2019/11/26 10:01:02', '2019-11-26T10:01:02Z'],
    ['2019-11-26T10:01:02-08:00', '2019-11-26T18:01:02Z'],
    ['2019-11-26', '2019-11-26T00:00:00Z'],
    ['11/26/2019 10:01:02 PM', '2019-11-26T22:01:02Z'],
    ['11/26/2019, 12:00:01 AM', '2019-11-26T00:00:01Z'],
    ['26/11/2019 10:01:02', '2019-11-26T10:01:02Z'],
    ['26.11.2019 10:01:02', '2019-11-26T10:01:02Z'],
    ['26-Nov-2019 10:01:02.500', '2019-11-26T10:01:02.500Z'],
    ['26/Nov/2019:10:01:02 +0100', '2019-11-26T09:01:02Z'],
    ['Tue, 26 Nov 2019 10:01:02 -0500', '2019-11-26T15:01:02Z'],
    ['Tue Nov 26 10:01:02 2019', '2019-11-26T10:01:02Z'],
    ['1574762462.123', '2019-11-26T10:01:02.123Z'],
    ['1574762462123', '2019-11-26T10:01:02.123Z'],
  ])('%s', (text, iso) => expect(readTime(text)).toBe(at(iso)))

  it('takes the first number for the day where that is said', () => {
    expect(readTime('03/04/2026')).toBe(at('2026-03-04T00:00:00Z'))
    expect(readTime('03/04/2026', { dayFirst: true })).toBe(at('2026-04-03T00:00:00Z'))
  })

  it('needs to be told the year where none is written', () => {
    expect(readTime('Nov 26 10:01:02', { year: 2019 })).toBe(at('2019-11-26T10:01:02Z'))
    expect(readTime('Nov 26 10:01:02')).toBeUndefined()
  })

  it.each([
    ['2019-02-30 10:00:00'],
    ['2019-11-26 25:00:00'],
    ['soon'],
    [''],
    ['13/13/2019'],
    ['99-Nov-2019 10:00:00'],
  ])('reads nothing from "%s"', (text) => expect(readTime(text)).toBeUndefined())

  it('never throws, and gives a finite number or nothing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const time = readTime(text)
        expect(time === undefined || Number.isFinite(time)).toBe(true)
      }),
    )
  })
})
