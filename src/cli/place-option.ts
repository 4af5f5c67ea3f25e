import { type AreaKind, areaKinds } from '../lead/index.ts'
import { WrongUse } from './wrong-use.ts'

const parts = {
  municipality: 'municipality',
  county: 'county',
  state: 'state',
  'postal-code': 'postalCode',
} as const

const isKind = (kind: string): kind is AreaKind => areaKinds.some((known) => known === kind)

/** `PART=NAME` as typed. Throws WrongUse. */
export function namedPart(text: string): { readonly kind: AreaKind; readonly name: string } {
  const [kind = '', ...rest] = text.split('=')
  const name = rest.join('=').trim()
  if (isKind(kind) && name !== '') return { kind, name }
  throw new WrongUse(
    `--place takes PART=NAME with one of ${areaKinds.join(', ')}, not "${text.slice(0, 60)}".`,
  )
}

/** Where an incident was, from its parts as typed; undefined where none is given. Throws WrongUse, also where a part is given twice. */
export function placeOf(given: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (given.length === 0) return undefined
  const named = given.map(namedPart)
  const twice = named.find(({ kind }, at) => named.findIndex((one) => one.kind === kind) !== at)
  if (twice) throw new WrongUse(`--place ${twice.kind} is given twice; an incident has one place.`)
  return Object.fromEntries(named.map(({ kind, name }) => [parts[kind], name]))
}
