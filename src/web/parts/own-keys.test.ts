import { expect, test } from 'vitest'
import { shortcutFor } from './key-table.ts'
import { giveKey, keysWith, readOwnKeys, resetKey, takenBy, whyNotKey } from './own-keys.ts'

const press = (key: string) => ({
  ...{ key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, repeat: false },
  focus: 'other' as const,
})
const meant = (key: string, own: Parameters<typeof keysWith>[0]) =>
  shortcutFor(press(key), 'comparison', keysWith(own))

test('a key of one’s own works in the place of the table’s', () => {
  const own = giveKey({}, 'link', 'q')
  expect(meant('q', own)).toBe('link')
  expect(meant('l', own)).toBeUndefined()
  expect(keysWith(own).find(({ act }) => act === 'link')?.shown).toEqual(['Q'])
})

test('a key that another act has is told, and taking it leaves the other with the keys it still has', () => {
  expect(takenBy({}, 'link', 'b')?.act).toBe('swap')
  const own = giveKey({}, 'link', 'b')
  expect(meant('b', own)).toBe('link')
  expect(keysWith(own).find(({ act }) => act === 'swap')?.shown).toEqual([])
  const zoom = giveKey({}, 'link', '=')
  expect(meant('+', zoom)).toBe('zoomIn')
})

test('keys of pages that never meet are no conflict; those of all pages meet every page', () => {
  expect(takenBy({}, 'link', 'u')).toBeUndefined()
  expect(takenBy({}, 'zoomIn', 'u')?.act).toBe('undo')
  expect(takenBy({}, 'undo', '?')?.act).toBe('keys')
})

test('one key or all come back, one only while nobody else has it', () => {
  const own = giveKey({}, 'link', 'b')
  expect(resetKey(own, 'swap')).toBeUndefined()
  const back = resetKey(own, 'link') ?? {}
  expect(meant('l', back)).toBe('link')
  expect(meant('b', resetKey(back, 'swap') ?? {})).toBe('swap')
})

test('what works the page itself is not given away', () => {
  for (const name of ['Tab', 'Escape', ' ', 'Enter', 'F5', undefined]) expect(whyNotKey(name)).toBeDefined()
  for (const name of ['q', ',', 'Shift+ArrowUp', 'Home']) expect(whyNotKey(name)).toBeUndefined()
})

test('what was stored is read as far as it makes sense', () => {
  expect(readOwnKeys(null)).toEqual({})
  expect(readOwnKeys('no json')).toEqual({})
  expect(readOwnKeys('{"link":["q"],"nobody":["x"],"swap":"b","grid":[7],"note":[]}')).toEqual({
    link: ['q'],
    note: [],
  })
})
