import { describe, expect, it } from 'vitest'
import { makePerson } from './identity.ts'
import { makeStyling } from './styling.ts'

const CROWD = Array.from({ length: 1500 }, (_, index) => makePerson(index + 1))

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

describe('the person of a seed', () => {
  it('is the same every time and another one for another seed', () => {
    expect(makePerson(5)).toEqual(makePerson(5))
    expect(makePerson(5).nose).not.toEqual(makePerson(6).nose)
  })

  it('keeps bones, tone and eyes when they grow older, and gains years', () => {
    const young = makePerson(8)
    const older = makePerson(8, 7)
    expect(older.age).toBe(young.age + 7)
    expect(older.skull).toEqual(young.skull)
    expect(older.tone).toBe(young.tone)
    expect(older.skin.iris).toEqual(young.skin.iris)
    expect(older.skin.wrinkles).toBeGreaterThanOrEqual(young.skin.wrinkles)
  })

  it('never loses grey hair with the years', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const { hair } = makePerson(seed)
      if (hair.greyStrands === 0.5) expect(makePerson(seed, 9).hair.greyStrands).toBe(0.5)
    }
  })

  it('is always an adult', () => {
    expect(Math.min(...CROWD.map(({ age }) => age))).toBeGreaterThanOrEqual(18)
  })

  it('has a shape, clothes and beard that say nothing about skin tone', () => {
    const light = CROWD.filter(({ tone }) => tone < 5.5)
    const deep = CROWD.filter(({ tone }) => tone >= 5.5)
    const difference = (value: (index: (typeof CROWD)[number]) => number): number =>
      Math.abs(mean(light.map(value)) - mean(deep.map(value)))
    expect(difference(({ nose }) => nose.width)).toBeLessThan(0.03)
    expect(difference(({ mouth }) => mouth.lowerLip)).toBeLessThan(0.05)
    expect(difference(({ brows }) => brows.tilt)).toBeLessThan(0.015)
    expect(difference((person) => makeStyling(person, 0).cloth[0])).toBeLessThan(0.02)
    expect(difference((person) => Number(makeStyling(person, 0).beard === 'full'))).toBeLessThan(0.06)
    expect(difference((person) => Number(makeStyling(person, 0).hair === 'bald'))).toBeLessThan(0.06)
  })
})

describe('the styling of an occasion', () => {
  it('changes clothes or hair between bookings but never brings lost hair back', () => {
    let changed = 0
    for (let seed = 1; seed <= 200; seed++) {
      const person = makePerson(seed)
      const [first, second] = [makeStyling(person, 0), makeStyling(person, 1)]
      if (first.cloth !== second.cloth || first.beard !== second.beard) changed++
      if (first.hair === 'bald') expect(second.hair).toBe('bald')
      if (person.sex === 'F') expect(first.beard).toBe('none')
    }
    expect(changed).toBeGreaterThan(150)
  })
})
