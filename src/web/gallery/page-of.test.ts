import { expect, test } from 'vitest'
import { pageWords, readPage } from './page-of.ts'

test('an address names a page or means the first', () => {
  expect(readPage('3')).toBe(3)
  for (const other of [null, '', '0', '-1', '1.5', 'x', '9999999']) expect(readPage(other)).toBe(1)
})

test('pages are counted in words', () => {
  expect(pageWords({ page: 2, last: 7, total: 1312 })).toBe('page 2 of 7, 1,312 bookings')
  expect(pageWords({ page: 1, last: 1, total: 1 })).toBe('1 booking')
})
