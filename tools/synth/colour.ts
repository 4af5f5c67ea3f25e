import { clamp, lerp } from './shaping.ts'

/** Linear light, red green blue, 0..1. */
export type Rgb = readonly [number, number, number]

const toLinear = (byte: number): number => {
  const share = byte / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

export const toDisplay = (linear: number): number =>
  linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055

export const fromHex = (hex: string): Rgb => {
  const value = Number.parseInt(hex.slice(1), 16)
  return [toLinear(value >> 16), toLinear((value >> 8) & 255), toLinear(value & 255)]
}

export const mixRgb = (from: Rgb, to: Rgb, share: number): Rgb => [
  lerp(from[0], to[0], share),
  lerp(from[1], to[1], share),
  lerp(from[2], to[2], share),
]

export const timesRgb = (colour: Rgb, factors: Rgb): Rgb => [
  colour[0] * factors[0],
  colour[1] * factors[1],
  colour[2] * factors[2],
]

export const luminance = (colour: Rgb): number => colour[0] * 0.3 + colour[1] * 0.59 + colour[2] * 0.11

/** The Monk skin tone scale, ten swatches from light to deep (E. Monk, 2019, CC BY 4.0). */
const MONK_SCALE: readonly Rgb[] = [
  '#f6ede4',
  '#f3e7db',
  '#f7ead0',
  '#eadaba',
  '#d7bd96',
  '#a07e56',
  '#825c43',
  '#604134',
  '#3a312a',
  '#292420',
].map(fromHex)

/**
 * Skin as the renderer wants it. The swatches are what a picture of skin looks like, not what skin reflects: used
 * raw, the light end turns to chalk and the deep end into a hole without features, so both ends are pulled in and
 * some blood is mixed into the light end.
 */
export const skinColour = (tone: number): Rgb => {
  const step = Math.min(8, Math.floor(tone - 1))
  const swatch = mixRgb(MONK_SCALE[step] ?? [0, 0, 0], MONK_SCALE[step + 1] ?? [0, 0, 0], tone - 1 - step)
  const depth = clamp((tone - 3) / 5)
  const gain = lerp(0.72, 1.12, depth) * (1 + Math.max(0, tone - 7) * 0.34)
  const warmth = clamp((tone - 7) / 2.5)
  return timesRgb(swatch, [
    gain * 1.04 * lerp(1, 1.16, warmth),
    gain * lerp(0.87, 0.97, depth),
    gain * lerp(0.79, 0.93, depth) * lerp(0.97, 0.86, warmth),
  ])
}
