import { isIsoDate } from '../kernel/index.ts'
import { WrongUse } from './wrong-use.ts'

export type OrderOption = {
  readonly kind: string
  readonly number: string
  readonly issuedBy: string
  readonly issuedOn: string
  readonly validTo: string
}

const form =
  '--order takes KIND;NUMBER;BY;FROM;TO, e.g. "authorisation;12 Gs 345/26;District Court;2026-11-01;2026-12-31"'

/** Court orders as typed, each with its five parts. Throws WrongUse. */
export function ordersOf(given: readonly string[]): readonly OrderOption[] | undefined {
  return given.length === 0 ? undefined : given.map(orderOf)
}

function orderOf(text: string): OrderOption {
  const parts = text.split(';').map((part) => part.trim())
  const [kind = '', number = '', issuedBy = '', issuedOn = '', validTo = ''] = parts
  if (parts.length !== 5 || parts.includes('')) throw new WrongUse(`${form}; not "${text.slice(0, 80)}".`)
  const wrong = [issuedOn, validTo].find((day) => !isIsoDate(day))
  if (wrong !== undefined)
    throw new WrongUse(`--order takes days as YYYY-MM-DD, not "${wrong.slice(0, 20)}".`)
  if (validTo < issuedOn)
    throw new WrongUse(`--order names a last day, ${validTo}, before the day it was given, ${issuedOn}.`)
  return { kind, number, issuedBy, issuedOn, validTo }
}
