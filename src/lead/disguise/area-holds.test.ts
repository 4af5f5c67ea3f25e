import { expect, it } from 'vitest'
import { type AreaPlace, areaHolds } from './area-holds.ts'

const city: AreaPlace = { kind: 'municipality', name: 'Los Angeles', state: 'CA' }
const county: AreaPlace = { kind: 'county', name: 'Orange', state: 'California' }
const code: AreaPlace = { kind: 'postal-code', name: '90012' }
const codes: AreaPlace = { kind: 'postal-code', name: '913*' }
const state: AreaPlace = { kind: 'state', name: 'Nevada' }
const area = [city, county, code, codes, state]

it.each([
  { municipality: 'los angeles' },
  { municipality: 'City of Los Angeles', state: 'California' },
  { municipality: 'Los  Ángeles', state: 'ca' },
  { county: 'Orange County', state: 'CA' },
  { municipality: 'Irvine', county: 'County of Orange' },
  { postalCode: '90012' },
  { postalCode: '90012-1234' },
  { postalCode: '91367' },
  { municipality: 'Reno', state: 'NV' },
])('holds %o', (place) => {
  expect(areaHolds(area, place)).toBe(true)
})

it.each([
  { municipality: 'Burbank', state: 'CA' },
  { municipality: 'Los Angeles', state: 'TX' },
  { county: 'Orange', state: 'FL' },
  { postalCode: '90013' },
  { postalCode: '9' },
  { postalCode: '900121234' },
  { state: 'California' },
  { municipality: 'Orange' },
  { municipality: '' },
  {},
])('does not hold %o', (place) => {
  expect(areaHolds(area, place)).toBe(false)
})

it('two states that have no code of the post are told apart as they are written', () => {
  const abroad: AreaPlace = { kind: 'municipality', name: 'Frankfurt', state: 'Hessen' }
  expect(areaHolds([abroad], { municipality: 'Frankfurt', state: 'hessen' })).toBe(true)
  expect(areaHolds([abroad], { municipality: 'Frankfurt', state: 'Brandenburg' })).toBe(false)
})
