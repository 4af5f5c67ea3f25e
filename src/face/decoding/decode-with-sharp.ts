import sharp, { type Metadata, type Sharp } from 'sharp'
import type { StillFormat } from '../image-format.ts'
import { checkPhotoPixels, photoLimits } from '../photo-limits.ts'
import { backdrop, type RawPicture } from './raw-picture.ts'
import { notStill, unreadable } from './refuse-image.ts'

/**
 * Decodes what libvips reads: header first, then pages and size, then the pixels; orientation is applied, transparency
 * laid on mid grey, every colour space made sRGB. Refuses IMAGE_UNREADABLE, IMAGE_NOT_STILL, IMAGE_TOO_MANY_PIXELS and
 * IMAGE_TOO_SMALL.
 */
export async function decodeWithSharp(bytes: Uint8Array, format: StillFormat): Promise<RawPicture> {
  const header = await readHeader(bytes)
  // The first bytes decide; a decoder that sees something else in the file is not asked for it.
  if (header.format !== (format === 'avif' ? 'heif' : format))
    throw unreadable('The image header is damaged.')
  const pages = header.pages ?? 1
  if (pages > 1) throw notStill(`a file of ${pages} pictures`)
  checkPhotoPixels({ widthPx: header.width, heightPx: header.height })
  const { data, info } = await decode(bytes)
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return { widthPx: info.width, heightPx: info.height, channels: info.channels, pixels }
}

const open = (bytes: Uint8Array, limitInputPixels: number | false): Sharp =>
  sharp(bytes, { failOn: 'error', limitInputPixels, sequentialRead: true })

/** Reads the header only. Whatever the decoder has against the bytes is an unreadable image, never a bug here. */
async function readHeader(bytes: Uint8Array): Promise<Metadata> {
  try {
    return await open(bytes, false).metadata()
  } catch {
    throw unreadable('The image header is damaged.')
  }
}

async function decode(bytes: Uint8Array) {
  try {
    return await open(bytes, photoLimits.pixels)
      .timeout({ seconds: photoLimits.decodeSeconds })
      .autoOrient()
      .flatten({ background: { r: backdrop, g: backdrop, b: backdrop } })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
  } catch {
    throw unreadable('The image is damaged, cut short, or took too long to decode.')
  }
}
