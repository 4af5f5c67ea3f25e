import { expect, test } from 'vitest'
import { orderFault, orderOf, ordersText, wholeOrders, withOrder } from './order-fields.ts'

const order = {
  kind: 'authorisation',
  number: '12 Gs 345/26',
  issuedBy: 'District Court',
  issuedOn: '2026-11-01',
  validTo: '2026-12-31',
}

test('an order is read back as it was typed, and sent without outer blanks', () => {
  const text = withOrder('', { ...order, number: ' 12 Gs 345/26 ' })
  expect(orderOf(text, 'authorisation').number).toBe(' 12 Gs 345/26 ')
  expect(wholeOrders(text)).toEqual([order])
  expect(orderFault(text)).toBeUndefined()
})

test('half an order is not sent and says so; one that is cleared is gone', () => {
  const text = withOrder('', { ...order, validTo: '' })
  expect(wholeOrders(text)).toEqual([])
  expect(orderFault(text)).toContain('half an order')
  expect(
    withOrder(text, { kind: 'authorisation', number: '', issuedBy: ' ', issuedOn: '', validTo: '' }),
  ).toBe('')
  expect(orderFault('')).toBeUndefined()
})

test('an order that ends before it begins is not sent', () => {
  const text = ordersText([{ ...order, validTo: '2026-10-01' }])
  expect(wholeOrders(text)).toEqual([])
  expect(orderFault(text)).toContain('before the day')
})

test('a change of one order leaves those of other kinds alone', () => {
  const text = withOrder(ordersText([{ ...order, kind: 'warrant' }, order]), { ...order, number: '7' })
  expect(wholeOrders(text).map(({ kind, number }) => `${kind} ${number}`)).toEqual([
    'warrant 12 Gs 345/26',
    'authorisation 7',
  ])
})
