import { expect, it } from 'vitest'
import type { Face, Photo } from '../face/index.ts'
import { chosenFace } from './chosen-face.ts'

const photo: Photo = { widthPx: 250, heightPx: 250, rgb: new Uint8Array(3), grey: false, format: 'jpeg' }
const faceAt = (x: number, y: number, sizePx: number): Face => ({
  box: { x, y, widthPx: sizePx, heightPx: sizePx },
  confidence: 0.9,
  landmarks: [],
  eyeDistancePx: sizePx / 2,
  rollDegrees: 0,
})

it('takes the face over the centre, though a bystander at the edge is larger', () => {
  const person = faceAt(90, 90, 80)
  expect(chosenFace(photo, [faceAt(150, 0, 100), person])).toBe(person)
})

it('takes the largest of several faces over the centre', () => {
  const person = faceAt(70, 70, 120)
  expect(chosenFace(photo, [faceAt(110, 110, 30), person])).toBe(person)
})

it('takes the nearest to the centre when none covers it', () => {
  const near = faceAt(40, 60, 50)
  expect(chosenFace(photo, [faceAt(0, 0, 90), near])).toBe(near)
})

it('finds none where there is none', () => {
  expect(chosenFace(photo, [])).toBeUndefined()
})
