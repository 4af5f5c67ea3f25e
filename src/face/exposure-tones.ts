import type { Tone } from './detector-look.ts'
import type { Photo } from './photo.ts'

/** The light a face is wanted in, as a share of full. */
const wanted = 0.45

/** Brightness at these shares of all pixels: whichever the face is among, one of them brings it near to `wanted`. */
const percentiles = [0.25, 0.5, 0.75, 0.95] as const

/** Beyond this little but noise is lifted, or nothing is left. */
const mostGain = 30
const mostGamma = 3

/**
 * Tones that bring each part of the photo's own range of brightness to the light the detector knows, for photos in which
 * it saw nothing: it loses deep skin tones and dark pictures first. Dark parts are lifted as a longer exposure would have
 * lifted them (a factor on the stored values is a factor on the light), bright ones are deepened.
 */
export function exposureTones(photo: Photo): readonly Tone[] {
  const luma = sampledLuma(photo)
  const tones = percentiles.map((share) => {
    const value = Math.max(1, luma[Math.floor(share * (luma.length - 1))] ?? 0) / 255
    const skin = photo.grey
    if (value <= wanted) return { gain: Math.min(mostGain, wanted / value), gamma: 1, skin }
    const gamma = Math.log(wanted) / Math.log(Math.min(0.99, value))
    return { gain: 1, gamma: Math.min(mostGamma, gamma), skin }
  })
  return tones.filter(({ gain, gamma }) => Math.max(gain, gamma) > worthwhile)
}

/** A change of less than this shows the detector nothing new. */
const worthwhile = 1.15

/** Rec. 709 luma of some ten thousand pixels, sorted. */
function sampledLuma({ rgb }: Photo): Uint8Array {
  const step = 3 * Math.max(1, Math.floor(rgb.length / 3 / 10_000))
  const values: number[] = []
  for (let at = 0; at + 2 < rgb.length; at += step) {
    values.push(0.2126 * (rgb[at] ?? 0) + 0.7152 * (rgb[at + 1] ?? 0) + 0.0722 * (rgb[at + 2] ?? 0))
  }
  return Uint8Array.from(values).sort()
}
