import type { Face } from './face.ts'
import type { Photo } from './photo.ts'
export type QualityMeasure = {
  readonly name: string
  readonly value: number
  readonly limit: number
  readonly ok: boolean
  readonly words: string
}
export function assessFace(_photo: Photo, _face: Face): readonly QualityMeasure[] {
  return []
}
