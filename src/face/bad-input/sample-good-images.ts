import sharp from 'sharp'
import { sampleBmp } from '../sample-bmp.ts'
import { sampleCodestream, sampleJp2 } from '../sample-jpeg-2000.ts'

export type NamedBytes = { readonly what: string; readonly bytes: Buffer }

const size = { widthPx: 96, heightPx: 80 }

/** Not smooth, so that damage anywhere in a file meets data. */
const shade = (x: number, y: number, channel: number) =>
  (x * 37 + y * 91 + ((x * y) >> 3) + channel * 60) & 255

/** For tests only: the picture that every good file of the corpus shows. */
export const goodPicture = () => {
  const pixels = Buffer.alloc(size.widthPx * size.heightPx * 3)
  for (let at = 0; at < pixels.length; at++) {
    const pixel = Math.floor(at / 3)
    pixels[at] = shade(pixel % size.widthPx, Math.floor(pixel / size.widthPx), at % 3)
  }
  return sharp(pixels, { raw: { width: size.widthPx, height: size.heightPx, channels: 3 } })
}

/** For tests only: one good file of every format and its main variants. */
export async function goodImages(): Promise<readonly NamedBytes[]> {
  const picture = goodPicture()
  const threshold = (x: number, y: number) => (shade(x, y, 0) > 127 ? [255, 0, 0] : [0, 0, 255])
  const saved: Readonly<Record<string, Buffer | Promise<Buffer>>> = {
    jpeg: picture.clone().jpeg({ quality: 90 }).toBuffer(),
    'progressive jpeg': picture.clone().jpeg({ progressive: true }).toBuffer(),
    'jpeg with exif': picture.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    'cmyk jpeg': picture.clone().toColourspace('cmyk').jpeg().toBuffer(),
    png: picture.clone().png().toBuffer(),
    'interlaced png': picture.clone().png({ progressive: true }).toBuffer(),
    'palette png': picture.clone().png({ palette: true }).toBuffer(),
    '16-bit png': picture.clone().toColourspace('rgb16').png().toBuffer(),
    webp: picture.clone().webp().toBuffer(),
    'lossless webp': picture.clone().ensureAlpha(0.5).webp({ lossless: true }).toBuffer(),
    'lzw tiff': picture.clone().tiff({ compression: 'lzw' }).toBuffer(),
    'tiled deflate tiff': picture.clone().tiff({ compression: 'deflate', tile: true }).toBuffer(),
    'jpeg tiff': picture.clone().tiff({ compression: 'jpeg' }).toBuffer(),
    gif: picture.clone().gif().toBuffer(),
    avif: picture.clone().avif({ effort: 0 }).toBuffer(),
    '24-bit bmp': sampleBmp({ ...size, bits: 24, colour: threshold }),
    '8-bit bmp': sampleBmp({ ...size, bits: 8, colour: threshold }),
    '32-bit bmp': sampleBmp({
      ...size,
      bits: 32,
      headerBytes: 124,
      masks: [0xff, 0xff00, 0xff0000],
      colour: threshold,
    }),
    'jpeg 2000': sampleCodestream({ ...size, components: 3, bits: 8, value: shade }),
    jp2: sampleCodestream({ ...size, components: 1, bits: 8, value: shade }).then((bytes) =>
      sampleJp2(bytes, 17),
    ),
  }
  return Promise.all(Object.entries(saved).map(async ([what, bytes]) => ({ what, bytes: await bytes })))
}
