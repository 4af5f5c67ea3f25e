import sharp, { type Metadata, type Sharp } from 'sharp'
import { Refused } from '../kernel/index.ts'
import { imageFormat } from './image-format.ts'
import type { Photo } from './photo.ts'
import { checkPhotoBytes, checkPhotoPixels, photoLimits } from './photo-limits.ts'
import type { FaceRefusalCode } from './refusal-code.ts'

/** What lies behind transparent pixels: neither skin nor shadow. */
const backdrop = { r: 128, g: 128, b: 128 }

/**
 * Decodes bytes from outside, which are hostile until this returns: length, first bytes, the header's size and
 * page count are checked in this order before a pixel is decoded.
 */
export async function readPhoto(bytes: Uint8Array): Promise<Photo> {
  checkPhotoBytes(bytes.byteLength)
  const format = stillFormat(bytes)
  const header = await readHeader(bytes)
  const pages = header.pages ?? 1
  if (pages > 1) throw notStill(`a file of ${pages} pictures`)
  checkPhotoPixels(header.width, header.height)
  const { data, info } = await decode(bytes)
  const rgb = info.channels === 3 ? exactBytes(data) : threeChannels(data, info.channels)
  return { widthPx: info.width, heightPx: info.height, rgb, grey: isGrey(rgb), format }
}

function stillFormat(bytes: Uint8Array): string {
  const format = imageFormat(bytes)
  if ('moving' in format) throw notStill(format.moving)
  if ('still' in format) return format.still
  throw unreadable(
    format.unsupported === 'unknown'
      ? 'The file is not an image of a known kind.'
      : `The file is ${format.unsupported}, which cannot be read here.`,
  )
}

const notStill = (kind: string) =>
  new Refused<FaceRefusalCode>({
    code: 'IMAGE_NOT_STILL',
    reason: `The file is not one still image but ${kind}.`,
    needed: 'Export the one frame or page that shows the person.',
    evidence: { kind },
  })

const unreadable = (reason: string) =>
  new Refused<FaceRefusalCode>({
    code: 'IMAGE_UNREADABLE',
    reason,
    needed: 'Send the file again, as JPEG, PNG, WebP, TIFF, GIF or AVIF.',
  })

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
      .flatten({ background: backdrop })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
  } catch {
    throw unreadable('The image is damaged, cut short, or took too long to decode.')
  }
}

const exactBytes = (data: Buffer): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)

/** Repeats a lone grey channel; drops what follows the third. */
function threeChannels(data: Uint8Array, channels: number): Uint8Array {
  const pixels = data.length / channels
  const rgb = new Uint8Array(pixels * 3)
  for (let at = 0; at < pixels; at++) {
    for (let channel = 0; channel < 3; channel++) {
      rgb[at * 3 + channel] = data[at * channels + (channels < 3 ? 0 : channel)] ?? 0
    }
  }
  return rgb
}

/** Grey when all but one in a hundred sampled pixels have their channels within 10 of each other. */
function isGrey(rgb: Uint8Array): boolean {
  const step = 3 * Math.max(1, Math.floor(rgb.length / 3 / 20_000))
  let sampled = 0
  let coloured = 0
  for (let at = 0; at + 2 < rgb.length; at += step) {
    const red = rgb[at] ?? 0
    const green = rgb[at + 1] ?? 0
    const blue = rgb[at + 2] ?? 0
    sampled++
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 10) coloured++
  }
  return coloured * 100 <= sampled
}
