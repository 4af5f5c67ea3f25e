import { expect, test } from 'vitest'
import { ordersOf } from './orders-option.ts'

const whole = 'authorisation; 12 Gs 345/26; District Court ;2026-11-01;2026-12-31'

test('orders are read part by part, and none is not an empty list', () => {
  expect(ordersOf([])).toBeUndefined()
  expect(ordersOf([whole])).toEqual([
    {
      kind: 'authorisation',
      number: '12 Gs 345/26',
      issuedBy: 'District Court',
      issuedOn: '2026-11-01',
      validTo: '2026-12-31',
    },
  ])
})

test.each([
  ['a part is missing', 'authorisation;12;District Court;2026-11-01'],
  ['a part is blank', 'authorisation;;District Court;2026-11-01;2026-12-31'],
  ['there are too many', `${whole};2027-01-01`],
  ['a day is none', 'authorisation;12;District Court;2026-11-31;2026-12-31'],
  ['it ends before it begins', 'authorisation;12;District Court;2026-11-02;2026-11-01'],
])('an order is not taken where %s', (_, text) => {
  expect(() => ordersOf([text])).toThrow('--order')
})
