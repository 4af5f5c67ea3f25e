import { expect, test } from 'vitest'
import {
  dragView,
  type EyedPicture,
  faceOffset,
  gridStep,
  middleOf,
  type Placement,
  type Point,
  panView,
  pictureAt,
  placePicture,
  screenUnitPx,
  spanLimits,
  unitPx,
  wholeFace,
  zoomView,
} from './face-frame.ts'

const viewer = { widthPx: 400, heightPx: 500 }
const small: EyedPicture = {
  eyes: { left: { x: 40, y: 50 }, right: { x: 60, y: 50 } },
  widthPx: 100,
  heightPx: 120,
}
const large: EyedPicture = {
  eyes: { left: { x: 800, y: 700 }, right: { x: 1000, y: 720 } },
  widthPx: 1800,
  heightPx: 2400,
}
const onScreen = (point: Point, place: Placement): Point => ({
  x: place.leftPx + point.x * place.scale,
  y: place.topPx + point.y * place.scale,
})

test('the same view shows the eyes of two pictures at the same size', () => {
  for (const picture of [small, large]) {
    const place = placePicture(picture, wholeFace, viewer)
    const left = onScreen(picture.eyes.left, place)
    const right = onScreen(picture.eyes.right, place)
    expect(Math.hypot(right.x - left.x, right.y - left.y)).toBeCloseTo(400 / wholeFace.span)
  }
})

test('the same view shows the middle between the eyes at the same place', () => {
  const places = [small, large].map((picture) => {
    const { left, right } = picture.eyes
    const middle = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 }
    return onScreen(middle, placePicture(picture, wholeFace, viewer))
  })
  expect(places[0]?.x).toBeCloseTo(200)
  expect(places[0]?.y).toBeCloseTo(250 - (0.45 * 400) / wholeFace.span)
  expect(places[1]?.x).toBeCloseTo(places[0]?.x ?? Number.NaN)
  expect(places[1]?.y).toBeCloseTo(places[0]?.y ?? Number.NaN)
})

test('a picture follows the hand that drags it', () => {
  const before = onScreen(large.eyes.left, placePicture(large, wholeFace, viewer))
  const dragged = dragView(wholeFace, { x: 30, y: -12 }, viewer)
  const after = onScreen(large.eyes.left, placePicture(large, dragged, viewer))
  expect(after.x - before.x).toBeCloseTo(30)
  expect(after.y - before.y).toBeCloseTo(-12)
})

test('zooming about a point keeps that point where it is', () => {
  const pointer = { x: 310, y: 120 }
  const zoomed = zoomView(wholeFace, 1.5, faceOffset(wholeFace, pointer, viewer))
  const before = placePicture(small, wholeFace, viewer)
  const after = placePicture(small, zoomed, viewer)
  const under = {
    x: (pointer.x - before.leftPx) / before.scale,
    y: (pointer.y - before.topPx) / before.scale,
  }
  expect(onScreen(under, after).x).toBeCloseTo(pointer.x)
  expect(onScreen(under, after).y).toBeCloseTo(pointer.y)
})

test('zoom and pan stay within their limits', () => {
  expect(zoomView(wholeFace, 1e9).span).toBe(spanLimits.least)
  expect(zoomView(wholeFace, 1e-9).span).toBe(spanLimits.most)
  expect(panView(wholeFace, { x: 99, y: -99 }).centre).toEqual({ x: 6, y: -6 })
})

test('eyes that lie on one another still give a picture of sensible size', () => {
  const wrong = { ...small, eyes: { left: { x: 5, y: 5 }, right: { x: 5, y: 5 } } }
  expect(unitPx(wrong)).toBe(25)
  expect(placePicture(wrong, wholeFace, viewer).scale).toBeGreaterThan(0)
})

test('a viewer without size divides by nothing', () => {
  expect(screenUnitPx(wholeFace, { widthPx: 0, heightPx: 0 })).toBeGreaterThan(0)
})

test('a place on the screen is a point of the picture there, and none beside the picture', () => {
  const view = { centre: { x: 0.5, y: 1 }, span: 2 }
  const placed = placePicture(large, view, viewer)
  const middle = middleOf(large, view)
  const found = pictureAt(large, placed, { x: viewer.widthPx / 2, y: viewer.heightPx / 2 })
  expect(found?.x).toBeCloseTo(middle.x)
  expect(found?.y).toBeCloseTo(middle.y)
  const farOut = placePicture(small, { centre: { x: 0, y: 0 }, span: 12 }, viewer)
  expect(pictureAt(small, farOut, { x: 1, y: 1 })).toBeUndefined()
})

test('the squares of the grid can be counted at every zoom', () => {
  for (const span of [spanLimits.least, 1, 1.5, 2, 4.2, 6, 8, spanLimits.most]) {
    const view = { ...wholeFace, span }
    const across = span / gridStep(view)
    expect(across).toBeGreaterThanOrEqual(4)
    expect(across).toBeLessThanOrEqual(15)
  }
})
