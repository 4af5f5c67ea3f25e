import { expect, test } from 'vitest'
import { countDisagreements } from './count-disagreements.ts'

const [same, weak, doubt, other] = [
  'supports-same-source',
  'limited-support-same-source',
  'inconclusive',
  'exclusion',
]

test.each([
  ['one direction, however strong', [same, weak], 'inconclusive', 0],
  ['opposite directions', [same, other], 'inconclusive', 1],
  ['support and doubt', [same, doubt], 'inconclusive', 1],
  ['two words against all', ['none-of-these', 'supports-different-sources'], 'no-lead', 0],
  ['a probe that one finds unfit, and a doubt', ['not-suitable', doubt], 'inconclusive', 0],
  ['the same person', [same, same], 'lead', 0],
  ['different persons, both supported', [same, same], 'inconclusive', 1],
  ['both, before it was concluded', [same, same], undefined, 0],
])('%s', (_what, said, decision, disagreements) => {
  const count = countDisagreements()
  count.result(5, 4)
  for (const conclusion of said) count.review(5, conclusion)
  if (decision !== undefined) count.lead(4, decision)
  expect(count.counts()).toEqual({ examinedTwice: 1, disagreements })
})

test('one examination alone is no pair, and what refers to nothing is not counted', () => {
  const count = countDisagreements()
  count.result(5, 4)
  count.review(5, same)
  count.review(9, other)
  count.lead(8, 'lead')
  expect(count.counts()).toEqual({ examinedTwice: 0, disagreements: 0 })
})

test('the end of a search counts whenever it comes, for each list of the search', () => {
  const count = countDisagreements()
  count.lead(4, 'inconclusive')
  for (const result of [5, 6]) {
    count.result(result, 4)
    for (const conclusion of [same, same]) count.review(result, conclusion)
  }
  expect(count.counts()).toEqual({ examinedTwice: 2, disagreements: 2 })
})
