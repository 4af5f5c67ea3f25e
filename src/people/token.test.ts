import { expect, test } from 'vitest'
import { newToken } from './token.ts'

test('a token can be given to a command: none begins as an option does', () => {
  const tokens = Array.from({ length: 2_000 }, newToken)
  expect(tokens.filter((token) => token.startsWith('-'))).toEqual([])
  expect(new Set(tokens).size).toBe(2_000)
})
