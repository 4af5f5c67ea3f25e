import { expect, test } from 'vitest'
import type { SupervisedSearch } from './supervised-searches.ts'
import { supervisionFigures } from './supervision-figures.ts'

const search = (day: string, more: Partial<SupervisedSearch> = {}): SupervisedSearch => ({
  ...{ logIndex: 1, searchedAt: new Date(`${day}T10:00:00Z`), stand: 'open', hours: undefined },
  ...{ leadLogIndex: undefined, examinedTwice: false, disagreed: false, outcomeOverdue: false },
  ...more,
})
const period = { since: new Date('2026-11-02T00:00:00Z'), until: new Date('2026-11-22T10:00:00Z') }

test('every week of the period stands there, also one in which nothing was searched', () => {
  const { weeks } = supervisionFigures([search('2026-11-03'), search('2026-11-20')], period)
  expect(weeks.map(({ week, searches }) => `${week} ${searches}`)).toEqual([
    '2026-W45 1',
    '2026-W46 0',
    '2026-W47 1',
  ])
})

test('the middle and the ninth of ten are hours that occurred, of concluded searches alone', () => {
  const hours = [1, 2, 3, 4, 5, 6, 7, 8, 90, 400]
  const searches = [
    ...hours.map((one) => search('2026-11-03', { hours: one, stand: 'no-lead' })),
    search('2026-11-04'),
  ]
  const { turnaround, weeks } = supervisionFigures(searches, period)
  expect(turnaround).toEqual({ count: 10, medianHours: 5, p90Hours: 90 })
  expect(weeks[0]?.turnaround).toEqual(turnaround)
  expect(weeks[1]?.turnaround).toBeUndefined()
  expect(supervisionFigures([], period).turnaround).toBeUndefined()
})

test('each search is counted once where it stands, and disagreements and overdue outcomes beside it', () => {
  const figures = supervisionFigures(
    [
      search('2026-11-03', { stand: 'lead', outcomeOverdue: true, examinedTwice: true }),
      search('2026-11-03', { stand: 'inconclusive', examinedTwice: true, disagreed: true }),
      search('2026-11-10', { stand: 'inconclusive' }),
    ],
    period,
  )
  expect(figures).toMatchObject({ examinedTwice: 2, disagreements: 1, overdueOutcomes: 1 })
  expect(figures.stands).toEqual([
    { stand: 'lead', searches: 1 },
    { stand: 'inconclusive', searches: 2 },
  ])
})
