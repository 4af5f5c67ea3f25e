import type { Rgb } from './colour.ts'
import { noise } from './noise.ts'
import type { Radiance } from './shade.ts'
import { length2, smoothStep } from './shaping.ts'
import type { View } from './viewpoint.ts'

export type Backdrop = { readonly kind: 'heightChart' | 'room'; readonly colour: Rgb }

const LINE_EVERY_CM = 5

/** Colours a pixel without a surface. */
export const background = (
  { kind, colour }: Backdrop,
  { view, scale, exposure }: { view: View; scale: number; exposure: number },
): ((column: number, row: number, into: Radiance) => void) => {
  // The picture is exposed for the face; taking most of that back keeps the wall the same for everybody.
  const dim = 1 / exposure ** 0.6
  return (column, row, into) => {
    const across = column / view.widthPx
    const down = row / view.heightPx
    const value =
      kind === 'room'
        ? room(across, down)
        : chart((view.originY - row) / scale) *
          (1.05 - 0.22 * length2(across - 0.5, down - 0.42)) *
          (1 + 0.012 * noise(column * 0.9, row * 0.9, 1))
    into.r = colour[0] * value * dim
    into.g = colour[1] * value * dim
    into.b = colour[2] * value * dim
  }
}

/** A line every 5 cm, every second one stronger, as on the wall of a booking room. */
const chart = (heightCm: number): number => {
  const step = Math.floor(heightCm / LINE_EVERY_CM)
  const isStrong = step % 2 === 0
  const aboveLine = heightCm - step * LINE_EVERY_CM
  if (aboveLine >= (isStrong ? 0.16 : 0.08)) return 1
  return isStrong ? 0.42 : 0.66
}

const room = (across: number, down: number): number => {
  const doorFrame = across > 0.62 && across < 0.64 ? 0.25 : 0
  const light =
    0.75 + 0.35 * smoothStep(0, 1, across * 0.6 + down * 0.2) + 0.05 * noise(across * 3, down * 3, 2)
  return (light - doorFrame) * (down > 0.8 ? 0.8 : 1)
}
