import { type Anatomy, anatomyOf } from './anatomy.ts'
import type { Field } from './distance-field.ts'
import { headField } from './head-field.ts'
import type { Person } from './identity.ts'
import { bell, lerp, smoothStep } from './shaping.ts'

/** The three curves of the mouth: y over x. */
export type MouthCurves = {
  readonly y: number
  readonly halfWidth: number
  line(x: number): number
  upperBorder(x: number): number
  lowerBorder(x: number): number
}

/**
 * The eye opening in its own frame: `along` runs from -1 (inner corner) to 1 (outer corner), `above` is cm over the
 * line between the corners. The lids move with `openness` (1 = at rest).
 */
export type EyeOpening = {
  readonly x: number
  readonly y: number
  /** Depth of the centre of the eyeball. */
  readonly z: number
  along(x: number): number
  above(x: number, y: number): number
  upperLid(along: number, openness?: number): number
  lowerLid(along: number, openness?: number): number
}

export type FaceShape = {
  readonly person: Person
  readonly anatomy: Anatomy
  readonly field: Field
  readonly mouth: MouthCurves
  readonly eye: EyeOpening
}

export const faceShape = (person: Person): FaceShape => {
  const anatomy = anatomyOf(person)
  const field = headField(person)
  return {
    person,
    anatomy,
    field,
    mouth: mouthCurves(person, anatomy),
    eye: eyeOpening(person, { anatomy, field }),
  }
}

const mouthCurves = ({ mouth }: Person, { mouthY }: Anatomy): MouthCurves => {
  const { halfWidth, corner, bow, upperLip, lowerLip } = mouth
  const towardsCorner = (x: number): number => Math.min(1, Math.abs(x) / halfWidth)
  const line = (x: number): number => {
    const t = towardsCorner(x)
    const wave = 0.05 * bell((Math.abs(x) - 0.9) / 0.5) - 0.07 * bell(x / 0.45)
    return mouthY + corner * t * t * 2 + wave * bow
  }
  return {
    y: mouthY,
    halfWidth,
    line,
    upperBorder: (x) => {
      const cupid = 0.12 * bell((Math.abs(x) - 0.55) / 0.35) - 0.22 * bell(x / 0.3)
      return line(x) + upperLip * (1 - towardsCorner(x) ** 2) ** 0.8 * (1 + cupid * bow)
    },
    lowerBorder: (x) => line(x) - lowerLip * (1 - towardsCorner(x) ** 2) ** 0.62,
  }
}

const eyeOpening = ({ eyes }: Person, { anatomy, field }: { anatomy: Anatomy; field: Field }): EyeOpening => {
  const { eyeX, eyeY } = anatomy
  const half = 0.5 * eyes.opening
  const restingUpper = (t: number): number => {
    const arc = 1 - Math.abs(t + 0.1 * (1 - t * t)) ** 2.3
    return arc <= 0 ? -0.05 : half * arc ** 0.85 - 0.06 * eyes.innerFold * smoothStep(-0.3, -1, t)
  }
  const lowerLid = (t: number, openness = 1): number => {
    const arc = 1 - Math.abs(t - 0.1 * (1 - t * t)) ** 2.2
    return arc <= 0 ? -0.05 : -half * arc ** 0.9 * (0.85 + 0.15 * openness) - 0.03
  }
  return {
    x: eyeX,
    y: eyeY,
    z: socketDepth(field, anatomy) - 1.16 - eyes.depth * 0.5,
    along: (x) => (Math.abs(x) - eyeX) / eyes.halfWidth,
    above: (x, y) => y - eyeY - (Math.abs(x) - eyeX) * eyes.tilt,
    upperLid: (t, openness = 1) => lerp(lowerLid(t), restingUpper(t), openness),
    lowerLid,
  }
}

/** Where a ray straight into the pupil meets the carved socket. */
const socketDepth = (field: Field, { eyeX, eyeY }: Anatomy): number => {
  let z = 12
  for (let step = 0; step < 60; step++) {
    const distance = field(eyeX, eyeY, z)
    z -= distance * 0.8
    if (distance < 0.003) break
  }
  return z
}
