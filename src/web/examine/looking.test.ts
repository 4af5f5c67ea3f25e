import { expect, test } from 'vitest'
import { type KeyAct, keyTable } from '../parts/key-table.ts'
import { meansInUse } from './display-means.ts'
import { panView, wholeFace } from './face-frame.ts'
import { lightFilter, lightWords } from './light.ts'
import { firstLook, lookAfter, lookAt, moveViews, shareOut } from './looking.ts'
import { nextCopy, showCopy } from './show-copy.ts'

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

const pressed = (...acts: readonly KeyAct[]) => acts.reduce((look, act) => lookAfter(look, act, 3), firstLook)
const often = (act: KeyAct) => Array.from({ length: 20 }, () => act)

test('brightness and contrast have limits, are told in words, and one key takes them back', () => {
  const look = pressed(...often('brighter'), ...often('lessContrast'), 'grey')
  expect(look.light).toEqual({ brightness: 100, contrast: -60, grey: true })
  expect(lightFilter(look.light)).toBe('brightness(2) contrast(0.4) grayscale(1)')
  expect(lightWords(look.light)).toBe('brightness +100, contrast −60, shown in grey (display only)')
  const original = lookAfter(look, 'original', 3)
  expect(lightFilter(original.light)).toBe('none')
  expect(lightWords(original.light)).toBe('')
})

test('one key lays the candidate over the probe, and it or another comes back; a swap ends', () => {
  expect(pressed('swap', 'overlay')).toMatchObject({ way: 'overlay', swapped: false })
  expect(pressed('overlay', 'swipe').way).toBe('swipe')
  expect(pressed('swipe', 'swipe').way).toBe('side')
  expect(pressed('overlay', 'swap')).toMatchObject({ way: 'side', swapped: true })
})

test('the untouched original is one key away from everything', () => {
  const look = pressed('overlay', 'grid', 'grey', 'brighter')
  expect(meansInUse(look)).toEqual(['brightness', 'grey', 'overlay', 'grid'])
  expect(meansInUse(lookAfter(look, 'original', 3))).toEqual([])
  expect(meansInUse(lookAfter(pressed('swap'), 'original', 3))).toEqual([])
})

test('how much of the candidate is shown stays between none and all', () => {
  expect(pressed('moreCandidate').share).toBe(55)
  expect(pressed(...often('lessCandidate')).share).toBe(0)
  expect(shareOut(firstLook, 130).share).toBe(100)
})

test('points are measured side by side only', () => {
  expect(pressed('overlay', 'measure')).toMatchObject({ way: 'side', measuring: true })
  expect(pressed('measure', 'swipe').measuring).toBe(false)
  expect(meansInUse(pressed('measure'))).toEqual(['measurement'])
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
  const original = lookAfter({ ...mine, light: { ...mine.light, brightness: 20 } }, 'original', 3)
  expect(original).toMatchObject({ copy: undefined, light: { brightness: 0 } })
  expect(nextCopy(original, copies).copy).toBe('mine')
  expect(nextCopy(original, ['searched']).copy).toBe('searched')
})

test('without copies the key does nothing, and a shown copy ends a swap', () => {
  expect(nextCopy(firstLook, [])).toBe(firstLook)
  expect(showCopy({ ...firstLook, swapped: true }, 'mine').swapped).toBe(false)
})
