import type { RequestDetails } from '../parts/api.ts'

/** A court order as the fields hold it while it is typed. */
export type OrderText = {
  readonly kind: string
  readonly number: string
  readonly issuedBy: string
  readonly issuedOn: string
  readonly validTo: string
}

const none = { number: '', issuedBy: '', issuedOn: '', validTo: '' }

/** Orders in the one text in which the form keeps them. */
export const ordersText = (orders: readonly OrderText[]): string =>
  orders.length === 0 ? '' : JSON.stringify(orders)

const ordersIn = (text: string): readonly OrderText[] => (text === '' ? [] : JSON.parse(text))

/** The order of a kind; its fields are empty where none is typed. */
export const orderOf = (text: string, kind: string): OrderText =>
  ordersIn(text).find((order) => order.kind === kind) ?? { kind, ...none }

/** The orders with that of one kind changed; one whose fields are all empty is left out. */
export function withOrder(text: string, order: OrderText): string {
  const others = ordersIn(text)
  const at = others.findIndex(({ kind }) => kind === order.kind)
  const isEmpty = Object.keys(none).every((name) => order[name as keyof typeof none].trim() === '')
  const changed = at < 0 ? [...others, order] : others.map((one, index) => (index === at ? order : one))
  return ordersText(changed.filter((one) => one !== order || !isEmpty))
}

const isWhole = (order: OrderText): boolean => Object.values(order).every((value) => value.trim() !== '')

/** What to send: orders that are given whole. */
export const wholeOrders = (text: string): NonNullable<RequestDetails['orders']> =>
  ordersIn(text)
    .filter((order) => isWhole(order) && order.issuedOn <= order.validTo)
    .map(({ kind, number, issuedBy, issuedOn, validTo }) => {
      return { kind, number: number.trim(), issuedBy: issuedBy.trim(), issuedOn, validTo }
    })

/** What is wrong with an order that somebody began to type, and what to do; undefined where nothing is. */
export function orderFault(text: string): string | undefined {
  const orders = ordersIn(text)
  if (orders.some((order) => !isWhole(order)))
    return 'Give number, court, both days, or clear all four: half an order is not saved.'
  return orders.some(({ issuedOn, validTo }) => issuedOn > validTo)
    ? 'The last day lies before the day on which the order was given.'
    : undefined
}
