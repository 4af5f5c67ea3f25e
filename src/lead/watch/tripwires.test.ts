import { expect, it } from 'vitest'
import {
  type DutyHours,
  hourIn,
  manyOpened,
  outsideHours,
  type SearchFacts,
  type SettableWire,
  settableWires,
  trippedBySearch,
  type WireSetting,
} from './tripwires.ts'

const facts: SearchFacts = {
  at: new Date('2026-11-19T18:00:00Z'),
  emergency: false,
  caseNumber: '26-004711',
  crime: 'robbery',
  earlierSearches: 7,
  casesOfPicture: [],
  crimesOfCase: [],
}
const duty: DutyHours = { from: 6, until: 22, zone: 'America/Los_Angeles' }
const all: WireSetting = { wires: settableWires, duty, manyInAnHour: 5 }
const rules = (some: Partial<SearchFacts>, setting: Partial<WireSetting> = {}): readonly string[] =>
  trippedBySearch({ ...facts, ...some }, { ...all, ...setting }).map(({ rule }) => rule)

it('an ordinary search trips nothing', () => {
  expect(rules({})).toEqual([])
})

it('the same picture trips under another case, and not under the same one spelt with other blanks and capitals', () => {
  expect(rules({ casesOfPicture: ['26-004711', '26-009999'] })).toEqual(['picture-in-two-cases'])
  expect(rules({ caseNumber: '26 a-1', casesOfPicture: ['26A-1'] })).toEqual([])
})

it('a case number trips where it was another crime before', () => {
  expect(rules({ crimesOfCase: ['robbery', 'arson'] })).toEqual(['case-reused'])
  expect(rules({ crimesOfCase: ['robbery'] })).toEqual([])
})

it('the first search of a person trips, the second does not', () => {
  expect(rules({ earlierSearches: 0 })).toEqual(['first-search'])
  expect(rules({ earlierSearches: 1 })).toEqual([])
})

it('hours are those on the wall of the agency, over midnight as well, and an emergency has none', () => {
  const night = new Date('2026-11-19T08:30:00Z')
  expect(hourIn(night, duty.zone)).toBe(0)
  expect(rules({ at: night })).toEqual(['outside-hours'])
  expect(rules({ at: night, emergency: true })).toEqual([])
  const late = { ...duty, from: 18, until: 2 }
  expect(outsideHours({ ...facts, at: night }, late)).toBeUndefined()
  expect(outsideHours(facts, late)).toContain('duty is from 18:00 to 2:00')
})

it('a slack wire trips for nothing', () => {
  const tripping: Partial<SearchFacts> = {
    ...{ at: new Date('2026-11-19T08:30:00Z'), earlierSearches: 0 },
    ...{ casesOfPicture: ['x'], crimesOfCase: ['arson'] },
  }
  const searchWires = settableWires.filter((wire) => wire !== 'many-opened' && !wire.startsWith('resembles-'))
  expect(rules(tripping)).toEqual(searchWires)
  expect(rules(tripping, { wires: [] })).toEqual([])
  const one: SettableWire = 'case-reused'
  expect(rules(tripping, { wires: [one] })).toEqual([one])
  expect(rules(tripping, { duty: undefined })).not.toContain('outside-hours')
})

it('as many as were set count as many', () => {
  expect(manyOpened(4, all)).toBeUndefined()
  expect(manyOpened(5, all)).toContain('5 lists or leads')
})
