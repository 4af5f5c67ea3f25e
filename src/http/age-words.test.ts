import { expect, test } from 'vitest'
import { ageWords } from './age-words.ts'

test.each([
  ['2021-04-17', '2026-11-22', '5 y 7 m old'],
  ['2021-04-23', '2026-11-22', '5 y 6 m old'],
  ['2025-11-22', '2026-11-22', '1 y old'],
  ['2026-08-01', '2026-11-22', '3 m old'],
  ['2026-11-01', '2026-11-22', 'less than a month old'],
  ['2026-11-22', '2026-11-22', 'less than a month old'],
])('a booking of %s seen on %s is %s', (bookedOn, today, words) => {
  expect(ageWords(bookedOn, today)).toBe(words)
})
