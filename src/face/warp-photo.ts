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
 * Draws the part of the photo that `map` names as an upright square. Where the chip is coarser than the photo each
 * chip pixel is the average of a grid of bilinear samples, one per photo pixel, so that nothing aliases. Black outside.
 */
export function warpPhoto(photo: Photo, map: Similarity, place: ChipPlace): void {
  const { into, offset, sizePx } = place
  const across = Math.min(maxSamplesAcross, Math.max(1, Math.ceil(Math.hypot(map.a, map.b) - 0.25)))
  const plane = sizePx * sizePx
  const colour = new Float64Array(3)
  for (let row = 0; row < sizePx; row++) {
    for (let column = 0; column < sizePx; column++) {
      colour.fill(0)
      for (let sample = 0; sample < across * across; sample++) {
        const x = column + ((sample % across) + 0.5) / across - 0.5
        const y = row + (Math.floor(sample / across) + 0.5) / across - 0.5
        addSample(photo, { x: map.a * x - map.b * y + map.x0, y: map.b * x + map.a * y + map.y0 }, colour)
      }
      const at = offset + row * sizePx + column
      const share = 1 / (across * across)
      into[at] = (colour[0] ?? 0) * share
      into[at + plane] = (colour[1] ?? 0) * share
      into[at + 2 * plane] = (colour[2] ?? 0) * share
    }
  }
}

/** Adds the bilinear colour at a point; pixels outside the photo count as black. */
function addSample(photo: Photo, point: { x: number; y: number }, colour: Float64Array): void {
  const { widthPx, heightPx, rgb } = photo
  const left = Math.floor(point.x)
  const top = Math.floor(point.y)
  for (let corner = 0; corner < 4; corner++) {
    const x = left + (corner & 1)
    const y = top + (corner >> 1)
    if (x < 0 || y < 0 || x >= widthPx || y >= heightPx) continue
    const weight = (1 - Math.abs(point.x - x)) * (1 - Math.abs(point.y - y))
    const at = (y * widthPx + x) * 3
    colour[0] = (colour[0] ?? 0) + (rgb[at] ?? 0) * weight
    colour[1] = (colour[1] ?? 0) + (rgb[at + 1] ?? 0) * weight
    colour[2] = (colour[2] ?? 0) + (rgb[at + 2] ?? 0) * weight
  }
}

/** Copies one chip as seen in a mirror. */
export function mirrorChip(from: ChipPlace, intoOffset: number): void {
  const { into, offset, sizePx } = from
  for (let row = 0; row < 3 * sizePx; row++) {
    for (let column = 0; column < sizePx; column++) {
      into[intoOffset + row * sizePx + column] = into[offset + row * sizePx + sizePx - 1 - column] ?? 0
    }
  }
}
