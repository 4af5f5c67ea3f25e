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
 * is the average of a grid of bilinear samples, one per photo pixel, so that nothing aliases. Black outside. One plain
 * loop that makes no objects, because every face of a bulk import passes here several times.
 */
export function warpPhoto(photo: Photo, map: Similarity, place: ChipPlace): void {
  const { into, offset, sizePx } = place
  const across = Math.min(maxSamplesAcross, Math.max(1, Math.ceil(Math.hypot(map.a, map.b) - 0.25)))
  const plane = sizePx * sizePx
  const share = 1 / (across * across)
  const brush = { x: 0, y: 0, red: 0, green: 0, blue: 0 }
  for (let row = 0; row < sizePx; row++) {
    for (let column = 0; column < sizePx; column++) {
      brush.red = 0
      brush.green = 0
      brush.blue = 0
      for (let sample = 0; sample < across * across; sample++) {
        const x = column + ((sample % across) + 0.5) / across - 0.5
        const y = row + (Math.floor(sample / across) + 0.5) / across - 0.5
        brush.x = map.a * x - map.b * y + map.x0
        brush.y = map.b * x + map.a * y + map.y0
        addSample(photo, brush)
      }
      const at = offset + row * sizePx + column
      into[at] = brush.red * share
      into[at + plane] = brush.green * share
      into[at + 2 * plane] = brush.blue * share
    }
  }
}

/** Where to sample, and the sum of the colours there. */
type Brush = { x: number; y: number; red: number; green: number; blue: number }

/** Adds the bilinear colour at the brush; pixels outside the photo count as black. */
function addSample(photo: Photo, brush: Brush): void {
  const left = Math.floor(brush.x)
  const top = Math.floor(brush.y)
  if (left < 0 || top < 0 || left + 1 >= photo.widthPx || top + 1 >= photo.heightPx) {
    addSampleAtEdge(photo, brush)
    return
  }
  const { rgb, widthPx } = photo
  const upper = (top * widthPx + left) * 3
  const lower = upper + widthPx * 3
  const toRight = brush.x - left
  const lowerRight = toRight * (brush.y - top)
  const lowerLeft = brush.y - top - lowerRight
  const upperRight = toRight - lowerRight
  const upperLeft = 1 - toRight - lowerLeft
  brush.red +=
    (rgb[upper] ?? 0) * upperLeft +
    (rgb[upper + 3] ?? 0) * upperRight +
    (rgb[lower] ?? 0) * lowerLeft +
    (rgb[lower + 3] ?? 0) * lowerRight
  brush.green +=
    (rgb[upper + 1] ?? 0) * upperLeft +
    (rgb[upper + 4] ?? 0) * upperRight +
    (rgb[lower + 1] ?? 0) * lowerLeft +
    (rgb[lower + 4] ?? 0) * lowerRight
  brush.blue +=
    (rgb[upper + 2] ?? 0) * upperLeft +
    (rgb[upper + 5] ?? 0) * upperRight +
    (rgb[lower + 2] ?? 0) * lowerLeft +
    (rgb[lower + 5] ?? 0) * lowerRight
}

function addSampleAtEdge({ rgb, widthPx, heightPx }: Photo, brush: Brush): void {
  const left = Math.floor(brush.x)
  const top = Math.floor(brush.y)
  for (let corner = 0; corner < 4; corner++) {
    const x = left + (corner & 1)
    const y = top + (corner >> 1)
    if (x < 0 || y < 0 || x >= widthPx || y >= heightPx) continue
    const weight = (1 - Math.abs(brush.x - x)) * (1 - Math.abs(brush.y - y))
    const at = (y * widthPx + x) * 3
    brush.red += (rgb[at] ?? 0) * weight
    brush.green += (rgb[at + 1] ?? 0) * weight
    brush.blue += (rgb[at + 2] ?? 0) * weight
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
