/**
 * The components that are measured, in the order they are given. Left and right are those of the picture as one sees it,
 * not of the person in it.
 */
export const qualityNames = [
  'resolution',
  'eye distance',
  'head size',
  'sharpness',
  'compression',
  'luminance',
  'luminance variance',
  'dynamic range',
  'underexposure',
  'overexposure',
  'illumination uniformity',
  'eye light',
  'natural colour',
  'background',
  'single face',
  'yaw',
  'pitch',
  'roll',
  'eyes open',
  'mouth closed',
  'left margin',
  'right margin',
  'margin above',
  'margin below',
] as const

export type QualityName = (typeof qualityNames)[number]

/**
 * Whose measure it is: that of ISO/IEC 29794-5 (measure and mapping; the landmarks are ours), the standard's mapping over a
 * measure of ours that stands in for the standard's, or ours altogether.
 */
export type QualityStandard = 'ISO/IEC 29794-5' | 'ISO/IEC 29794-5, approximated' | 'ours'

/**
 * One component of quality of one face. It judges nobody and refuses nothing: what is too little for enrolment or for a
 * probe is for the policy to say, by `quality`.
 */
export type QualityMeasure = {
  readonly name: QualityName
  /** What was measured, in its own unit. */
  readonly value: number
  /** 0 to 100 in whole numbers; higher is better. */
  readonly quality: number
  /** What is recommended, in the unit of `value`; where two bounds are, the one that `value` is nearer to breaking. */
  readonly limit: number
  /** Whether the recommendation is met. */
  readonly ok: boolean
  /** One sentence with the value and what it means. */
  readonly words: string
  readonly standard: QualityStandard
}

/** A measure as it was stored: before version 2 of the components without `quality` and `standard`, and of other names. */
export type StoredQualityMeasure = Omit<QualityMeasure, 'name' | 'quality' | 'standard'> & {
  readonly name: string
  readonly quality?: number
  readonly standard?: QualityStandard
}
