import type { Tone } from './detector-look.ts'
import type { Photo } from './photo.ts'

/** The light a face is wanted in, as a share of full. */
const wanted = 0.45

/** Brightness at these shares of all pixels: whichever the face is among, one of them brings it near to `wanted`. */
const percentiles = [0.25, 0.5, 0.75, 0.95] as const

/** Beyond this little but noise is lifted, or nothing is left. */
const gammaLimits = { least: 0.12, most: 3 } as const

/**
 * Tones that bring each part of the photo's own range of brightness to the light the detector knows, for photos in which
 * it saw nothing: it loses deep skin tones and dark pictures first.
 */
export function exposureTones(photo: Photo): readonly Tone[] {
  const luma = sampledLuma(photo)
  const gammas = percentiles.map((share) => {
    const value = luma[Math.floor(share * (luma.length - 1))] ?? 0
    const gamma = Math.log(wanted) / Math.log(Math.min(0.99, Math.max(0.01, value / 255)))
    return Math.round(Math.min(gammaLimits.most, Math.max(gammaLimits.least, gamma)) * 20) / 20
  })
  return [...new Set(gammas)].filter((gamma) => gamma !== 1).map((gamma) => ({ gamma, skin: photo.grey }))
}

/** Rec. 709 luma of some ten thousand pixels, sorted. */
function sampledLuma({ rgb }: Photo): Uint8Array {
  const step = 3 * Math.max(1, Math.floor(rgb.length / 3 / 10_000))
  const values: number[] = []
  for (let at = 0; at + 2 < rgb.length; at += step) {
    values.push(0.2126 * (rgb[at] ?? 0) + 0.7152 * (rgb[at + 1] ?? 0) + 0.0722 * (rgb[at + 2] ?? 0))
  }
  return Uint8Array.from(values).sort()
}
