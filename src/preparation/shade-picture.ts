import type { FieldKept } from './operations.ts'
import { blankPicture, type Picture } from './picture.ts'

const middle = 128

/** Keeps a rectangle. */
export function cropPicture(
  from: Picture,
  area: { xPx: number; yPx: number; widthPx: number; heightPx: number },
): Picture {
  const to = blankPicture(area)
  for (let y = 0; y < area.heightPx; y++) {
    const start = ((area.yPx + y) * from.widthPx + area.xPx) * 3
    to.rgb.set(from.rgb.subarray(start, start + area.widthPx * 3), y * area.widthPx * 3)
  }
  return to
}

/** Contrast about the middle, then brightness; each value of a channel by the same table. */
export function shadePicture(
  from: Picture,
  by: { brightnessPercent: number; contrastPercent: number },
): Picture {
  const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => {
    const contrasted = nearest((value - middle) * (100 + by.contrastPercent), 100)
    return middle + contrasted + nearest(by.brightnessPercent * 255, 100)
  })
  return { ...from, rgb: from.rgb.map((value) => table[value] ?? 0) }
}

/** The quotient as the nearest whole number; halves go up. */
const nearest = (dividend: number, divisor: number): number =>
  Math.floor((2 * dividend + divisor) / (2 * divisor))

/** Luminance of ITU-R BT.601 in 256ths, in all three channels. */
export function greyPicture(from: Picture): Picture {
  const to = blankPicture(from)
  for (let at = 0; at < from.rgb.length; at += 3) {
    const grey =
      (77 * (from.rgb[at] ?? 0) + 150 * (from.rgb[at + 1] ?? 0) + 29 * (from.rgb[at + 2] ?? 0) + 128) >> 8
    to.rgb.fill(grey, at, at + 3)
  }
  return to
}

/**
 * One field of a video frame: its rows stay, each row of the other field becomes the mean of the rows above and below.
 * A blend gives every row half its own field and half the other.
 */
export function deinterlacePicture(from: Picture, keep: FieldKept): Picture {
  const to = { ...from, rgb: from.rgb.slice() }
  const rowBytes = from.widthPx * 3
  const first = keep === 'upper' ? 0 : 1
  for (let y = 0; y < from.heightPx; y++) {
    if (keep !== 'blend' && y % 2 === first) continue
    const above = neighbour(y, { by: -1, heightPx: from.heightPx }) * rowBytes
    const below = neighbour(y, { by: 1, heightPx: from.heightPx }) * rowBytes
    const own = y * rowBytes
    for (let at = 0; at < rowBytes; at++) {
      const beside = (from.rgb[above + at] ?? 0) + (from.rgb[below + at] ?? 0)
      to.rgb[own + at] =
        keep === 'blend' ? (beside + 2 * (from.rgb[own + at] ?? 0) + 2) >> 2 : (beside + 1) >> 1
    }
  }
  return to
}

/** The row beside another; at the edge the one on its other side, which belongs to the same field. */
const neighbour = (y: number, { by, heightPx }: { by: 1 | -1; heightPx: number }): number =>
  y + by >= 0 && y + by < heightPx ? y + by : y - by
