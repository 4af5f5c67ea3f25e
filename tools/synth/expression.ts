import type { Head } from './head-mesh.ts'
import { bell2, smoothStep } from './shaping.ts'
import { floatAt } from './typed-array.ts'

/** What the face does in one picture; 0 everywhere is the face at rest (and `lids` 1). */
export type Expression = {
  readonly smile: number
  readonly brows: number
  readonly jaw: number
  readonly lids: number
}

/** The vertices of the head moved into an expression; the paint stays where it was. */
export const express = ({ face: { mouth }, mesh }: Head, { smile, brows, jaw }: Expression): Float32Array => {
  const moved = new Float32Array(mesh.positions)
  for (let at = 0; at < moved.length; at += 3) {
    const x = floatAt(moved, at)
    const y = floatAt(moved, at + 1)
    const z = floatAt(moved, at + 2)
    if (z < 2) continue
    const side = Math.abs(x)
    const corner = bell2((side - mouth.halfWidth) / 1.7, (y - mouth.y) / 1.55)
    const cheek = bell2((side - 4) / 1.8, (y + 3.4) / 1.8)
    const brow = y > 0.9 ? smoothStep(0.9, 1.9, y) * smoothStep(5.5, 3, y) * smoothStep(5.5, 4, side) : 0
    const chin = y < mouth.y + 0.1 ? smoothStep(mouth.y + 0.1, mouth.y - 0.4, y) * smoothStep(6, 3, side) : 0
    moved[at] = x + Math.sign(x) * 0.45 * smile * corner
    moved[at + 1] = y + smile * (0.5 * corner + 0.2 * cheek) + 0.35 * brows * brow - 0.4 * jaw * chin
    moved[at + 2] = z + smile * (0.22 * cheek - 0.25 * corner)
  }
  return moved
}
