import { type EyedPicture, type Point, unitPx } from './face-frame.ts'
import type { Side } from './looking.ts'

/** Up to two points on one picture, in its pixels. */
export type Measured = { readonly picture: string; readonly points: readonly Point[] }
export type Measurement = Partial<Readonly<Record<Side, Measured>>>
type Pictured = EyedPicture & { readonly imageUrl: string }

/** A measurement with one more point on a picture; a third begins anew, and so does another picture in that place. */
export function withPoint(
  before: Measurement,
  side: Side,
  { picture, at }: { picture: string; at: Point },
): Measurement {
  const points = pointsOn(before[side], picture)
  return { ...before, [side]: { picture, points: points.length >= 2 ? [at] : [...points, at] } }
}

/** The points that belong to a picture. */
export const pointsOn = (measured: Measured | undefined, picture: string): readonly Point[] =>
  measured?.picture === picture ? measured.points : []

/** The distance between two points of a picture in its eye distances; undefined while a point is missing. */
export function eyeDistances(picture: Pictured, measured: Measured | undefined): number | undefined {
  const [from, to] = pointsOn(measured, picture.imageUrl)
  if (from === undefined || to === undefined) return undefined
  return Math.hypot(to.x - from.x, to.y - from.y) / unitPx(picture)
}

/** What was measured, in words. */
export function measureWords(pictures: Readonly<Record<Side, Pictured>>, measured: Measurement): string {
  const told = (['probe', 'candidate'] as const).flatMap((side) => {
    const points = pointsOn(measured[side], pictures[side].imageUrl).length
    const distance = eyeDistances(pictures[side], measured[side])
    if (distance !== undefined) return [`${side} ${distance.toFixed(2)}`]
    return points === 1 ? [`${side}: one point set`] : []
  })
  const nothing = 'Point at two places of a picture, or set a point in the middle of both views.'
  return told.length === 0 ? nothing : `In eye distances: ${told.join(' · ')}.`
}
