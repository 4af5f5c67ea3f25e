import { expect, test } from 'vitest'
import type { ExaminationView } from '../parts/api.ts'
import { answerFaults, answerOf, noAnswers, otherLetters, sealOf, withAnswer } from './answers.ts'
import { noteDown } from './notes.ts'

const picture = {
  imageUrl: '/p',
  eyes: { left: { x: 1, y: 1 }, right: { x: 2, y: 1 } },
  widthPx: 9,
  heightPx: 9,
}
const candidate = (letter: string) => ({ ...picture, letter, bookedOn: '2021-04-01', ageWords: '5 y' })
const choice = (code: ExaminationView['conclusions'][number]['code'], needsFeatures: boolean) => ({
  ...{ code, title: code, needsFeatures, together: !needsFeatures },
})
const view: ExaminationView = {
  ...{ searchId: 's', position: 1, stage: 'comparison', probe: picture, recipes: [] },
  candidates: [candidate('A'), candidate('B')],
  features: [],
  suitabilities: [],
  conclusions: [
    choice('supports-same-source', true),
    choice('supports-different-sources', false),
    choice('exclusion', true),
  ],
}
const reason = 'Same scar at the left brow.'
const all = { conclusion: 'supports-different-sources', reason: 'Nose and ears differ.' } as const
const compared = (letter: string, relation: 'similar' | 'different') =>
  ['ears', 'nose', 'chin'].reduce((notes, feature) => noteDown(notes, letter, { feature, relation }), {})

test('every candidate is answered, one by one or together', () => {
  expect(Object.keys(answerFaults(view, noAnswers, {}))).toEqual(['others'])
  const one = withAnswer(noAnswers, 'A', { conclusion: 'supports-different-sources', reason })
  expect(otherLetters(view, one)).toEqual(['B'])
  expect(sealOf(view, one, {})).toBeUndefined()
  const both = withAnswer(one, 'B', { conclusion: 'supports-different-sources', reason })
  expect(sealOf(view, both, {})).toMatchObject({ answers: [{ letter: 'A' }, { letter: 'B' }] })
  expect(sealOf(view, both, {})).not.toHaveProperty('others')
})

test('one answer for all others is as near as any', () => {
  expect(sealOf(view, { ...noAnswers, others: all }, {})).toEqual({ answers: [], others: all })
})

test('support needs compared features, and only the notes of its own candidate are sealed', () => {
  const draft = { ...withAnswer(noAnswers, 'A', { conclusion: 'supports-same-source', reason }), others: all }
  expect(answerFaults(view, draft, compared('B', 'similar')).A?.conclusion).toContain('0 are compared')
  const notes = { ...compared('A', 'similar'), ...compared('B', 'different') }
  expect(sealOf(view, draft, notes)?.answers).toEqual([
    {
      ...{ letter: 'A', conclusion: 'supports-same-source', reason },
      features: {
        ears: { relation: 'similar' },
        nose: { relation: 'similar' },
        chin: { relation: 'similar' },
      },
    },
  ])
})

test('an exclusion names a feature that differs, and every answer its reason', () => {
  const draft = { ...withAnswer(noAnswers, 'A', { conclusion: 'exclusion', reason: ' short ' }), others: all }
  expect(answerFaults(view, draft, compared('A', 'similar')).A).toEqual({
    conclusion: 'Mark the feature that differs first.',
    reason: 'Give the reason in at least 10 characters; there are 5.',
  })
  const told = withAnswer(draft, 'A', { reason })
  expect(sealOf(view, told, compared('A', 'different'))).toBeDefined()
})

test('an answer is taken back by choosing none', () => {
  const draft = withAnswer(withAnswer(noAnswers, 'A', { conclusion: 'exclusion', reason }), 'A', {
    conclusion: '',
  })
  expect(answerOf(draft, 'A').reason).toBe(reason)
  expect(otherLetters(view, draft)).toEqual(['A', 'B'])
})
