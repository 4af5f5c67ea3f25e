import { expect, test } from 'vitest'
import type { ExaminationView } from '../parts/api.ts'
import { comparedCount, conclusionFaults, noteDown, sealOf } from './notes.ts'

const picture = {
  imageUrl: '/p',
  eyes: { left: { x: 1, y: 1 }, right: { x: 2, y: 1 } },
  widthPx: 9,
  heightPx: 9,
}
const view: ExaminationView = {
  searchId: 's',
  position: 1,
  probe: picture,
  recipes: [],
  candidates: [{ ...picture, letter: 'A', bookedOn: '2021-04-01', ageWords: '5 y 7 m old' }],
  features: [{ code: 'ears', title: 'Ears', look: 'Shape and lobes' }],
  conclusions: [
    { code: 'supports-same-source', title: 'Supports same source', needsCandidate: true },
    { code: 'none-of-these', title: 'None of these', needsCandidate: false },
  ],
}
const reason = 'Same scar at the left brow.'

test('notes are kept for each candidate apart', () => {
  const first = noteDown({}, 'A', { feature: 'ears', relation: 'similar' })
  const second = noteDown(first, 'B', { feature: 'ears', relation: 'different', note: 'lobes' })
  expect(second.A).toEqual({ ears: { note: '', relation: 'similar' } })
  expect(comparedCount(second.B)).toBe(1)
  expect(comparedCount(second.C)).toBe(0)
})

test('a note without a relation does not count as compared', () => {
  expect(comparedCount(noteDown({}, 'A', { feature: 'ears', note: 'hidden' }).A)).toBe(0)
})

test('a conclusion needs a choice, its candidate and a reason', () => {
  expect(conclusionFaults(view, { conclusion: '', letter: '', reason: '' })).toHaveProperty('conclusion')
  const noLetter = { conclusion: 'supports-same-source', letter: '', reason } as const
  expect(conclusionFaults(view, noLetter)).toEqual({ letter: 'Choose the candidate it is about.' })
  const short = { conclusion: 'none-of-these', letter: '', reason: ' short ' } as const
  expect(conclusionFaults(view, short).reason).toContain('there are 5')
})

test('an incomplete conclusion cannot be sealed', () => {
  expect(sealOf(view, { conclusion: 'supports-same-source', letter: '', reason }, {})).toBeUndefined()
})

test('only the notes of the candidate in question are sealed', () => {
  const notes = noteDown(noteDown({}, 'A', { feature: 'ears', relation: 'similar' }), 'B', {
    feature: 'ears',
    relation: 'different',
  })
  const sealed = sealOf(view, { conclusion: 'supports-same-source', letter: 'A', reason }, notes)
  expect(sealed).toEqual({
    conclusion: 'supports-same-source',
    letter: 'A',
    reason,
    features: { ears: { relation: 'similar' } },
  })
})

test('none of these is sealed without a letter', () => {
  const sealed = sealOf(view, { conclusion: 'none-of-these', letter: 'A', reason }, {})
  expect(sealed).toEqual({ conclusion: 'none-of-these', reason, features: {} })
})
