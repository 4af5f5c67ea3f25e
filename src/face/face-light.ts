import { alignFace } from './align-face.ts'
import type { Face } from './face.ts'
import type { Photo } from './photo.ts'
import { recogniserInputPx } from './recogniser-graph.ts'
import { warpPhoto } from './warp-photo.ts'

/** How light lies on a face; all but sharpness as shares of the full range, on sRGB luma as stored. */
export type FaceLight = {
  readonly mean: number
  /** From the 5th to the 95th percentile. */
  readonly spread: number
  /** Pixels at luma 15 or less of 255. */
  readonly underexposed: number
  /** Pixels at luma 250 or more of 255. */
  readonly overexposed: number
  /** Fine detail: mean absolute Laplacian over the spread, at the recogniser's own size. */
  readonly sharpness: number
}

/** dlib's unit square of the face, brows to lips, within the aligned chip. */
const from = Math.round(recogniserInputPx / 6)
const to = recogniserInputPx - from

/** Measures the aligned face from brows to lips, so that hair, clothing and background do not count. */
export function faceLight(photo: Photo, face: Face): FaceLight {
  const luma = alignedLuma(photo, face)
  const inside: number[] = []
  let detail = 0
  for (let y = from; y < to; y++) {
    for (let x = from; x < to; x++) {
      const at = y * recogniserInputPx + x
      const value = luma[at] ?? 0
      inside.push(value)
      detail += Math.abs(4 * value - neighbours(luma, at))
    }
  }
  inside.sort((a, b) => a - b)
  const percentile = (share: number) => inside[Math.floor(share * (inside.length - 1))] ?? 0
  const shareOf = (test: (value: number) => boolean) => inside.filter(test).length / inside.length
  const spread = (percentile(0.95) - percentile(0.05)) / 255
  return {
    mean: inside.reduce((sum, value) => sum + value, 0) / inside.length / 255,
    spread,
    underexposed: shareOf((value) => value <= 15),
    overexposed: shareOf((value) => value >= 250),
    sharpness: detail / inside.length / 255 / Math.max(spread, 0.05),
  }
}

const neighbours = (luma: Float32Array, at: number): number =>
  (luma[at - 1] ?? 0) +
  (luma[at + 1] ?? 0) +
  (luma[at - recogniserInputPx] ?? 0) +
  (luma[at + recogniserInputPx] ?? 0)

/** Rec. 709 luma of the chip the recogniser sees. */
function alignedLuma(photo: Photo, face: Face): Float32Array {
  const plane = recogniserInputPx * recogniserInputPx
  const chip = new Float32Array(3 * plane)
  warpPhoto(photo, alignFace(face.landmarks), { into: chip, offset: 0, sizePx: recogniserInputPx })
  return Float32Array.from(
    { length: plane },
    (_, at) =>
      0.2126 * (chip[at] ?? 0) + 0.7152 * (chip[at + plane] ?? 0) + 0.0722 * (chip[at + 2 * plane] ?? 0),
  )
}
