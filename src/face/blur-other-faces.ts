import type { Face, FaceBox } from './face.ts'
import type { Photo } from './photo.ts'

/** Colours across a hidden face: too few for features, enough to see that somebody stands there. */
const cells = 3

/** How far each colour is drawn to mid grey: a smooth skin-coloured oval would still be found as a face. */
const greyShare = 0.6

/** Room around a hidden face's box, as a share of its size, so that hair and ears go as well. */
const margin = 0.3

/**
 * A copy of the same size in which nobody but the kept face can be recognised: every other face is averaged to
 * 3 × 3 colours, drawn to grey and blended. Where boxes overlap, the kept face's own box stays as it was.
 */
export function hideOtherFaces(photo: Photo, options: { keep: Face; others: readonly Face[] }): Photo {
  const rgb = photo.rgb.slice()
  for (const other of options.others) hide(rgb, { photo, box: widened(other.box, photo) })
  restore(rgb, { photo, box: options.keep.box })
  return { ...photo, rgb }
}

function widened(box: FaceBox, photo: Photo): FaceBox {
  const sidePx = Math.ceil(box.widthPx * margin)
  const endPx = Math.ceil(box.heightPx * margin)
  const x = Math.max(0, box.x - sidePx)
  const y = Math.max(0, box.y - endPx)
  return {
    x,
    y,
    widthPx: Math.min(photo.widthPx, box.x + box.widthPx + sidePx) - x,
    heightPx: Math.min(photo.heightPx, box.y + box.heightPx + endPx) - y,
  }
}

type Area = { readonly photo: Photo; readonly box: FaceBox }

function hide(rgb: Uint8Array, { photo, box }: Area): void {
  const means = cellMeans(rgb, { photo, box })
  for (let row = 0; row < box.heightPx; row++) {
    for (let column = 0; column < box.widthPx; column++) {
      const at = ((box.y + row) * photo.widthPx + box.x + column) * 3
      const x = ((column + 0.5) / box.widthPx) * cells - 0.5
      const y = ((row + 0.5) / box.heightPx) * cells - 0.5
      for (let channel = 0; channel < 3; channel++) rgb[at + channel] = blended(means, { x, y, channel })
    }
  }
}

/** Mean colour of each cell, drawn to grey, row by row. */
function cellMeans(rgb: Uint8Array, { photo, box }: Area): Float64Array {
  const sums = new Float64Array(cells * cells * 3)
  const counts = new Float64Array(cells * cells)
  for (let row = 0; row < box.heightPx; row++) {
    for (let column = 0; column < box.widthPx; column++) {
      const cell =
        Math.floor((row * cells) / box.heightPx) * cells + Math.floor((column * cells) / box.widthPx)
      const at = ((box.y + row) * photo.widthPx + box.x + column) * 3
      counts[cell] = (counts[cell] ?? 0) + 1
      for (let channel = 0; channel < 3; channel++) {
        sums[cell * 3 + channel] = (sums[cell * 3 + channel] ?? 0) + (rgb[at + channel] ?? 0)
      }
    }
  }
  return sums.map(
    (sum, at) => (1 - greyShare) * (sum / Math.max(1, counts[Math.floor(at / 3)] ?? 1)) + greyShare * 128,
  )
}

/** Bilinear blend of the four nearest cell colours. */
function blended(means: Float64Array, at: { x: number; y: number; channel: number }): number {
  const left = Math.floor(at.x)
  const top = Math.floor(at.y)
  let value = 0
  for (let corner = 0; corner < 4; corner++) {
    const x = left + (corner & 1)
    const y = top + (corner >> 1)
    const weight = (1 - Math.abs(at.x - x)) * (1 - Math.abs(at.y - y))
    const cell = inGrid(y) * cells + inGrid(x)
    value += weight * (means[cell * 3 + at.channel] ?? 0)
  }
  return Math.round(value)
}

const inGrid = (index: number): number => Math.min(cells - 1, Math.max(0, index))

function restore(rgb: Uint8Array, { photo, box }: Area): void {
  for (let row = box.y; row < box.y + box.heightPx; row++) {
    const start = (row * photo.widthPx + box.x) * 3
    rgb.set(photo.rgb.subarray(start, start + box.widthPx * 3), start)
  }
}
