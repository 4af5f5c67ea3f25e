import { alignFace } from '../align-face.ts'
import type { Face, Point } from '../face.ts'
import type { Photo } from '../photo.ts'
import { warpPhoto } from '../warp-photo.ts'

/**
 * A face drawn where ISO/IEC 29794-5 wants it, at half the standard's 616 × 616: a share of pixels is the same, and a
 * quarter of them is enough to take it from.
 */
export const canonicalPx = 308

export type CanonicalFace = {
  /** Red, green, blue planes, 0 to 255. */
  readonly planes: readonly [Float32Array, Float32Array, Float32Array]
  /** Luminance of the standard: sRGB made linear, 0 to 255 in whole numbers. */
  readonly luminance: Uint8Array
  /** 1 inside the convex hull of the landmarks. */
  readonly mask: Uint8Array
  readonly landmarks: readonly Point[]
  /** Whether the photo shows something there. */
  readonly inPhoto: (x: number, y: number) => boolean
}

/** Where the reference implementation puts the points, in its 616 pixels. Least squares in place of its least median. */
const alignment = {
  points: (
    [
      ['left-eye', 251, 272],
      ['right-eye', 364, 272],
      ['nose-tip', 308, 336],
      ['left-mouth-corner', 262, 402],
      ['right-mouth-corner', 355, 402],
    ] as const
  ).map(([from, x, y]) => ({ from, x: x / 616, y: y / 616 })),
  padding: 0,
  sizePx: canonicalPx,
}

export function canonicalFace(photo: Photo, face: Face): CanonicalFace {
  const plane = canonicalPx * canonicalPx
  const pixels = new Float32Array(3 * plane)
  const map = alignFace(face.landmarks, alignment)
  warpPhoto(photo, map, { into: pixels, offset: 0, sizePx: canonicalPx })
  const planes = [
    pixels.subarray(0, plane),
    pixels.subarray(plane, 2 * plane),
    pixels.subarray(2 * plane),
  ] as const
  const scale = map.a * map.a + map.b * map.b
  const landmarks = face.landmarks.map(({ x, y }) => ({
    x: (map.a * (x - map.x0) + map.b * (y - map.y0)) / scale,
    y: (map.a * (y - map.y0) - map.b * (x - map.x0)) / scale,
  }))
  const inPhoto = (x: number, y: number) => {
    const photoX = map.a * x - map.b * y + map.x0
    const photoY = map.b * x + map.a * y + map.y0
    return photoX >= 1 && photoY >= 1 && photoX <= photo.widthPx - 2 && photoY <= photo.heightPx - 2
  }
  return { planes, luminance: luminanceOf(planes), mask: hullMask(landmarks), landmarks, inPhoto }
}

const linear = Float64Array.from({ length: 256 }, (_, level) => {
  const share = level / 255
  return share > 0.04045 ? ((share + 0.055) / 1.055) ** 2.4 : share / 12.92
})

function luminanceOf([red, green, blue]: CanonicalFace['planes']): Uint8Array {
  const level = (plane: Float32Array, at: number) => linear[Math.round(plane[at] ?? 0)] ?? 0
  const luminance = new Uint8Array(red.length)
  for (let at = 0; at < luminance.length; at++) {
    const share = 0.2126 * level(red, at) + 0.7152 * level(green, at) + 0.0722 * level(blue, at)
    luminance[at] = Math.floor(share * 255 + 0.5)
  }
  return luminance
}

/** Fills the convex hull of the points, row by row, as far as it lies in the picture. */
function hullMask(points: readonly Point[]): Uint8Array {
  const mask = new Uint8Array(canonicalPx * canonicalPx)
  const hull = convexHull(points)
  for (let y = 0; y < canonicalPx; y++) {
    let from = Number.POSITIVE_INFINITY
    let to = Number.NEGATIVE_INFINITY
    for (const [at, a] of hull.entries()) {
      const b = hull[(at + 1) % hull.length] ?? a
      if (y < Math.min(a.y, b.y) || y > Math.max(a.y, b.y)) continue
      const x = a.y === b.y ? a.x : a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y)
      from = Math.min(from, x)
      to = Math.max(to, x)
    }
    const first = Math.max(0, Math.ceil(from))
    const last = Math.min(canonicalPx - 1, Math.floor(to))
    if (first <= last) mask.fill(1, y * canonicalPx + first, y * canonicalPx + last + 1)
  }
  return mask
}

/** Andrew's monotone chain. */
function convexHull(points: readonly Point[]): readonly Point[] {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y)
  return [...halfHull(sorted), ...halfHull(sorted.toReversed())]
}

function halfHull(sorted: readonly Point[]): readonly Point[] {
  const hull: Point[] = []
  for (const point of sorted) {
    for (;;) {
      const [a, b] = hull.slice(-2)
      if (!a || !b || (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x) > 0) break
      hull.pop()
    }
    hull.push(point)
  }
  return hull.slice(0, -1)
}
