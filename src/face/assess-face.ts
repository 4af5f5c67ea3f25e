import type { Face } from './face.ts'
import { type FaceFrame, faceFrame } from './face-frame.ts'
import { type FaceLight, faceLight } from './face-light.ts'
import type { Photo } from './photo.ts'

/**
 * One component of quality, after ISO/IEC 29794-5 where it has one. A measure that is not ok is a reason to look for a
 * better image or to read the result with care; it refuses nothing and says nothing about identity.
 */
export type QualityMeasure = {
  readonly name: QualityName
  readonly value: number
  /** The bound that `value` is nearest to breaking, in the same unit. */
  readonly limit: number
  readonly ok: boolean
  /** One sentence with the value and what it means. */
  readonly words: string
}

export type QualityName =
  | 'resolution'
  | 'eye distance'
  | 'sharpness'
  | 'luminance'
  | 'contrast'
  | 'underexposure'
  | 'overexposure'
  | 'roll'
  | 'turn'
  | 'side margin'
  | 'margin above'
  | 'margin below'

type Measured = {
  readonly photo: Photo
  readonly face: Face
  readonly light: FaceLight
  readonly frame: FaceFrame
}

type Component = {
  readonly name: QualityName
  readonly value: (measured: Measured) => number
  readonly atLeast?: number
  readonly atMost?: number
  readonly unit: string
  readonly decimals: number
  readonly low?: string
  readonly high?: string
}

/**
 * Limits: resolution and eye distance from ANSI/NIST-ITL (SAP 30) and the enrolment gate; the rest set so that evenly
 * lit studio portraits of every skin tone pass. Luminance is taken as stored, not linearised as OFIQ does, because
 * linear light fails deep skin in good light.
 */
const components: readonly Component[] = [
  {
    name: 'resolution',
    value: ({ photo }) => Math.min(photo.widthPx, photo.heightPx),
    atLeast: 480,
    unit: ' px',
    decimals: 0,
    low: 'the shorter edge is smaller than a booking photograph needs',
  },
  {
    name: 'eye distance',
    value: ({ face }) => face.eyeDistancePx,
    atLeast: 60,
    unit: ' px',
    decimals: 0,
    low: 'the face is small; fine features are lost',
  },
  {
    name: 'sharpness',
    value: ({ light }) => light.sharpness,
    atLeast: 0.03,
    unit: '',
    decimals: 3,
    low: 'the face is blurred or was enlarged',
  },
  {
    name: 'luminance',
    value: ({ light }) => light.mean,
    atLeast: 0.18,
    atMost: 0.8,
    unit: ' of full',
    decimals: 2,
    low: 'the face is dark',
    high: 'the face is very bright',
  },
  {
    name: 'contrast',
    value: ({ light }) => light.spread,
    atLeast: 0.15,
    unit: ' of full',
    decimals: 2,
    low: 'the face is flat',
  },
  {
    name: 'underexposure',
    value: ({ light }) => light.underexposed,
    atMost: 0.1,
    unit: ' of the face',
    decimals: 2,
    high: 'too much of it is black',
  },
  {
    name: 'overexposure',
    value: ({ light }) => light.overexposed,
    atMost: 0.05,
    unit: ' of the face',
    decimals: 2,
    high: 'too much of it is burnt out',
  },
  {
    name: 'roll',
    value: ({ face }) => face.rollDegrees,
    atLeast: -8,
    atMost: 8,
    unit: '°',
    decimals: 1,
    low: 'the head leans',
    high: 'the head leans',
  },
  {
    name: 'turn',
    value: ({ frame }) => frame.turn,
    atMost: 0.3,
    unit: '',
    decimals: 2,
    high: 'the head is turned to one side',
  },
  {
    name: 'side margin',
    value: ({ frame }) => frame.sideMargin,
    atLeast: 0.9,
    unit: ' eye distances',
    decimals: 1,
    low: 'the face is cut off at the side',
  },
  {
    name: 'margin above',
    value: ({ frame }) => frame.marginAbove,
    atLeast: 1.2,
    unit: ' eye-to-chin lengths',
    decimals: 1,
    low: 'the head is cut off above',
  },
  {
    name: 'margin below',
    value: ({ frame }) => frame.marginBelow,
    atLeast: 1.3,
    unit: ' eye-to-chin lengths',
    decimals: 1,
    low: 'the head is cut off below',
  },
]

/** Measures every component of one face; always the same twelve, in the same order. */
export function assessFace(photo: Photo, face: Face): readonly QualityMeasure[] {
  const measured = { photo, face, light: faceLight(photo, face), frame: faceFrame(photo, face) }
  return components.map((component) => judged(component, component.value(measured)))
}

function judged(component: Component, value: number): QualityMeasure {
  const { name, atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = component
  const tooLow = value < atLeast
  const tooHigh = value > atMost
  const limit = value - atLeast < atMost - value ? atLeast : atMost
  const say = (number: number) => `${number.toFixed(component.decimals)}${component.unit}`
  const bound = `${limit === atLeast ? 'at least' : 'at most'} ${say(limit)}`
  const fault = tooLow ? component.low : tooHigh ? component.high : undefined
  const label = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const words = `${label} ${say(value)}, ${bound} wanted${fault === undefined ? '' : `: ${fault}`}.`
  return { name, value, limit, ok: !tooLow && !tooHigh, words }
}
