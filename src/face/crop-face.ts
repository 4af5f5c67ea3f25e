import sharp from 'sharp'
import type { Face } from './face.ts'
import type { Photo } from './photo.ts'

const jpeg = { quality: 90, chromaSubsampling: '4:4:4' } as const
const backdrop = { r: 128, g: 128, b: 128 }

/** Edge of the crop in face box heights, and where the face's centre lies in it from the top. */
const cropInFaces = 2.4
const faceCentreShare = 0.45

/**
 * A square JPEG of head and shoulders for display, `sizePx` on each edge; mid grey where the photo ends.
 * Carries no metadata of the original.
 */
export async function cropFace(photo: Photo, options: { face: Face; sizePx: number }): Promise<Uint8Array> {
  const { face, sizePx } = options
  const { box } = face
  const edgePx = Math.max(2, Math.round(Math.max(box.widthPx, box.heightPx) * cropInFaces))
  const x = Math.round(box.x + box.widthPx / 2 - edgePx / 2)
  const y = Math.round(box.y + box.heightPx / 2 - edgePx * faceCentreShare)
  const left = Math.max(0, x)
  const top = Math.max(0, y)
  const right = Math.min(photo.widthPx, x + edgePx)
  const bottom = Math.min(photo.heightPx, y + edgePx)
  // Two pipelines, because sharp would resize before it extends.
  const square = await raw(photo)
    .extract({ left, top, width: right - left, height: bottom - top })
    .extend({
      left: left - x,
      top: top - y,
      right: x + edgePx - right,
      bottom: y + edgePx - bottom,
      background: backdrop,
    })
    .raw()
    .toBuffer()
  return sharp(square, { raw: { width: edgePx, height: edgePx, channels: 3 } })
    .resize(sizePx, sizePx)
    .jpeg(jpeg)
    .toBuffer()
}

/** The whole photo as JPEG, same size, without metadata. */
export const encodePhoto = (photo: Photo): Promise<Uint8Array> => raw(photo).jpeg(jpeg).toBuffer()

/** The whole photo as PNG: the same pixels when it is read again. */
export const encodePhotoLosslessly = (photo: Photo): Promise<Uint8Array> =>
  raw(photo).png({ compressionLevel: 6 }).toBuffer()

const raw = (photo: Photo) =>
  sharp(photo.rgb, { raw: { width: photo.widthPx, height: photo.heightPx, channels: 3 } })
