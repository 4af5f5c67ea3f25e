import { expect, test } from 'vitest'
import { keyTable, type Press, shortcutFor } from './key-table.ts'

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  focus: 'other',
  ...more,
})

test('no two shortcuts share a press', () => {
  const presses = keyTable.flatMap((row) => row.presses)
  expect(new Set(presses).size).toBe(presses.length)
})

test('arrows choose candidates, and with Shift they pan', () => {
  expect(shortcutFor(press('ArrowRight'), 'comparison')).toBe('next')
  expect(shortcutFor(press('ArrowRight', { shiftKey: true }), 'comparison')).toBe('panRight')
})

test('a plus typed with or without Shift zooms in', () => {
  expect(shortcutFor(press('+', { shiftKey: true }), 'comparison')).toBe('zoomIn')
  expect(shortcutFor(press('='), 'comparison')).toBe('zoomIn')
})

test('capital letters mean the same as small ones', () => {
  expect(shortcutFor(press('L', { shiftKey: true }), 'comparison')).toBe('link')
})

test('comparison shortcuts mean nothing on other pages', () => {
  expect(shortcutFor(press('c'), 'everywhere')).toBeUndefined()
  expect(shortcutFor(press('?', { shiftKey: true }), 'everywhere')).toBe('keys')
})

test('text fields keep all their keys, choices keep their arrows', () => {
  expect(shortcutFor(press('c', { focus: 'text' }), 'comparison')).toBeUndefined()
  expect(shortcutFor(press('?', { focus: 'text' }), 'everywhere')).toBeUndefined()
  expect(shortcutFor(press('ArrowLeft', { focus: 'choice' }), 'comparison')).toBeUndefined()
  expect(shortcutFor(press('n', { focus: 'choice' }), 'comparison')).toBe('note')
})

test('presses with Ctrl, Alt or Meta stay with the browser', () => {
  for (const held of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }])
    expect(shortcutFor(press('c', held), 'comparison')).toBeUndefined()
})

test('a held key may zoom and pan, but neither swap pictures nor run through candidates', () => {
  expect(shortcutFor(press('b', { repeat: true }), 'comparison')).toBeUndefined()
  expect(shortcutFor(press('ArrowRight', { repeat: true }), 'comparison')).toBeUndefined()
  expect(shortcutFor(press('-', { repeat: true }), 'comparison')).toBe('zoomOut')
})

test('looking at pictures has the same keys when comparing and when preparing, and none elsewhere', () => {
  for (const place of ['comparison', 'preparation'] as const) {
    expect(shortcutFor(press('o'), place)).toBe('original')
    expect(shortcutFor(press('+'), place)).toBe('zoomIn')
  }
  expect(shortcutFor(press('o'), 'everywhere')).toBeUndefined()
  expect(shortcutFor(press('u'), 'comparison')).toBeUndefined()
  expect(shortcutFor(press('u'), 'preparation')).toBe('undo')
})
