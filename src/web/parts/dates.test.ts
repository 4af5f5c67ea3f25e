import { expect, test } from 'vitest'
import { daysInWords, daysUntil, minuteOf, secondOf } from './dates.ts'

const now = new Date('2026-11-22T23:59:58.123Z')

test('an instant is written in UTC with its zone', () => {
  expect(minuteOf('2026-11-22T14:02:11.500Z')).toBe('2026-11-22 14:02Z')
  expect(minuteOf('2026-11-22T14:02:11-06:00')).toBe('2026-11-22 20:02Z')
  expect(secondOf(now)).toBe('23:59:58Z')
})

test('text that is no instant is shown as it came', () => {
  expect(minuteOf('soon')).toBe('soon')
})

test('days are counted between calendar days, not between hours', () => {
  expect(daysUntil('2026-11-22', now)).toBe(0)
  expect(daysUntil('2026-11-23', now)).toBe(1)
  expect(daysUntil('2026-10-23', now)).toBe(-30)
})

test('a count of days reads as words', () => {
  expect(daysInWords(1)).toBe('in 1 day')
  expect(daysInWords(0)).toBe('today')
  expect(daysInWords(-30)).toBe('30 days ago')
})
