import { expect, test } from 'vitest'
import { mostPins, nextNumber, type Pins, pinWords, putPin, removePin, sealedPins } from './pins.ts'
import { withWork } from './with-work.ts'

const mole = { letter: 'A', number: 1, feature: 'marks' }
const at = (x: number, y: number) => ({ x, y })

test('a pin stands on the picture it was put on, is moved by putting it again, and gets its second place later', () => {
  const first = putPin({}, mole, { probe: at(10, 20) })
  expect(first.A).toEqual([{ number: 1, feature: 'marks', probe: at(10, 20) }])
  expect(pinWords(first.A?.[0] ?? { number: 1, feature: 'marks' }, 'A')).toBe('probe only')
  const both = putPin(putPin(first, mole, { candidate: at(5, 5) }), mole, { probe: at(11, 21) })
  expect(both.A).toEqual([{ number: 1, feature: 'marks', probe: at(11, 21), candidate: at(5, 5) }])
})

test('pins of one candidate are not those of another', () => {
  const pins = putPin(putPin({}, mole, { probe: at(1, 1) }), { ...mole, letter: 'B' }, { probe: at(2, 2) })
  expect(pins.A).toHaveLength(1)
  expect(removePin(pins, mole).A).toEqual([])
  expect(removePin(pins, mole).B).toHaveLength(1)
})

test('a number stays with its pin when another is removed', () => {
  const two = putPin(putPin({}, mole, { probe: at(1, 1) }), { ...mole, number: 2 }, { probe: at(2, 2) })
  const rest = removePin(two, mole)
  expect(rest.A?.map(({ number }) => number)).toEqual([2])
  expect(nextNumber(rest.A)).toBe(3)
  expect(nextNumber(undefined)).toBe(1)
})

test('there are no more pins than may be sealed, but those that stand can be moved', () => {
  let pins: Pins = {}
  for (let number = 1; number <= mostPins + 1; number++)
    pins = putPin(pins, { ...mole, number }, { probe: at(number, 1) })
  expect(pins.A).toHaveLength(mostPins)
  expect(putPin(pins, mole, { probe: at(9, 9) }).A?.[0]?.probe).toEqual(at(9, 9))
})

test('what is sealed are whole pixels, with the answer of that candidate, and the means that were used', () => {
  const pins = putPin({}, mole, { probe: at(10.6, 20.2), candidate: at(3.5, 4) })
  expect(sealedPins(undefined)).toBeUndefined()
  const answer = (letter: string) =>
    ({ letter, conclusion: 'inconclusive', features: {}, reason: 'Too dark to say more.' }) as const
  const said = { answers: [answer('A'), answer('B')] }
  expect(withWork(said, { pins, used: ['grid'] })).toEqual({
    answers: [
      {
        ...answer('A'),
        pins: [{ number: 1, feature: 'marks', probe: { xPx: 11, yPx: 20 }, candidate: { xPx: 4, yPx: 4 } }],
      },
      answer('B'),
    ],
    display: ['grid'],
  })
})
