import { must } from '../kernel/index.ts'
import { centre } from './centre.ts'
import type { Point } from './face.ts'

/** The five points that most published recognisers are aligned by. Left and right are those of the picture. */
export const fivePoints = [
  'left-eye',
  'right-eye',
  'nose-tip',
  'left-mouth-corner',
  'right-mouth-corner',
] as const
export type FivePoint = (typeof fivePoints)[number]

/** Which point of the face (one of the five, or an iBUG landmark by its number) belongs where in the unit square. */
export type ReferencePoint = { readonly from: FivePoint | number; readonly x: number; readonly y: number }

/** iBUG numbering: each eye by the mean of the six points around it, which no single lid or corner pulls aside. */
const eyes = { 'left-eye': [36, 42], 'right-eye': [42, 48] } as const
const single = { 'nose-tip': 30, 'left-mouth-corner': 48, 'right-mouth-corner': 54 } as const

/** A point of a face from its 68 landmarks. */
export function pointOf(landmarks: readonly Point[], from: ReferencePoint['from']): Point {
  if (from === 'left-eye' || from === 'right-eye') return centre(landmarks.slice(...eyes[from]))
  return must(landmarks[typeof from === 'number' ? from : single[from]], 'landmark')
}
