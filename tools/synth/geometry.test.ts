import { describe, expect, it } from 'vitest'
import { beardMask } from './beard.ts'
import { ear } from './ear.ts'
import { eyeball } from './eyeball.ts'
import { faceShape } from './face-shape.ts'
import { glasses } from './glasses.ts'
import { hairShape } from './hair-shape.ts'
import { makePerson, type Person } from './identity.ts'
import type { Mesh } from './mesh.ts'
import { makeStyling } from './styling.ts'
import { torso } from './torso.ts'

const SEEDS = [3, 14, 159]

const partsOf = (person: Person): readonly Mesh[] => {
  const face = faceShape(person)
  return [eyeball(face, 1), ear(face, -1), torso(person), glasses(face, 'round')]
}

describe('the shapes of a person', () => {
  it('are closed over by finite numbers and unit normals only', () => {
    for (const mesh of SEEDS.flatMap((seed) => partsOf(makePerson(seed)))) {
      expect(mesh.positions.every(Number.isFinite)).toBe(true)
      expect(mesh.normals.every((part) => Math.abs(part) <= 1.0001)).toBe(true)
      expect(Math.max(...sample(mesh.indices))).toBeLessThan(mesh.positions.length / 3)
    }
  })

  it('make a head that is solid inside, empty outside, and mirrored but for the bend of the nose', () => {
    for (const seed of SEEDS) {
      const { field } = faceShape(makePerson(seed))
      expect(field(0, 2, 0)).toBeLessThan(-3)
      expect(field(0, 2, 14)).toBeGreaterThan(2)
      expect(field(4, -3, 5)).toBeCloseTo(field(-4, -3, 5), 6)
    }
  })

  it('put the eyeballs inside the head and just behind the lids', () => {
    for (const seed of SEEDS) {
      const { eye, field } = faceShape(makePerson(seed))
      expect(field(eye.x, eye.y, eye.z)).toBeLessThan(0)
      expect(field(eye.x, eye.y, eye.z + 1.25)).toBeGreaterThan(-0.3)
    }
  })

  it('keep the lids in order: the upper over the lower, and closed when the eye is shut', () => {
    for (const seed of SEEDS) {
      const { eye } = faceShape(makePerson(seed))
      expect(eye.upperLid(0)).toBeGreaterThan(eye.lowerLid(0))
      expect(eye.upperLid(0, 0)).toBeCloseTo(eye.lowerLid(0), 6)
    }
  })

  it('keep brows, mouth corners and lids within what does not look hostile', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { brows, mouth, eyes } = makePerson(seed)
      expect(brows.tilt).toBeLessThanOrEqual(0.1)
      expect(mouth.corner).toBeGreaterThanOrEqual(-0.04)
      expect(eyes.opening).toBeGreaterThanOrEqual(0.72)
    }
  })

  it('grow hair above the hairline and beards only on faces that wear one', () => {
    for (const seed of SEEDS) {
      const person = makePerson(seed)
      const styling = makeStyling(person, 0)
      const hair = hairShape(person, { ...styling, hair: 'crop' })
      expect(hair.overHairline(0, 10, 2)).toBeGreaterThan(0)
      expect(hair.overHairline(0, 0, 9)).toBeLessThan(0)
      const face = faceShape(person)
      const goatee = beardMask(face, { ...styling, beard: 'goatee' })
      expect(goatee(0, face.anatomy.chinY, 8)).toBeGreaterThan(0.5)
      expect(goatee(5.5, -5, 5)).toBe(0)
    }
  })
})

const sample = (indices: Uint32Array): number[] => [...indices.filter((_, at) => at % 97 === 0)]
