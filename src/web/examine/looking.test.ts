import { expect, test } from 'vitest'
import { keyTable } from '../parts/key-table.ts'
import { panView, wholeFace } from './face-frame.ts'
import { firstLook, lookAfter, lookAt, moveViews, nextCopy, showCopy } from './looking.ts'

const right = { x: 1, y: 0 }

test('linked views move together, unlinked ones do not', () => {
  const together = moveViews(firstLook, 'probe', (view) => panView(view, right))
  expect(together.views.candidate).toEqual(together.views.probe)
  const apart = moveViews({ ...firstLook, linked: false }, 'probe', (view) => panView(view, right))
  expect(apart.views.candidate).toEqual(wholeFace)
  expect(apart.views.probe.centre.x).toBe(1)
})

test('keys move the candidate alone once the views are unlinked', () => {
  const apart = lookAfter(lookAfter(firstLook, 'link', 3), 'zoomIn', 3)
  expect(apart.views.probe).toEqual(wholeFace)
  expect(apart.views.candidate.span).toBeLessThan(wholeFace.span)
})

test('linking again takes the view of the probe', () => {
  const apart = lookAfter(lookAfter(firstLook, 'link', 3), 'panLeft', 3)
  expect(lookAfter(apart, 'link', 3).views.candidate).toEqual(apart.views.probe)
})

test('candidates end at both ends and do not run round', () => {
  expect(lookAfter(firstLook, 'previous', 3).at).toBe(0)
  expect(lookAfter(lookAt(firstLook, 2), 'next', 3).at).toBe(2)
})

test('going to another candidate ends a swap', () => {
  const swapped = lookAfter(firstLook, 'swap', 3)
  expect(swapped.swapped).toBe(true)
  expect(lookAfter(swapped, 'next', 3).swapped).toBe(false)
})

test('brightness has limits and one key takes it back', () => {
  let look = firstLook
  for (let press = 0; press < 20; press++) look = lookAfter(look, 'brighter', 3)
  expect(look.brightness).toBe(100)
  expect(lookAfter(look, 'original', 3).brightness).toBe(0)
})

test('no shortcut does anything but look', () => {
  for (const { act } of keyTable) {
    const look = lookAfter(firstLook, act, 3)
    expect(Object.keys(look).sort()).toEqual(Object.keys(firstLook).sort())
  }
})

test('one key shows the working copy, another the untouched original, and the first comes back to that copy', () => {
  const copies = ['searched', 'mine']
  const searched = nextCopy(firstLook, copies)
  expect(searched.copy).toBe('searched')
  const mine = nextCopy(searched, copies)
  expect(mine.copy).toBe('mine')
  expect(nextCopy(mine, copies).copy).toBe('searched')
  const original = lookAfter({ ...mine, brightness: 20 }, 'original', 3)
  expect(original).toMatchObject({ copy: undefined, brightness: 0 })
  expect(nextCopy(original, copies).copy).toBe('mine')
  expect(nextCopy(original, ['searched']).copy).toBe('searched')
})

test('without copies the key does nothing, and a shown copy ends a swap', () => {
  expect(nextCopy(firstLook, [])).toBe(firstLook)
  expect(showCopy({ ...firstLook, swapped: true }, 'mine').swapped).toBe(false)
})
