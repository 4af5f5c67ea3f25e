import { must, yearsBetween } from '../kernel/index.ts'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** A YYYY-MM-DD date as Americans write it: March 4, 2021. */
export function dateWords(isoDate: string): string {
  const month = must(months[Number(isoDate.slice(5, 7)) - 1], 'month')
  return `${month} ${Number(isoDate.slice(8, 10))}, ${isoDate.slice(0, 4)}`
}

/** An ISO 8601 time in words, in UTC to the minute. */
export function timeWords(isoTime: string): string {
  const utc = new Date(isoTime).toISOString()
  return `${dateWords(utc)}, ${utc.slice(11, 16)} UTC`
}

/** 12345 as 12,345. */
export const countWords = (count: number): string => count.toLocaleString('en-US')

/** How old a photograph is: whole years between two YYYY-MM-DD dates. */
export function ageWords(from: string, to: string): string {
  const years = yearsBetween(from, to)
  if (years < 1) return 'less than a year'
  return years === 1 ? '1 year' : `${years} years`
}

/** What the embedded fonts can print: Latin with its extensions, punctuation and a few signs. */
const unprintable =
  /[^\n\x20-\x7e\xa0-\u0131\u0134-\u0148\u014a-\u017e\u01a0\u01a1\u01af\u01b0\u01fa-\u021b\u1e80-\u1e85\u1ea0-\u1ef9\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2116\u2122\u2212\u2248\u2260\u2264\u2265]/gu

/**
 * Text from outside, made printable: composed, one kind of line end, and every character that the fonts lack written as
 * its code, so that nothing vanishes from an official document without a trace.
 */
export function printable(text: string): string {
  const composed = text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
  return composed.replace(unprintable, (character) => {
    const code = must(character.codePointAt(0), 'code point').toString(16).toUpperCase()
    return `[U+${code.padStart(4, '0')}]`
  })
}

/** pdfkit breaks a word that is wider than its line in quadratic time; longer ones are broken here, every so many characters. */
export const longestWord = 200

export function breakLongWords(text: string, everyCharacters: number): string {
  const piece = new RegExp(`\\S{1,${everyCharacters}}`, 'gu')
  return text.replace(/\S+/gu, (word) =>
    word.length <= longestWord ? word : (word.match(piece) ?? []).join('\n'),
  )
}
