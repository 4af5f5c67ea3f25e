import { expect, test } from 'vitest'
import { hoursWords, sliceOf, sliceWords } from './dashboard-words.ts'

const search = (more: object) =>
  ({
    logIndex: 1,
    week: '2026-W47',
    stand: 'open',
    disagreed: false,
    outcomeOverdue: false,
    ...more,
  }) as never

test('hours are told in minutes, hours or days, as people think of them', () => {
  expect([0.001, 0.5, 1, 26.04, 48, 60].map(hoursWords)).toEqual([
    ...['1 min', '30 min', '1 h', '26 h', '2 days', '2.5 days'],
  ])
})

test.each([
  ['all', {}, true],
  ['concluded', {}, false],
  ['concluded', { hours: 3 }, true],
  ['waiting', {}, true],
  ['waiting', { stand: 'withdrawn' }, false],
  ['disagreed', { disagreed: true }, true],
  ['disagreed', {}, false],
  ['overdue', { outcomeOverdue: true }, true],
  ['overdue', {}, false],
  ['week 2026-W47', {}, true],
  ['week 2026-W46', {}, false],
  ['stand no-lead', { stand: 'no-lead' }, true],
  ['stand lead', { stand: 'no-lead' }, false],
])('what is counted in "%s"', (slice, more, counted) => {
  expect(sliceOf(slice)(search(more))).toBe(counted)
  expect(sliceWords(slice)).toMatch(/^(of|that|about|whose) /)
})
