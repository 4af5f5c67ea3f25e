import type { Person } from './identity.ts'

/** Where the parts of a face lie: cm, y = 0 on the eye line, +z towards the viewer, x mirrored. */
export type Anatomy = {
  readonly eyeX: number
  readonly eyeY: number
  readonly noseBottomY: number
  readonly noseTipY: number
  readonly noseTipZ: number
  readonly nasionZ: number
  readonly wingX: number
  readonly wingY: number
  readonly mouthY: number
  readonly chinY: number
}

export const anatomyOf = ({ skull, eyes, nose, mouth }: Person): Anatomy => {
  const noseLength = nose.length * skull.faceHeight
  return {
    eyeX: eyes.distance / 2,
    eyeY: eyes.height,
    noseBottomY: -noseLength,
    noseTipY: -noseLength + 0.55 + nose.tipUp * 0.6,
    noseTipZ: 10.75 + nose.tipForward * 0.8,
    nasionZ: 8.45 + nose.bridgeForward,
    wingX: 1.85 * nose.wingWidth * nose.width,
    wingY: -noseLength + 0.28,
    mouthY: -6.75 * skull.faceHeight + mouth.height,
    chinY: -9.5 * skull.faceHeight - skull.chinHeight * 0.5,
  }
}
