import { describe, expect, it } from 'vitest'
import { isRefused } from '../../kernel/index.ts'
import { readPhoto } from '../read-photo.ts'
import { sampleBmp } from '../sample-bmp.ts'

const size = { widthPx: 61, heightPx: 50 }
/** Red on the left, blue on the right, in every depth. */
const halves = { ...size, colour: (x: number) => (x < 30 ? [255, 0, 0] : [0, 0, 255]) }

const pixel = (photo: { rgb: Uint8Array; widthPx: number }, x: number, y: number) => [
  ...photo.rgb.subarray((y * photo.widthPx + x) * 3, (y * photo.widthPx + x) * 3 + 3),
]

async function refusalOf(bytes: Uint8Array) {
  const error: unknown = await readPhoto(bytes).catch((reason: unknown) => reason)
  if (!isRefused(error)) throw new Error(`not refused: ${String(error)}`)
  return error
}

describe('a BMP', () => {
  it.each([
    ['1 bit', { bits: 1 }],
    ['4 bits', { bits: 4 }],
    ['8 bits', { bits: 8 }],
    ['8 bits in the oldest header', { bits: 8, headerBytes: 12 }],
    ['16 bits, five a channel', { bits: 16 }],
    ['16 bits with masks of 5, 6 and 5', { bits: 16, masks: [0xf800, 0x7e0, 0x1f] }],
    ['24 bits', { bits: 24 }],
    ['24 bits in the oldest header', { bits: 24, headerBytes: 12 }],
    ['32 bits', { bits: 32 }],
    [
      '32 bits with masks and the longest header',
      { bits: 32, headerBytes: 124, masks: [0xff, 0xff00, 0xff0000] },
    ],
    ['24 bits from the top', { bits: 24, topDown: true }],
  ] as const)('of %s keeps its colours', async (_what, how) => {
    const photo = await readPhoto(sampleBmp({ ...halves, ...how }))
    expect(photo).toMatchObject({ ...size, format: 'bmp', grey: false })
    expect(pixel(photo, 10, 10)).toEqual([255, 0, 0])
    expect(pixel(photo, 60, 49)).toEqual([0, 0, 255])
  })

  it('has its first row below, or above when its height is negative', async () => {
    const colour = (_x: number, y: number) => (y < 25 ? [255, 255, 255] : [0, 0, 0])
    for (const topDown of [false, true]) {
      const photo = await readPhoto(sampleBmp({ ...size, colour, bits: 24, topDown }))
      expect([pixel(photo, 5, 0)[0], pixel(photo, 5, 49)[0], photo.grey]).toEqual([255, 0, true])
    }
  })

  it('with alpha is laid on mid grey', async () => {
    const masks = [0xff0000, 0xff00, 0xff, 0xff000000] as const
    const bytes = sampleBmp({ ...halves, bits: 32, headerBytes: 108, masks, alpha: 0 })
    expect(pixel(await readPhoto(bytes), 10, 10)).toEqual([128, 128, 128])
  })

  it('is refused when compressed, and says what to do', async () => {
    for (const method of [1, 2, 4, 5]) {
      const bytes = sampleBmp({ ...halves, bits: 8 })
      bytes.writeUInt32LE(method, 30)
      expect(await refusalOf(bytes)).toMatchObject({
        code: 'IMAGE_UNREADABLE',
        needed: expect.stringContaining('without compression'),
      })
    }
  })

  it('is refused when a header, a palette or a row is not all there', async () => {
    const whole = sampleBmp({ ...halves, bits: 8 })
    for (let length = 0; length < whole.length; length += 7) {
      expect((await refusalOf(whole.subarray(0, length))).code).toBe('IMAGE_UNREADABLE')
    }
  })

  it('is refused for what its header claims: sizes, depths, masks, offsets', async () => {
    const broken = (place: number, value: number) => {
      const bytes = sampleBmp({ ...halves, bits: 32, headerBytes: 124, masks: [0xff, 0xff00, 0xff0000] })
      bytes.writeUInt32LE(value, place)
      return bytes
    }
    const [pixelsAt, headerBytes, width, height, depth, red] = [10, 14, 18, 22, 26, 54] as const
    expect((await refusalOf(broken(width, 30_000))).code).toBe('IMAGE_UNREADABLE')
    expect((await refusalOf(broken(width, 0xffffffff))).code).toBe('IMAGE_UNREADABLE')
    expect((await refusalOf(broken(height, 0x80000000))).code).toBe('IMAGE_TOO_MANY_PIXELS')
    expect((await refusalOf(broken(height, 0))).code).toBe('IMAGE_UNREADABLE')
    expect((await refusalOf(broken(depth, 0x00110001))).code).toBe('IMAGE_UNREADABLE')
    expect((await refusalOf(broken(red, 0x55))).code).toBe('IMAGE_UNREADABLE')
    expect((await refusalOf(broken(red, 0))).code).toBe('IMAGE_UNREADABLE')
    expect((await refusalOf(broken(pixelsAt, 0))).code).toBe('IMAGE_UNREADABLE')
    expect((await refusalOf(broken(pixelsAt, 0xffffffff))).code).toBe('IMAGE_UNREADABLE')
    expect((await refusalOf(broken(headerBytes, 41))).code).toBe('IMAGE_UNREADABLE')
  })
})
