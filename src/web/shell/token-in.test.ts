import { expect, test } from 'vitest'
import { tokenIn } from './token-in.ts'

test('the token is found in a fragment, in a whole link and bare', () => {
  expect(tokenIn('#token=abcdefghij-_1')).toBe('abcdefghij-_1')
  expect(tokenIn(' http://localhost:8080/sign-in#token=abcdefghij ')).toBe('abcdefghij')
  expect(tokenIn('abcdefghij-_12')).toBe('abcdefghij-_12')
})

test('texts without a token have none', () => {
  expect(tokenIn('')).toBeUndefined()
  expect(tokenIn('#main')).toBeUndefined()
  expect(tokenIn('http://localhost:8080/sign-in')).toBeUndefined()
  expect(tokenIn('#token=%')).toBeUndefined()
})
