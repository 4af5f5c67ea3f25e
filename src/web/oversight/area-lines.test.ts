import { expect, test } from 'vitest'
import { linesOf, noLines, placesIn } from './area-lines.ts'

test('an area comes back from its lines as it was set', () => {
  const places = [
    { kind: 'municipality', name: 'Los Angeles', state: 'CA' },
    { kind: 'county', name: 'Orange' },
    { kind: 'postal-code', name: '900*' },
  ] as const
  expect(placesIn(linesOf(places.map((one) => ({ ...one }))))).toEqual(places)
})

test('empty lines and an empty state say nothing, and a postal code keeps its signs', () => {
  const lines = { ...noLines, municipality: '\nBurbank, \n', 'postal-code': ' 900* \n' }
  expect(placesIn(lines)).toEqual([
    { kind: 'municipality', name: 'Burbank' },
    { kind: 'postal-code', name: '900*' },
  ])
})
