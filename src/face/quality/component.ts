import type { Face } from '../face.ts'
import type { Photo } from '../photo.ts'
import type { CanonicalFace } from './canonical-face.ts'
import type { FaceGeometry } from './face-geometry.ts'
import type { FaceLight } from './face-light.ts'
import type { HeadPose } from './head-pose.ts'
import type { QualityName, QualityStandard } from './quality-measure.ts'

/** What every component is taken from. */
export type Measured = {
  readonly photo: Photo
  readonly face: Face
  readonly others: readonly Face[]
  readonly canonical: CanonicalFace
  readonly light: FaceLight
  readonly geometry: FaceGeometry
  readonly pose: HeadPose
}

export type Component = {
  readonly name: QualityName
  readonly standard: QualityStandard
  /** Undefined where the photo does not show what is measured. */
  readonly value: (measured: Measured) => number | undefined
  readonly quality: (value: number, measured: Measured) => number
  /** What is recommended; our own choice, whoever's the measure is. */
  readonly atLeast?: number
  readonly atMost?: number
  readonly label?: string
  readonly unit: string
  readonly decimals: number
  /** What is wrong below `atLeast`, and above `atMost`. */
  readonly low?: string | ((measured: Measured) => string)
  readonly high?: string
}

/** Whose measure a component is; see `QualityStandard`. */
export const iso = 'ISO/IEC 29794-5'
export const near = 'ISO/IEC 29794-5, approximated'
export const ours = 'ours'
