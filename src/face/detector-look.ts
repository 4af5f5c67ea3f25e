import sharp from 'sharp'
import { detectorInputPx } from './detector-graph.ts'
import type { FaceBox } from './face.ts'
import type { Photo } from './photo.ts'

/** One way to show a photo to the detector. */
export type DetectorLook = {
  /** The part that is shown. */
  readonly region: FaceBox
  /** Share of the detector's square its longer edge fills; the rest is black. */
  readonly fill: number
  /** Exponent on every value as a share of full: under 1 lifts shadows, over 1 deepens highlights, 1 leaves all. */
  readonly gamma: number
}

/** What was drawn and how to come back: photo = square / scale + offset. */
export type DrawnLook = {
  readonly rgb: Uint8Array
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** Draws a look as a square of three bytes a pixel. */
export async function drawLook(photo: Photo, look: DetectorLook): Promise<DrawnLook> {
  const { region, fill, gamma } = look
  const scale = (detectorInputPx * fill) / Math.max(region.widthPx, region.heightPx)
  const width = Math.max(1, Math.round(region.widthPx * scale))
  const height = Math.max(1, Math.round(region.heightPx * scale))
  const left = Math.floor((detectorInputPx - width) / 2)
  const top = Math.floor((detectorInputPx - height) / 2)
  const rgb = await sharp(photo.rgb, { raw: { width: photo.widthPx, height: photo.heightPx, channels: 3 } })
    .extract({ left: region.x, top: region.y, width: region.widthPx, height: region.heightPx })
    .resize(width, height, { kernel: 'linear', fit: 'fill' })
    .extend({
      left,
      top,
      right: detectorInputPx - width - left,
      bottom: detectorInputPx - height - top,
      background: { r: 0, g: 0, b: 0 },
    })
    .raw()
    .toBuffer()
  if (gamma !== 1) applyGamma(rgb, gamma)
  return { rgb, scale, x: region.x - left / scale, y: region.y - top / scale }
}

function applyGamma(rgb: Uint8Array, gamma: number): void {
  const curve = Uint8Array.from({ length: 256 }, (_, value) => Math.round(255 * (value / 255) ** gamma))
  for (const [at, value] of rgb.entries()) rgb[at] = curve[value] ?? value
}

export const wholePhoto = (photo: Photo): FaceBox => ({
  x: 0,
  y: 0,
  widthPx: photo.widthPx,
  heightPx: photo.heightPx,
})

/** Four quarters that overlap, so that a face on a seam lies whole in one of them. */
export function overlappingQuarters(photo: Photo): readonly FaceBox[] {
  const widthPx = Math.ceil(photo.widthPx * 0.6)
  const heightPx = Math.ceil(photo.heightPx * 0.6)
  const corners = [
    [0, 0],
    [photo.widthPx - widthPx, 0],
    [0, photo.heightPx - heightPx],
    [photo.widthPx - widthPx, photo.heightPx - heightPx],
  ] as const
  return corners.map(([x, y]) => ({ x, y, widthPx, heightPx }))
}
