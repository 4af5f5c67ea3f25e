import { expect, it } from 'vitest'
import type { Face } from './face.ts'
import { theOneFace } from './the-one-face.ts'

const face: Face = {
  box: { x: 1, y: 1, widthPx: 10, heightPx: 10 },
  confidence: 0.9,
  landmarks: [],
  eyeDistancePx: 5,
  rollDegrees: 0,
}

const codeOf = (faces: readonly Face[]): unknown => {
  try {
    return theOneFace(faces)
  } catch (error) {
    return error
  }
}

it('gives the one face', () => {
  expect(theOneFace([face])).toBe(face)
})

it('refuses none and several, and says how many there were', () => {
  expect(codeOf([])).toMatchObject({ code: 'NO_FACE', evidence: { faces: 0 } })
  expect(codeOf([face, face, face])).toMatchObject({ code: 'MULTIPLE_FACES', evidence: { faces: 3 } })
})
