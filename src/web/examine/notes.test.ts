import { expect, test } from 'vitest'
import { comparedCount, noteDown } from './notes.ts'

test('notes are kept for each candidate apart', () => {
  const first = noteDown({}, 'A', { feature: 'ears', relation: 'similar' })
  const second = noteDown(first, 'B', { feature: 'ears', relation: 'different', note: 'lobes' })
  expect(second.A).toEqual({ ears: { note: '', relation: 'similar' } })
  expect(comparedCount(second.B)).toBe(1)
  expect(comparedCount(second.C)).toBe(0)
})

test('what cannot be compared, or has only a note, does not count as compared', () => {
  expect(comparedCount(noteDown({}, 'A', { feature: 'ears', note: 'hidden' }).A)).toBe(0)
  expect(comparedCount(noteDown({}, 'A', { feature: 'ears', relation: 'not-comparable' }).A)).toBe(0)
})
