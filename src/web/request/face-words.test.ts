import { expect, test } from 'vitest'
import { whereIs } from './face-words.ts'

const picture = { widthPx: 300, heightPx: 300 }
const at = (x: number, y: number) => ({ box: { x: x - 10, y: y - 10, widthPx: 20, heightPx: 20 } })

test('a face is placed by the middle of its box', () => {
  expect(whereIs(at(50, 50), picture)).toBe('top left')
  expect(whereIs(at(150, 150), picture)).toBe('centre')
  expect(whereIs(at(150, 250), picture)).toBe('bottom')
  expect(whereIs(at(290, 150), picture)).toBe('right')
})
