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
  /** Whether local contrast is evened out first, for dark, backlit or washed-out photos. */
  readonly evened: boolean
}

/** What was drawn and how to come back: photo = square / scale + offset. */
export type DrawnLook = {
  readonly rgb: Uint8Array
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** Contrast limited adaptive histogram equalisation over tiles of this edge. */
const evening = { width: 64, height: 64, maxSlope: 4 }

/** Draws a look as a square of three bytes a pixel. */
export async function drawLook(photo: Photo, look: DetectorLook): Promise<DrawnLook> {
  const { region, fill } = look
  const scale = (detectorInputPx * fill) / Math.max(region.widthPx, region.heightPx)
  const width = Math.max(1, Math.round(region.widthPx * scale))
  const height = Math.max(1, Math.round(region.heightPx * scale))
  const left = Math.floor((detectorInputPx - width) / 2)
  const top = Math.floor((detectorInputPx - height) / 2)
  let picture = sharp(photo.rgb, { raw: { width: photo.widthPx, height: photo.heightPx, channels: 3 } })
    .extract({ left: region.x, top: region.y, width: region.widthPx, height: region.heightPx })
    .resize(width, height, { kernel: 'linear', fit: 'fill' })
  if (look.evened) picture = picture.clahe(evening)
  const rgb = await picture
    .extend({
      left,
      top,
      right: detectorInputPx - width - left,
      bottom: detectorInputPx - height - top,
      background: { r: 0, g: 0, b: 0 },
    })
    .raw()
    .toBuffer()
  return { rgb, scale, x: region.x - left / scale, y: region.y - top / scale }
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
