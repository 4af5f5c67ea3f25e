import { luminance, type Rgb, toDisplay } from './colour.ts'
import { seededRandom } from './random.ts'
import { clamp } from './shaping.ts'
import { floatAt } from './typed-array.ts'

/** Raw picture: 8 bit red green blue, row by row. */
export type Picture = { readonly widthPx: number; readonly heightPx: number; readonly rgb: Buffer }

/**
 * Exposure metered on the skin, as a booking camera does. Without it the darkest faces drown, and detectors lose
 * them first.
 */
export const faceExposure = (skin: Rgb): number => clamp((0.2 / luminance(skin)) ** 0.46, 0.92, 2.2)

export type Film = {
  readonly exposure: number
  readonly whiteBalance: Rgb
  readonly grain: number
  readonly grainSeed: number
}

/** From linear light at `samples` x `samples` per pixel to a picture with a soft shoulder and some grain. */
export const develop = (
  light: { readonly values: Float32Array; readonly widthPx: number; readonly heightPx: number },
  samples: number,
  film: Film,
): Picture => {
  const widthPx = light.widthPx / samples
  const heightPx = light.heightPx / samples
  const rgb = Buffer.alloc(widthPx * heightPx * 3)
  const random = seededRandom(film.grainSeed)
  for (let row = 0; row < heightPx; row++) {
    for (let column = 0; column < widthPx; column++) {
      const first = (row * light.widthPx + column) * samples
      for (const channel of [0, 1, 2] as const) {
        const gain = film.exposure * film.whiteBalance[channel]
        let sum = 0
        for (let j = 0; j < samples; j++) {
          for (let i = 0; i < samples; i++) {
            // Cut before averaging, or one glint would blow out the whole pixel.
            sum += Math.min(1.4, floatAt(light.values, (first + j * light.widthPx + i) * 3 + channel) * gain)
          }
        }
        const grain = random.uniform(-1, 1) + random.uniform(-1, 1)
        const shown = toDisplay(shoulder(sum / (samples * samples))) + grain * film.grain
        rgb[(row * widthPx + column) * 3 + channel] = clamp(Math.round(shown * 255), 0, 255)
      }
    }
  }
  return { widthPx, heightPx, rgb }
}

const shoulder = (value: number): number =>
  value < 0.6 ? value : 0.6 + 0.4 * (1 - Math.exp(-(value - 0.6) / 0.4))
