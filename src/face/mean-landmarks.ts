import { centre } from './centre.ts'
import { dlibMeanFace } from './dlib-mean-face.ts'
import type { Point } from './face.ts'

/** Jaw and brows, which the mean face leaves out, roughly: in the same unit square. They frame; nothing is aligned by them. */
const outline: readonly (readonly [first: number, last: number, from: Point, to: Point, bend: number])[] = [
  [0, 16, { x: -0.02, y: 0.24 }, { x: 1.0, y: 0.24 }, 0.95],
  [17, 21, { x: 0.02, y: 0.1 }, { x: 0.4, y: 0.08 }, -0.08],
  [22, 26, { x: 0.58, y: 0.08 }, { x: 0.96, y: 0.1 }, -0.08],
  [55, 59, { x: 0.64, y: 0.86 }, { x: 0.34, y: 0.86 }, 0.05],
]

/** The 68 landmarks of the mean face, laid so that the centres of its eyes fall on the marks. */
export function meanLandmarks({ leftEye, rightEye }: { leftEye: Point; rightEye: Point }): readonly Point[] {
  const unit: Point[] = Array.from({ length: 68 }, () => ({ x: 0.5, y: 0.5 }))
  for (const [first, last, from, to, bend] of outline) {
    for (let at = first; at <= last; at++) {
      const share = (at - first) / (last - first)
      const sag = bend * Math.sin(Math.PI * share)
      unit[at] = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share + sag }
    }
  }
  for (const { from, x, y } of dlibMeanFace.points) if (typeof from === 'number') unit[from] = { x, y }
  const left = centre(unit.slice(36, 42))
  const right = centre(unit.slice(42, 48))
  const scale = 1 / (right.x - left.x)
  const a = (rightEye.x - leftEye.x) * scale
  const b = (rightEye.y - leftEye.y) * scale
  return unit.map(({ x, y }) => ({
    x: leftEye.x + a * (x - left.x) - b * (y - left.y),
    y: leftEye.y + b * (x - left.x) + a * (y - left.y),
  }))
}
