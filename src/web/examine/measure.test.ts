import { expect, test } from 'vitest'
import { eyeDistances, type Measurement, measureWords, withPoint } from './measure.ts'

/** Eyes 50 pixels apart. */
const picture = (imageUrl: string) => ({
  imageUrl,
  eyes: { left: { x: 100, y: 100 }, right: { x: 150, y: 100 } },
  widthPx: 300,
  heightPx: 400,
})
const pictures = { probe: picture('/probe'), candidate: picture('/a') }
const put = (before: Measurement, picture: string, at: { x: number; y: number }) =>
  withPoint(before, picture === '/probe' ? 'probe' : 'candidate', { picture, at })

test('two points give a distance in the eye distances of their own picture', () => {
  const one = put({}, '/probe', { x: 10, y: 10 })
  expect(eyeDistances(pictures.probe, one.probe)).toBeUndefined()
  const two = put(one, '/probe', { x: 40, y: 50 })
  expect(eyeDistances(pictures.probe, two.probe)).toBeCloseTo(1)
  expect(measureWords(pictures, put(two, '/a', { x: 1, y: 1 }))).toBe(
    'In eye distances: probe 1.00 · candidate: one point set.',
  )
})

test('a third point begins anew', () => {
  const points = [1, 2, 3].reduce<Measurement>((before, x) => put(before, '/probe', { x, y: 0 }), {})
  expect(points.probe?.points).toEqual([{ x: 3, y: 0 }])
})

test('points belong to the picture they were set on, not to another in its place', () => {
  const two = put(put({}, '/a', { x: 0, y: 0 }), '/a', { x: 50, y: 0 })
  expect(eyeDistances(picture('/b'), two.candidate)).toBeUndefined()
  expect(put(two, '/b', { x: 9, y: 9 }).candidate).toEqual({ picture: '/b', points: [{ x: 9, y: 9 }] })
  expect(measureWords(pictures, {})).toContain('Point at two places')
})
