import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { isRefused } from '../kernel/index.ts'
import { checkPhotoBytes, photoLimits } from './photo-limits.ts'
import { readPhoto } from './read-photo.ts'
import { sampleBytes } from './sample-photos.ts'

/** Red left half, blue right half. */
const picture = (width = 120, height = 80) =>
  sharp({ create: { width, height, channels: 3, background: '#0000ff' } }).composite([
    { input: { create: { width: width / 2, height, channels: 3, background: '#ff0000' } }, left: 0, top: 0 },
  ])

const pixel = (photo: { rgb: Uint8Array; widthPx: number }, x: number, y: number) => [
  ...photo.rgb.subarray((y * photo.widthPx + x) * 3, (y * photo.widthPx + x) * 3 + 3),
]

const solid = (background: string, width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer()

/** How an upright picture is turned, then mirrored, to be stored for each of the eight orientations. */
const stored = [
  { turn: 0, mirrored: false },
  { turn: 0, mirrored: true },
  { turn: 180, mirrored: false },
  { turn: 180, mirrored: true },
  { turn: 90, mirrored: true },
  { turn: 270, mirrored: false },
  { turn: 270, mirrored: true },
  { turn: 90, mirrored: false },
]
const save = {
  jpeg: (picture: Sharp) => picture.jpeg({ quality: 95 }),
  png: (picture: Sharp) => picture.png(),
  webp: (picture: Sharp) => picture.webp({ lossless: true }),
  tiff: (picture: Sharp) => picture.tiff({ compression: 'lzw' }),
}
const orientations = (['jpeg', 'png', 'webp', 'tiff'] as const).flatMap((format) =>
  stored.map((_, at) => [format, at + 1] as const),
)

async function refusal(bytes: Uint8Array) {
  const error: unknown = await readPhoto(bytes).catch((reason: unknown) => reason)
  if (!isRefused(error)) throw new Error(`not refused: ${String(error)}`)
  return error
}

function chunk(kind: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** A PNG that declares any size over a few bytes of data. */
function declaredPng(width: number, height: number, before: readonly Buffer[] = []): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...before,
    chunk('IDAT', deflateSync(Buffer.alloc(90_001))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const withStart = (start: number[] | string, lengthBytes = 200) => {
  const bytes = Buffer.alloc(lengthBytes)
  bytes.set(typeof start === 'string' ? Buffer.from(start, 'latin1') : start)
  return bytes
}

describe('reading what cameras and offices send', () => {
  it.each([
    ['jpeg', () => picture().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer()],
    ['png', () => picture().png().toBuffer()],
    ['png', () => picture().png({ palette: true, colours: 4 }).toBuffer()],
    ['png', () => picture().toColourspace('rgb16').png().toBuffer()],
    ['png', () => picture().ensureAlpha(1).png().toBuffer()],
    ['webp', () => picture().webp({ lossless: true }).toBuffer()],
    ['tiff', () => picture().tiff({ compression: 'lzw' }).toBuffer()],
    ['gif', () => picture().gif().toBuffer()],
    ['avif', () => picture().avif({ lossless: true, chromaSubsampling: '4:4:4' }).toBuffer()],
  ])('keeps the colours of a %s', async (format, make) => {
    const photo = await readPhoto(await make())
    expect(photo).toMatchObject({ widthPx: 120, heightPx: 80, format, grey: false })
    expect(photo.rgb.length).toBe(120 * 80 * 3)
    const [red = 0, , blue = 0] = pixel(photo, 20, 40)
    const [otherRed = 0, , otherBlue = 0] = pixel(photo, 100, 40)
    expect(red).toBeGreaterThan(230)
    expect(blue).toBeLessThan(25)
    expect(otherRed).toBeLessThan(25)
    expect(otherBlue).toBeGreaterThan(230)
  })

  it('turns a CMYK JPEG into sRGB', async () => {
    const photo = await readPhoto(await picture().toColourspace('cmyk').jpeg().toBuffer())
    const [red = 0, green = 0, blue = 0] = pixel(photo, 20, 40)
    expect(photo.rgb.length).toBe(120 * 80 * 3)
    expect(red).toBeGreaterThan(180)
    expect(Math.max(green, blue)).toBeLessThan(90)
  })

  it('says that a picture is grey, stored with one channel, with alpha, or with three', async () => {
    const oneChannel = await picture().greyscale().toColourspace('b-w').png().toBuffer()
    const twoChannels = await picture().greyscale().toColourspace('b-w').ensureAlpha(0.5).png().toBuffer()
    const sixteenBit = await picture().greyscale().toColourspace('grey16').png().toBuffer()
    const threeChannels = await sharp(oneChannel).toColourspace('srgb').jpeg().toBuffer()
    for (const bytes of [oneChannel, twoChannels, sixteenBit, threeChannels]) {
      const photo = await readPhoto(bytes)
      expect(photo.grey).toBe(true)
      expect(photo.rgb.length).toBe(120 * 80 * 3)
      const [red, green, blue] = pixel(photo, 30, 30)
      expect(new Set([red, green, blue]).size).toBe(1)
    }
  })

  it('lays transparency on mid grey', async () => {
    const clear = { r: 255, g: 0, b: 0, alpha: 0 }
    const bytes = await sharp({ create: { width: 60, height: 60, channels: 4, background: clear } })
      .png()
      .toBuffer()
    expect(pixel(await readPhoto(bytes), 30, 30)).toEqual([128, 128, 128])
  })

  it.each(orientations)('turns a %s upright from EXIF orientation %i', async (format, orientation) => {
    // Upright: red above left, blue right, green below left; stored as the orientation says.
    const upright = await sharp(await picture().png().toBuffer())
      .composite([{ input: await solid('#00ff00', 60, 40), left: 0, top: 40 }])
      .png()
      .toBuffer()
    const { turn, mirrored } = stored[orientation - 1] ?? { turn: 0, mirrored: false }
    // Two pipelines: sharp would mirror before it turns, whatever the order of the calls.
    const turned = await sharp(await sharp(upright).rotate(turn).png().toBuffer())
      .flop(mirrored)
      .png()
      .toBuffer()
    const photo = await readPhoto(await save[format](sharp(turned).withMetadata({ orientation })).toBuffer())
    expect([photo.widthPx, photo.heightPx]).toEqual([120, 80])
    const strongest = [pixel(photo, 20, 20), pixel(photo, 100, 40), pixel(photo, 20, 60)].map((colour) =>
      colour.indexOf(Math.max(...colour)),
    )
    expect(strongest).toEqual([0, 2, 1])
  })
})

describe('refusing', () => {
  it('an image with too many bytes, before it is read', async () => {
    expect(() => checkPhotoBytes(2 * 1024 ** 3)).toThrow(/IMAGE_TOO_LARGE.*2147483648/)
    expect(() => checkPhotoBytes(photoLimits.bytes)).not.toThrow()
    expect((await refusal(Buffer.alloc(photoLimits.bytes + 1))).code).toBe('IMAGE_TOO_LARGE')
  })

  it('a PNG bomb of 30,000 × 30,000 at once and in little memory', async () => {
    const bomb = declaredPng(30_000, 30_000)
    await refusal(bomb)
    const before = process.memoryUsage().rss
    const start = performance.now()
    const error = await refusal(bomb)
    expect(error.code).toBe('IMAGE_TOO_MANY_PIXELS')
    expect(error.evidence).toEqual({ widthPx: 30_000, heightPx: 30_000, limitPixels: 50_000_000 })
    expect(performance.now() - start).toBeLessThan(2_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024)
  })

  it('a file that is empty, no image, cut short, or damaged in its header', async () => {
    const jpeg = await sampleBytes(1)
    const png = await picture().png().toBuffer()
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"/>')
    const cases = [
      Buffer.alloc(0),
      Buffer.from('hello'),
      svg,
      withStart('%PDF-1.7'),
      withStart('BM'),
      jpeg.subarray(0, jpeg.length / 2),
      jpeg.subarray(0, 40),
      png.subarray(0, 100),
      declaredPng(300, 400),
      withStart([0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20]),
    ]
    for (const [at, bytes] of cases.entries())
      expect([at, (await refusal(bytes)).code]).toEqual([at, 'IMAGE_UNREADABLE'])
  })

  it('names the format it cannot read', async () => {
    const heic = await refusal(withStart('\0\0\0\x18ftypheic'))
    expect(heic.reason).toContain('HEIC')
    expect(heic.needed).toContain('Convert it to JPEG')
    expect((await refusal(withStart('\0\0\0\x1cftypmif1\0\0\0\0heic'))).reason).toContain('HEIC')
    expect((await refusal(withStart('%PDF-1.7'))).reason).toContain('PDF')
    expect((await refusal(withStart('8BPS'))).reason).toContain('Photoshop')
    expect((await refusal(withStart([0xff, 0x0a]))).reason).toContain('JPEG XL')
    expect((await refusal(withStart([0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20]))).reason).toContain('JPEG 2000')
  })

  it.each([
    ['MP4', withStart('\0\0\0\x18ftypisom')],
    ['QuickTime', withStart('\0\0\0\x14ftypqt  ')],
    ['old QuickTime', withStart('\0\0\0\x14moov')],
    ['AVI', withStart('RIFF\0\0\0\0AVI LIST')],
    ['Matroska and WebM', withStart([0x1a, 0x45, 0xdf, 0xa3])],
    ['MPEG', withStart([0, 0, 1, 0xba])],
    ['Flash', withStart('FLV\x01')],
    ['Windows Media', withStart([0x30, 0x26, 0xb2, 0x75])],
    ['AVIF sequence', withStart('\0\0\0\x18ftypavis')],
    ['AVIF still with a sequence', withStart('\0\0\0\x1cftypavif\0\0\0\0mif1avis')],
    ['Motion JPEG 2000', withStart('\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypmjp2')],
    ['MPEG transport', Buffer.alloc(600, 0x47)],
    ['Ogg', withStart('OggS')],
  ])('%s video', async (_name, bytes) => {
    expect((await refusal(bytes)).code).toBe('IMAGE_NOT_STILL')
  })

  it('animations and files of several pages', async () => {
    const frames = await Promise.all(['#ff0000', '#00ff00'].map(frame))
    const join = () => sharp(frames, { join: { animated: true } })
    for (const bytes of [
      await join().gif().toBuffer(),
      await join().webp().toBuffer(),
      await join().tiff().toBuffer(),
    ]) {
      expect((await refusal(bytes)).code).toBe('IMAGE_NOT_STILL')
    }
    const animated = declaredPng(100, 100, [chunk('acTL', Buffer.alloc(8))])
    expect((await refusal(animated)).code).toBe('IMAGE_NOT_STILL')
  })

  it('an image too small to hold a face', async () => {
    const error = await refusal(await picture(200, 40).png().toBuffer())
    expect(error.code).toBe('IMAGE_TOO_SMALL')
    expect(error.evidence).toEqual({ widthPx: 200, heightPx: 40, limitEdgePx: 48 })
  })
})

const frame = (background: string) =>
  sharp({ create: { width: 64, height: 64, channels: 3, background } })
    .png()
    .toBuffer()
