import type { ServiceArea } from '../parts/api.ts'

type Place = ServiceArea['places'][number]

/** The four lists of an area, as they are typed: a place to a line, its state after the last comma. */
export type AreaLines = Readonly<Record<Place['kind'], string>>

export const noLines: AreaLines = { municipality: '', county: '', state: '', 'postal-code': '' }

export function linesOf(places: readonly Place[]): AreaLines {
  const of = (kind: Place['kind']) =>
    places
      .filter((one) => one.kind === kind)
      .map(({ name, state }) => (state === undefined ? name : `${name}, ${state}`))
      .join('\n')
  return {
    municipality: of('municipality'),
    county: of('county'),
    state: of('state'),
    'postal-code': of('postal-code'),
  }
}

export function placesIn(lines: AreaLines): Place[] {
  return (Object.keys(noLines) as Place['kind'][]).flatMap((kind) =>
    lines[kind]
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => placeIn(kind, line)),
  )
}

function placeIn(kind: Place['kind'], line: string): Place {
  const comma = line.lastIndexOf(',')
  if (comma < 0 || kind === 'state' || kind === 'postal-code') return { kind, name: line }
  const [name, state] = [line.slice(0, comma).trim(), line.slice(comma + 1).trim()]
  return state === '' ? { kind, name } : { kind, name, state }
}
