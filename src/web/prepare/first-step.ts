import type { OperationName, Step } from '../../preparation/index.ts'
import type { Size } from '../parts/by-hand.ts'

/** A step as it is when added: one that changes nothing yet, or the usual way of doing it. */
export function firstStep(op: OperationName, size: Size): Step {
  switch (op) {
    case 'crop':
      return { op, version: 1, xPx: 0, yPx: 0, widthPx: size.widthPx, heightPx: size.heightPx }
    case 'rotate':
      return { op, version: 1, centidegrees: 0 }
    case 'scale':
      return { op, version: 1, percent: 100 }
    case 'light':
      return { op, version: 1, brightnessPercent: 0, contrastPercent: 0 }
    case 'grey':
      return { op, version: 1 }
    case 'deinterlace':
      return { op, version: 1, keep: 'upper' }
    case 'aspect':
      return { op, version: 1, pixelWidth: 12, pixelHeight: 11 }
  }
}

/** A quarter turn more, within half a turn either way. */
export function turnedBy(centidegrees: number, by: 9_000 | -9_000): number {
  const turned = centidegrees + by
  if (turned > 18_000) return turned - 36_000
  return turned < -18_000 ? turned + 36_000 : turned
}

/** Pixels that are not square, as recordings have them; ratios after ITU-R BT.601. */
export const knownPixels: readonly {
  readonly title: string
  readonly width: number
  readonly height: number
}[] = [
  { title: 'PAL 4:3 (12 to 11)', width: 12, height: 11 },
  { title: 'PAL 16:9 (16 to 11)', width: 16, height: 11 },
  { title: 'NTSC 4:3 (10 to 11)', width: 10, height: 11 },
  { title: 'NTSC 16:9 (40 to 33)', width: 40, height: 33 },
  { title: 'One field as a frame (1 to 2)', width: 1, height: 2 },
]
