import sharp from 'sharp'
import type { Photo } from './photo.ts'

/** The photo at another size: as much of its middle as has that shape, larger or smaller. */
export async function fitPhoto(
  photo: Photo,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
): Promise<Photo> {
  const rgb = await sharp(photo.rgb, {
    raw: { width: photo.widthPx, height: photo.heightPx, channels: 3 },
  })
    .resize(widthPx, heightPx, { fit: 'cover' })
    .raw()
    .toBuffer()
  return { ...photo, rgb: new Uint8Array(rgb), widthPx, heightPx }
}
