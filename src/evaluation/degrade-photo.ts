import sharp, { type Sharp } from 'sharp'
import type { Photo } from '../face/index.ts'

/** What a camera may do to a picture, in the order of the table. */
export const degradations = ['grey', 'half', 'quarter', 'blur', 'low-light', 'jpeg20', 'tilt30'] as const
export type Degradation = (typeof degradations)[number]

export const isDegradation = (name: string): name is Degradation =>
  (degradations as readonly string[]).includes(name)

/** In words, for tables. */
const degradationWords: Readonly<Record<Degradation, string>> = {
  grey: 'grey',
  half: 'half the resolution',
  quarter: 'a quarter of the resolution',
  blur: 'blurred (sigma 1 % of the width)',
  'low-light': 'low light (a tenth, with noise)',
  jpeg20: 'JPEG quality 20',
  tilt30: 'tilted by 30°',
}

/** What was done to pictures, for the head of a row. */
export const pictureWords = (degradation: Degradation | undefined): string =>
  degradation === undefined ? 'as they are' : degradationWords[degradation]

/**
 * The bytes of a file that shows the photo as a worse camera would have given it. Without loss (PNG), but for JPEG 20;
 * the same photo gives the same bytes.
 */
export async function degradePhoto(photo: Photo, kind: Degradation): Promise<Uint8Array> {
  const image = sharp(kind === 'low-light' ? darkened(photo) : photo.rgb, {
    raw: { width: photo.widthPx, height: photo.heightPx, channels: 3 },
  })
  if (kind === 'jpeg20') return image.jpeg({ quality: 20 }).toBuffer()
  return spoil(image, { photo, kind }).png({ compressionLevel: 2 }).toBuffer()
}

function spoil(image: Sharp, { photo, kind }: { photo: Photo; kind: Degradation }): Sharp {
  const shrink = (by: number) => image.resize(Math.max(1, Math.round(photo.widthPx / by)))
  switch (kind) {
    case 'grey':
      return image.greyscale()
    case 'half':
      return shrink(2)
    case 'quarter':
      return shrink(4)
    case 'blur':
      return image.blur(Math.max(0.3, photo.widthPx / 100))
    case 'tilt30':
      return image.rotate(30, { background: { r: 0, g: 0, b: 0 } })
    default:
      return image
  }
}

/** Exposure of a picture taken in the dark, and the noise of its sensor in values of 0 to 255 (one deviation). */
const darkness = { exposure: 0.1, noise: 2 } as const

/** A tenth of the light, taken in linear light, and noise on every value, the same for the same photo. */
function darkened({ rgb }: Photo): Uint8Array {
  const curve = Float64Array.from(
    { length: 256 },
    (_, value) => sRgb(linear(value / 255) * darkness.exposure) * 255,
  )
  let state = 0x9e3779b9
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  // The sum of three uniform numbers has deviation 1/2 and is near enough to normal.
  const noise = () => (uniform() + uniform() + uniform() - 1.5) * 2 * darkness.noise
  return Uint8Array.from(rgb, (value) =>
    Math.min(255, Math.max(0, Math.round((curve[value] ?? 0) + noise()))),
  )
}

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const sRgb = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055)
