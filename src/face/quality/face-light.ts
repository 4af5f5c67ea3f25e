import { type CanonicalFace, canonicalPx } from './canonical-face.ts'
import { type FaceGeometry, faceGeometry } from './face-geometry.ts'

/** How light lies on a face, on the luminance of ISO/IEC 29794-5 within the hull of the landmarks. */
export type FaceLight = {
  /** Mean of luminance, 0 to 1. */
  readonly mean: number
  readonly variance: number
  /** Share of pixels at luminance 0 to 25. */
  readonly underexposed: number
  /** Share of pixels at luminance 247 to 255. */
  readonly overexposed: number
  /** Bits. */
  readonly entropy: number
  /** What the luminance histograms of the two cheeks have in common, 0 to 1. */
  readonly cheekOverlap: number
  /** Distance in CIELAB of the cheeks' mean colour from that of skin in natural light. */
  readonly colourDistance: number
  /** Mean luminance around the eye on each side of the picture, as a share of the mean of the face. */
  readonly eyes: { readonly left: number; readonly right: number }
}

type Square = { readonly x: number; readonly y: number; readonly edgePx: number }

export function faceLight(canonical: CanonicalFace): FaceLight {
  const { luminance, mask } = canonical
  const histogram = histogramOf(luminance, inMask(mask))
  const mean = histogram.reduce((sum, share, level) => sum + (share * level) / 255, 0)
  const variance = histogram.reduce((sum, share, level) => sum + share * (level / 255 - mean) ** 2, 0)
  const sharesOf = (from: number, to: number) =>
    histogram.slice(from, to + 1).reduce((sum, share) => sum + share, 0)
  const geometry = faceGeometry(canonical.landmarks)
  const cheeks = cheekSquares(geometry)
  return {
    mean,
    variance,
    underexposed: sharesOf(0, 25),
    overexposed: sharesOf(247, 255),
    entropy: -histogram.reduce((sum, share) => sum + (share > 0 ? share * Math.log2(share) : 0), 0),
    cheekOverlap: overlapOf(canonical, cheeks),
    colourDistance: colourDistance(canonical, cheeks),
    eyes: eyeLight(canonical, { geometry, mean }),
  }
}

/** Shares of the 256 levels among the pixels that are named. */
function histogramOf(levels: Uint8Array, pixels: Iterable<number>): readonly number[] {
  const histogram = new Array<number>(256).fill(0)
  let total = 0
  for (const at of pixels) {
    const level = levels[at] ?? 0
    histogram[level] = (histogram[level] ?? 0) + 1
    total++
  }
  return histogram.map((count) => count / Math.max(1, total))
}

function inMask(mask: Uint8Array): readonly number[] {
  const pixels: number[] = []
  for (let at = 0; at < mask.length; at++) if (mask[at] === 1) pixels.push(at)
  return pixels
}

/** Squares of 0.3 eye distances below the inner side of each eye, half way to the mouth, as the standard lays them. */
function cheekSquares({ leftEye, rightEye, eyesApartPx, eyeToMouthPx }: FaceGeometry) {
  const edgePx = Math.floor(eyesApartPx * 0.3)
  const below = Math.floor(eyeToMouthPx / 2)
  return {
    left: { x: Math.round(leftEye.x), y: Math.round(leftEye.y) + below, edgePx },
    right: { x: Math.round(rightEye.x) - edgePx, y: Math.round(rightEye.y) + below, edgePx },
  }
}

const inSquare = ({ x, y, edgePx }: Square): readonly number[] =>
  Array.from(
    { length: edgePx * edgePx },
    (_, at) => (y + Math.floor(at / edgePx)) * canonicalPx + x + (at % edgePx),
  )

function overlapOf({ luminance }: CanonicalFace, cheeks: { left: Square; right: Square }): number {
  const left = histogramOf(luminance, inSquare(cheeks.left))
  const right = histogramOf(luminance, inSquare(cheeks.right))
  return left.reduce((sum, share, level) => sum + Math.min(share, right[level] ?? 0), 0)
}

/** Mean of a plane over some squares. */
function meanIn(plane: ArrayLike<number>, squares: readonly Square[]): number {
  const pixels = squares.flatMap(inSquare)
  return pixels.reduce((sum, at) => sum + (plane[at] ?? 0), 0) / Math.max(1, pixels.length)
}

/** Outside a* 5 to 25 and b* 5 to 35; 100 where a* or b* is below 0. White D50, as the reference implementation. */
function colourDistance({ planes }: CanonicalFace, cheeks: { left: Square; right: Square }): number {
  const [red = 0, green = 0, blue = 0] = planes.map((plane) =>
    linearOf(meanIn(plane, Object.values(cheeks)) / 255),
  )
  const x = toCube((0.43605 * red + 0.38508 * green + 0.14309 * blue) / 0.964221)
  const y = toCube(0.22249 * red + 0.71689 * green + 0.06062 * blue)
  const z = toCube((0.01393 * red + 0.0971 * green + 0.71419 * blue) / 0.825211)
  const a = 500 * (x - y)
  const b = 200 * (y - z)
  if (a < 0 || b < 0) return 100
  return Math.hypot(Math.max(0, 5 - a, a - 25), Math.max(0, 5 - b, b - 35))
}

const linearOf = (share: number): number =>
  share > 0.04045 ? ((share + 0.055) / 1.055) ** 2.4 : share / 12.92

const toCube = (value: number): number =>
  value > 216 / 24_389 ? Math.cbrt(value) : ((24_389 / 27) * value + 16) / 116

/** Ours: a square of half an eye distance around each eye, so that lids and the skin beside them outweigh the iris. */
function eyeLight({ luminance }: CanonicalFace, of: { geometry: FaceGeometry; mean: number }) {
  const { leftEye, rightEye, eyesApartPx } = of.geometry
  const edgePx = Math.floor(eyesApartPx * 0.5)
  const around = (eye: { x: number; y: number }) =>
    meanIn(luminance, [{ x: Math.round(eye.x - edgePx / 2), y: Math.round(eye.y - edgePx / 2), edgePx }]) /
    Math.max(1, of.mean * 255)
  return { left: around(leftEye), right: around(rightEye) }
}
