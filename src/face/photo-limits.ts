import { Refused } from '../kernel/index.ts'
import type { FaceRefusalCode } from './refusal-code.ts'

/** What a photo from outside may cost before and while it is decoded. */
export const photoLimits = {
  bytes: 32 * 1024 * 1024,
  pixels: 50_000_000,
  minEdgePx: 48,
  decodeSeconds: 20,
  /** JPEG 2000 is decoded with four bytes a sample, twice over: the largest booking photograph, 3,300 × 4,400, passes. */
  jpeg2000Pixels: 16_000_000,
  jpeg2000MemoryBytes: 768 * 1024 * 1024,
} as const

/** Refuses IMAGE_TOO_LARGE or an empty file by its length alone, so that a huge file need never be read. */
export function checkPhotoBytes(byteLength: number): void {
  if (byteLength > photoLimits.bytes) {
    throw new Refused<FaceRefusalCode>({
      code: 'IMAGE_TOO_LARGE',
      reason: `The image file has ${byteLength} bytes; the limit is ${photoLimits.bytes}.`,
      needed: 'Save the image as JPEG or at a smaller size.',
      evidence: { bytes: byteLength, limitBytes: photoLimits.bytes },
    })
  }
  if (byteLength < 1) {
    throw new Refused<FaceRefusalCode>({
      code: 'IMAGE_UNREADABLE',
      reason: 'The image file is empty.',
      needed: 'Send the file again.',
      evidence: { bytes: byteLength },
    })
  }
}

/** Refuses a declared size in pixels that is too large to decode or too small to hold a usable face. */
export function checkPhotoPixels(
  size: { readonly widthPx: number; readonly heightPx: number },
  limitPixels: number = photoLimits.pixels,
): void {
  const { widthPx, heightPx } = size
  const evidence = { widthPx, heightPx }
  if (widthPx * heightPx > limitPixels) {
    throw new Refused<FaceRefusalCode>({
      code: 'IMAGE_TOO_MANY_PIXELS',
      reason: `The image has ${widthPx} × ${heightPx} pixels; the limit is ${limitPixels} in all.`,
      needed: 'Scale the image down or crop it to the person.',
      evidence: { ...evidence, limitPixels },
    })
  }
  if (Math.min(widthPx, heightPx) < photoLimits.minEdgePx) {
    throw new Refused<FaceRefusalCode>({
      code: 'IMAGE_TOO_SMALL',
      reason: `The image has ${widthPx} × ${heightPx} pixels; each edge needs ${photoLimits.minEdgePx}.`,
      needed: 'Find a larger copy of the image. Enlarging this one adds nothing.',
      evidence: { ...evidence, limitEdgePx: photoLimits.minEdgePx },
    })
  }
}
