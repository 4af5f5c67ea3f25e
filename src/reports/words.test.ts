import { expect, it } from 'vitest'
import { ageWords, breakLongWords, dateWords, printable, timeWords } from './words.ts'

it('writes dates and times in words, in UTC', () => {
  expect(dateWords('2021-03-04')).toBe('March 4, 2021')
  expect(timeWords('2026-01-01T01:30:00+02:00')).toBe('December 31, 2025, 23:30 UTC')
})

it('counts the age of a photograph in whole years', () => {
  expect(ageWords('2021-11-23', '2022-11-22')).toBe('less than a year')
  expect(ageWords('2021-11-22', '2022-11-22')).toBe('1 year')
  expect(ageWords('2011-11-22', '2022-11-22')).toBe('11 years')
})

it('prints Latin letters of many languages as they are', () => {
  for (const name of [
    'Ordo\u00f1ez',
    '\u0141ukasz \u017b\u00f3\u0142\u0107',
    'Nguy\u1ec5n',
    'O\u2019Brien',
    'A\u010dko',
  ])
    expect(printable(name)).toBe(name)
  expect(printable('n\u0303')).toBe('\u00f1')
})

it('prints what the fonts lack as codes, and nothing invisible', () => {
  expect(printable('\u0416a')).toBe('[U+0416]a')
  expect(printable('\u{1f600}')).toBe('[U+1F600]')
  expect(printable('a\u202eb\u0000')).toBe('a[U+202E]b[U+0000]')
  expect(printable('a\r\nb\tc\u2028d')).toBe('a\nb c\nd')
})

it('breaks only words that no line could hold, and loses no character', () => {
  const key = `${'k'.repeat(4400)}==`
  const broken = breakLongWords(`a ${'b'.repeat(200)} ${key}`, 80)
  expect(
    broken
      .split('\n')
      .slice(1)
      .every((line) => line.length <= 80),
  ).toBe(true)
  expect(broken.startsWith(`a ${'b'.repeat(200)} k`)).toBe(true)
  expect(broken.replaceAll('\n', '')).toBe(`a ${'b'.repeat(200)} ${key}`)
})
