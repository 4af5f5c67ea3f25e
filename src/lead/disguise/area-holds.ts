import type { IncidentPlace } from '../../search/index.ts'
import { stateCode } from './state-codes.ts'

export const areaKinds = ['municipality', 'county', 'state', 'postal-code'] as const
export type AreaKind = (typeof areaKinds)[number]

/** A place that an agency serves. Of a postal code the beginning counts where it ends with a star: `900*`. */
export type AreaPlace = {
  readonly kind: AreaKind
  readonly name: string
  /** State of a municipality or a county, where two of one name are told apart by it. */
  readonly state?: string | undefined
}

/**
 * Whether an area holds a place: one of its entries covers one part of what is said. A part that the area does not list says nothing; where
 * no entry covers any part, the place is outside. Capitals, accents and words such as "City of" and "County" count for nothing.
 */
export const areaHolds = (area: readonly AreaPlace[], place: IncidentPlace): boolean =>
  area.some((entry) => covers(entry, place))

function covers({ kind, name, state }: AreaPlace, place: IncidentPlace): boolean {
  if (kind === 'state') return sameState(name, place.state) === true
  if (kind === 'postal-code') return coversCode(name, place.postalCode)
  const said = kind === 'municipality' ? place.municipality : place.county
  return said !== undefined && plain(said) === plain(name) && sameState(state, place.state) !== false
}

/** Undefined where one of the two is not said. */
function sameState(one: string | undefined, other: string | undefined): boolean | undefined {
  if (!one?.trim() || !other?.trim()) return undefined
  return stateCode(one) === stateCode(other)
}

/** Nine-figure codes of the United States are those of their first five. */
function coversCode(name: string, said: string | undefined): boolean {
  const [wanted, given] = [name, said ?? ''].map((code) => code.replaceAll(/\s/g, '').toUpperCase())
  if (!wanted || !given) return false
  if (wanted.endsWith('*')) return given.startsWith(wanted.slice(0, -1))
  return given === wanted || (/^\d{5}-\d{4}$/.test(given) && given.slice(0, 5) === wanted)
}

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[.,]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^(city|town|village|borough|county) of /, '')
    .replace(/ (county|parish|borough)$/, '')
