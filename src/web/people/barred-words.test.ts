import { expect, test } from 'vitest'
import { barredWords } from './barred-words.ts'

const pairs = [{ pair: ['administrator', 'requester'], why: 'Who gives out accounts does not search.' }]

test('a pair that must not meet is said with its reason', () => {
  expect(barredWords(pairs, ['requester', 'administrator'])).toBe(
    'administrator and requester do not meet in one account. Who gives out accounts does not search.',
  )
})

test('roles that may meet need no words', () => {
  expect(barredWords(pairs, ['requester', 'examiner'])).toBe('')
})
