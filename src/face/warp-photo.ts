import type { Photo } from './photo.ts'

/**
 * A similarity from chip to photo: photo x = a·x − b·y + x0, photo y = b·x + a·y + y0, in pixel coordinates whose
 * whole numbers are pixel centres.
 */
export type Similarity = { readonly a: number; readonly b: number; readonly x0: number; readonly y0: number }

/** Where a chip lies in a tensor of several: planes red, green, blue of size × size, from `offset`. */
export type ChipPlace = { readonly into: Float32Array; readonly offset: number; readonly sizePx: number }

/** Samples across one chip pixel at most; beyond this the photo is so large that aliasing no longer matters. */
const maxSamplesAcross = 12

/**
 * Draws the part of the photo that `map` names as a square. Where the chip is coarser than the photo each chip pixel
 * is the average of a grid of bilinear samples, one per photo pixel, so that nothing aliases. Black outside.
 */
export function warpPhoto(photo: Photo, map: Similarity, place: ChipPlace): void {
  const across = Math.min(maxSamplesAcross, Math.max(1, Math.ceil(Math.hypot(map.a, map.b) - 0.25)))
  const steps = Float64Array.from({ length: across }, (_, sample) => (sample + 0.5) / across)
  const pen = { photo, map, place, steps, sums: new Float64Array(3) }
  for (let row = 0; row < place.sizePx; row++) drawRow(pen, row)
}

type Pen = {
  readonly photo: Photo
  readonly map: Similarity
  readonly place: ChipPlace
  /** Where the samples of a chip pixel lie in it, 0 to 1, across and down. */
  readonly steps: Float64Array
  /** Room for the sums of one pixel at the edge. */
  readonly sums: Float64Array
}

/** One row of the chip: one plain loop over numbers in registers, because every face passes here eight times and more. */
function drawRow({ photo, map, place, steps, sums }: Pen, row: number): void {
  const { rgb, widthPx, heightPx } = photo
  const { into, offset, sizePx } = place
  const { a, b, x0, y0 } = map
  const across = steps.length
  const share = 1 / (across * across)
  const plane = sizePx * sizePx
  for (let column = 0; column < sizePx; column++) {
    let red = 0
    let green = 0
    let blue = 0
    for (let sample = 0; sample < across * across; sample++) {
      const down = (sample / across) | 0
      const chipX = column + (steps[sample - down * across] ?? 0) - 0.5
      const chipY = row + (steps[down] ?? 0) - 0.5
      const x = a * chipX - b * chipY + x0
      const y = b * chipX + a * chipY + y0
      const left = Math.floor(x)
      const top = Math.floor(y)
      if (left < 0 || top < 0 || left + 1 >= widthPx || top + 1 >= heightPx) {
        sums[0] = red
        sums[1] = green
        sums[2] = blue
        addSampleAtEdge(photo, { x, y, sums })
        red = sums[0]
        green = sums[1]
        blue = sums[2]
        continue
      }
      const upper = (top * widthPx + left) * 3
      const lower = upper + widthPx * 3
      const toRight = x - left
      const lowerRight = toRight * (y - top)
      const lowerLeft = y - top - lowerRight
      const upperRight = toRight - lowerRight
      const upperLeft = 1 - toRight - lowerLeft
      red +=
        (rgb[upper] ?? 0) * upperLeft +
        (rgb[upper + 3] ?? 0) * upperRight +
        (rgb[lower] ?? 0) * lowerLeft +
        (rgb[lower + 3] ?? 0) * lowerRight
      green +=
        (rgb[upper + 1] ?? 0) * upperLeft +
        (rgb[upper + 4] ?? 0) * upperRight +
        (rgb[lower + 1] ?? 0) * lowerLeft +
        (rgb[lower + 4] ?? 0) * lowerRight
      blue +=
        (rgb[upper + 2] ?? 0) * upperLeft +
        (rgb[upper + 5] ?? 0) * upperRight +
        (rgb[lower + 2] ?? 0) * lowerLeft +
        (rgb[lower + 5] ?? 0) * lowerRight
    }
    const at = offset + row * sizePx + column
    into[at] = red * share
    into[at + plane] = green * share
    into[at + 2 * plane] = blue * share
  }
}

/** Adds the bilinear colour at a place whose neighbours do not all lie in the photo; those outside count as black. */
function addSampleAtEdge(
  { rgb, widthPx, heightPx }: Photo,
  { x, y, sums }: { x: number; y: number; sums: Float64Array },
): void {
  const left = Math.floor(x)
  const top = Math.floor(y)
  for (let corner = 0; corner < 4; corner++) {
    const atX = left + (corner & 1)
    const atY = top + (corner >> 1)
    if (atX < 0 || atY < 0 || atX >= widthPx || atY >= heightPx) continue
    const weight = (1 - Math.abs(x - atX)) * (1 - Math.abs(y - atY))
    const at = (atY * widthPx + atX) * 3
    for (let channel = 0; channel < 3; channel++)
      sums[channel] = (sums[channel] ?? 0) + (rgb[at + channel] ?? 0) * weight
  }
}

/** Copies one chip as seen in a mirror. */
export function mirrorChip(
  { into: from, offset, sizePx }: ChipPlace,
  to: { readonly into: Float32Array; readonly offset: number },
): void {
  for (let row = 0; row < 3 * sizePx; row++) {
    for (let column = 0; column < sizePx; column++) {
      to.into[to.offset + row * sizePx + column] = from[offset + row * sizePx + sizePx - 1 - column] ?? 0
    }
  }
}
