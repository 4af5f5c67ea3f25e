import { expect, test } from 'vitest'
import { disagree } from './disagree.ts'

const [same, weak, doubt, other] = [
  'supports-same-source',
  'limited-support-same-source',
  'inconclusive',
  'exclusion',
]

test.each([
  ['one direction, however strong', [same, weak], 'inconclusive', false],
  ['opposite directions', [same, other], 'inconclusive', true],
  ['support and doubt', [same, doubt], 'inconclusive', true],
  ['two words against all', ['none-of-these', 'supports-different-sources'], 'no-lead', false],
  ['a probe that one finds unfit, and a doubt', ['not-suitable', doubt], 'inconclusive', false],
  ['the same person', [same, same], 'lead', false],
  ['different persons, both supported', [same, same], 'inconclusive', true],
])('%s', (_what, said, decision, differ) => {
  expect(disagree({ said, decision, resolved: false })).toBe(differ)
})

test('different persons, on one of whom they agreed later, stay a disagreement', () => {
  expect(disagree({ said: [same, same], decision: 'lead', resolved: true })).toBe(true)
})
