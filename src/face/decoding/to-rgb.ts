import { onBackdrop, type RawPicture } from './raw-picture.ts'

/** Three bytes a pixel: a lone grey is repeated, and where channels are even the last is alpha and laid on mid grey. */
export function toRgb({ pixels, channels }: RawPicture): Uint8Array {
  if (channels === 3) return pixels
  const count = pixels.length / channels
  const colours = channels < 3 ? 1 : 3
  const hasAlpha = channels % 2 === 0
  const rgb = new Uint8Array(count * 3)
  for (let at = 0; at < count; at++) {
    const alpha = hasAlpha ? (pixels[at * channels + channels - 1] ?? 0) : 255
    for (let channel = 0; channel < 3; channel++) {
      const value = pixels[at * channels + Math.min(channel, colours - 1)] ?? 0
      rgb[at * 3 + channel] = onBackdrop(value, alpha)
    }
  }
  return rgb
}

/** Grey when all but one in a hundred sampled pixels have their channels within 10 of each other. */
export function isGrey(rgb: Uint8Array): boolean {
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
