import { checkBmpRows, readBmpHeader } from './decoding/bmp-header.ts'
import { decodeBmp } from './decoding/decode-bmp.ts'
import { decodeJpeg2000 } from './decoding/decode-jpeg-2000.ts'
import { decodeWithSharp } from './decoding/decode-with-sharp.ts'
import { readJpeg2000Header } from './decoding/jpeg-2000-header.ts'
import type { RawPicture } from './decoding/raw-picture.ts'
import { notStill, unreadable } from './decoding/refuse-image.ts'
import { isGrey, toRgb } from './decoding/to-rgb.ts'
import { imageFormat, type StillFormat } from './image-format.ts'
import type { Photo } from './photo.ts'
import { checkPhotoBytes, checkPhotoPixels, photoLimits } from './photo-limits.ts'

/**
 * Decodes bytes from outside, which are hostile until this returns: length, first bytes, the header's size and
 * page count are checked in this order before a pixel is decoded. A name or a declared type is never asked for.
 */
export async function readPhoto(bytes: Uint8Array): Promise<Photo> {
  checkPhotoBytes(bytes.byteLength)
  const format = stillFormat(bytes)
  const raw = await decode(bytes, format)
  const rgb = toRgb(raw)
  return { widthPx: raw.widthPx, heightPx: raw.heightPx, rgb, grey: isGrey(rgb), format }
}

function stillFormat(bytes: Uint8Array): StillFormat {
  const format = imageFormat(bytes)
  if ('still' in format) return format.still
  if ('moving' in format) throw notStill(format.moving)
  throw 'unsupported' in format
    ? unreadable(`The file is ${format.unsupported}, which cannot be read here.`, format.needed)
    : unreadable('The file is not an image of a known kind.')
}

function decode(bytes: Uint8Array, format: StillFormat): RawPicture | Promise<RawPicture> {
  if (format === 'bmp') return readBmp(bytes)
  if (format === 'jpeg2000') return readJpeg2000(bytes)
  return decodeWithSharp(bytes, format)
}

function readBmp(bytes: Uint8Array): RawPicture {
  const header = readBmpHeader(bytes)
  checkPhotoPixels(header)
  checkBmpRows(bytes, header)
  return decodeBmp(bytes, header)
}

function readJpeg2000(bytes: Uint8Array): Promise<RawPicture> {
  const header = readJpeg2000Header(bytes)
  checkPhotoPixels(header, photoLimits.jpeg2000Pixels)
  return decodeJpeg2000(header)
}
