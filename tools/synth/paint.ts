import type { Rgb } from './colour.ts'

/** The colour of one point while it is being built up, linear light; one object is reused for all pixels. */
export type Paint = { r: number; g: number; b: number; gloss: number }

/** Lays a colour over the paint; `share` 1 hides what was there. */
export const cover = (paint: Paint, [r, g, b]: Rgb, share: number): void => {
  paint.r += (r - paint.r) * share
  paint.g += (g - paint.g) * share
  paint.b += (b - paint.b) * share
}

/** Takes away a share of each channel. */
export const darken = (paint: Paint, [r, g, b]: Rgb, share: number): void => {
  paint.r *= 1 - r * share
  paint.g *= 1 - g * share
  paint.b *= 1 - b * share
}
