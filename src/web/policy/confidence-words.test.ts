import { expect, test } from 'vitest'
import { confidenceWords } from './confidence-words.ts'

test('marks of confidence read as words', () => {
  expect(confidenceWords('P½')).toBe('text read in part')
  expect(confidenceWords('D')).toBe('house choice')
})

test('a mark that is not known is not guessed', () => {
  expect(confidenceWords('quoted')).toBe('quoted')
})
