import type { Photo } from './photo.ts'

/** A picture of three bytes a pixel, in rows from the top. */
export type RgbPicture = { readonly rgb: Uint8Array; readonly widthPx: number; readonly heightPx: number }

/** The photo as a camera further away would have taken it, each side `factor` times as long; `factor` is above 0 and at most 1. */
export const shrinkPhoto = (photo: Photo, factor: number): Photo => ({
  ...photo,
  ...shrinkPicture(photo, {
    widthPx: Math.max(1, Math.round(photo.widthPx * factor)),
    heightPx: Math.max(1, Math.round(photo.heightPx * factor)),
  }),
})

/** Which pixels of a line make one pixel of the smaller line, and how much each counts. */
type Taps = {
  readonly first: Int32Array
  readonly weights: Float32Array
  /** How many weights each pixel has; the last ones are 0 where fewer are needed. */
  readonly perPixel: number
}

/**
 * The picture at a smaller size, each pixel the mean of those around it under a triangle as wide as two of the new pixels, so that
 * nothing aliases. For pictures that are small already: a big one is for a library that works in vectors.
 */
export function shrinkPicture(picture: RgbPicture, to: { widthPx: number; heightPx: number }): RgbPicture {
  const rows = shrunkAcross(picture, tapsOf(picture.widthPx, to.widthPx))
  const rgb = new Uint8Array(to.widthPx * to.heightPx * 3)
  const { first, weights, perPixel } = tapsOf(picture.heightPx, to.heightPx)
  const perRow = to.widthPx * 3
  for (let row = 0; row < to.heightPx; row++) {
    const from = (first[row] ?? 0) * perRow
    for (let at = 0; at < perRow; at++) {
      let sum = 0
      for (let tap = 0; tap < perPixel; tap++)
        sum += (rows[from + tap * perRow + at] ?? 0) * (weights[row * perPixel + tap] ?? 0)
      rgb[row * perRow + at] = sum + 0.5
    }
  }
  return { rgb, ...to }
}

function shrunkAcross({ rgb, widthPx, heightPx }: RgbPicture, taps: Taps): Float32Array {
  const { first, weights, perPixel } = taps
  const rows = new Float32Array(heightPx * first.length * 3)
  let into = 0
  for (let row = 0; row < heightPx; row++) {
    for (let column = 0; column < first.length; column++) {
      let red = 0
      let green = 0
      let blue = 0
      let from = (row * widthPx + (first[column] ?? 0)) * 3
      for (let tap = column * perPixel; tap < (column + 1) * perPixel; tap++) {
        const weight = weights[tap] ?? 0
        red += (rgb[from++] ?? 0) * weight
        green += (rgb[from++] ?? 0) * weight
        blue += (rgb[from++] ?? 0) * weight
      }
      rows[into++] = red
      rows[into++] = green
      rows[into++] = blue
    }
  }
  return rows
}

function tapsOf(fromPx: number, toPx: number): Taps {
  const ratio = fromPx / toPx
  const perPixel = Math.min(fromPx, Math.ceil(2 * ratio) + 1)
  const first = new Int32Array(toPx)
  const weights = new Float32Array(toPx * perPixel)
  for (let pixel = 0; pixel < toPx; pixel++) {
    const centre = (pixel + 0.5) * ratio - 0.5
    const start = Math.min(Math.max(0, Math.ceil(centre - ratio)), fromPx - perPixel)
    const shares = Array.from({ length: perPixel }, (_, tap) =>
      Math.max(0, 1 - Math.abs(start + tap - centre) / ratio),
    )
    const sum = shares.reduce((total, share) => total + share, 0)
    first[pixel] = start
    for (const [tap, share] of shares.entries()) weights[pixel * perPixel + tap] = share / sum
  }
  return { first, weights, perPixel }
}
