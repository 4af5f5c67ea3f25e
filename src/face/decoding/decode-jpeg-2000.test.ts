import { describe, expect, it } from 'vitest'
import { isRefused } from '../../kernel/index.ts'
import { photoLimits } from '../photo-limits.ts'
import { readPhoto } from '../read-photo.ts'
import { joinCodestreams, jp2Box, sampleCodestream, sampleJp2 } from '../sample-jpeg-2000.ts'

const size = { widthPx: 120, heightPx: 80 }

/** Red left, blue right, green growing downwards; a last component of an even number is opaque alpha. */
async function halves(components: number, bits: number): Promise<Buffer> {
  const most = 2 ** bits - 1
  const values = [
    (x: number) => (x < 60 ? most : 0),
    (_x: number, y: number) => Math.floor((y / 80) * most),
    (x: number) => (x < 60 ? 0 : most),
  ]
  const planes = Array.from({ length: components }, (_, at) => {
    const isAlpha = components % 2 === 0 && at === components - 1
    const value = isAlpha ? () => most : (values[at] ?? (() => 0))
    return sampleCodestream({ ...size, components: 1, bits, value })
  })
  return joinCodestreams(await Promise.all(planes))
}

const pixel = (photo: { rgb: Uint8Array; widthPx: number }, x: number, y: number) => [
  ...photo.rgb.subarray((y * photo.widthPx + x) * 3, (y * photo.widthPx + x) * 3 + 3),
]

async function refusalOf(bytes: Uint8Array) {
  const error: unknown = await readPhoto(bytes).catch((reason: unknown) => reason)
  if (!isRefused(error)) throw new Error(`not refused: ${String(error)}`)
  return error
}

describe('a JPEG 2000 photo', () => {
  it.each([
    [3, 8],
    [3, 12],
    [3, 16],
    [4, 8],
    [4, 16],
  ])('of %i components and %i bits keeps its colours, boxed or bare', async (components, bits) => {
    const codestream = await halves(components, bits)
    for (const bytes of [codestream, sampleJp2(codestream, 16)]) {
      const photo = await readPhoto(bytes)
      expect(photo).toMatchObject({ ...size, format: 'jpeg2000', grey: false })
      expect(pixel(photo, 20, 40)).toEqual([255, 127, 0])
      expect(pixel(photo, 100, 40)).toEqual([0, 127, 255])
    }
  })

  it.each([
    [1, 1],
    [1, 8],
    [1, 16],
    [2, 8],
    [2, 16],
  ])('of %i components and %i bits is grey, boxed or bare', async (components, bits) => {
    const codestream = await halves(components, bits)
    for (const bytes of [codestream, sampleJp2(codestream, 17)]) {
      const photo = await readPhoto(bytes)
      expect(photo).toMatchObject({ ...size, grey: true })
      expect([pixel(photo, 20, 40), pixel(photo, 100, 40)]).toEqual([
        [255, 255, 255],
        [0, 0, 0],
      ])
    }
  })

  it('with the colour transform of its own codestream keeps its colours', async () => {
    const value = (x: number, _y: number, component: number) => (component === (x < 60 ? 0 : 2) ? 255 : 0)
    const photo = await readPhoto(await sampleCodestream({ ...size, components: 3, bits: 8, value }))
    expect([pixel(photo, 20, 40), pixel(photo, 100, 40)]).toEqual([
      [255, 0, 0],
      [0, 0, 255],
    ])
  })

  it('in YCC is turned into red, green and blue', async () => {
    const red = [76, 85, 255]
    const value = (_x: number, _y: number, component: number) => red[component] ?? 0
    const codestream = await sampleCodestream({ ...size, components: 3, bits: 8, value })
    const [strong = 0, ...others] = pixel(await readPhoto(sampleJp2(codestream, 18)), 20, 40)
    expect(strong).toBeGreaterThan(250)
    expect(Math.max(...others)).toBeLessThan(5)
  })

  it('is refused where it is cut short, wherever that is', async () => {
    const whole = sampleJp2(await halves(3, 8), 16)
    for (const share of [0.02, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share))
      expect([share, (await refusalOf(cut)).code]).toEqual([share, 'IMAGE_UNREADABLE'])
    }
  })

  it('is refused by name for what cannot be told from it', async () => {
    const codestream = await halves(3, 8)
    const changed = (place: number, value: number) => {
      const bytes = Buffer.from(codestream)
      bytes.writeUInt8(value, place)
      return bytes
    }
    const cases: readonly (readonly [string, Buffer])[] = [
      ['subsampled', changed(46, 2)],
      ['different depth', changed(45, 11)],
      ['signed', changed(42, 0x87)],
      ['begin at its origin', changed(19, 1)],
      ['components', changed(41, 5)],
      ['colours', sampleJp2(codestream, 12)],
      ['palette', Buffer.concat([sampleJp2(codestream, 16).subarray(0, 32), jp2Box('jp2h', jp2Box('pclr'))])],
    ]
    for (const [reason, bytes] of cases) expect((await refusalOf(bytes)).reason).toContain(reason)
    const pages = await refusalOf(sampleJp2(codestream, 16, 'jpm '))
    expect(pages).toMatchObject({ code: 'IMAGE_NOT_STILL', reason: expect.stringContaining('several pages') })
  })

  it('of more pixels than its limit is refused before it is decoded', async () => {
    const bytes = Buffer.from(await halves(1, 8))
    bytes.writeUInt32BE(4_001, 8)
    bytes.writeUInt32BE(4_000, 12)
    expect(await refusalOf(bytes)).toMatchObject({
      code: 'IMAGE_TOO_MANY_PIXELS',
      evidence: { limitPixels: photoLimits.jpeg2000Pixels },
    })
  })

  it('that claims a million tiles is refused in time, and the next is read', async () => {
    const whole = await halves(3, 8)
    const bomb = Buffer.from(whole)
    for (const [place, value] of [
      [8, 4_000],
      [12, 4_000],
      [24, 4],
      [28, 4],
    ] as const)
      bomb.writeUInt32BE(value, place)
    const start = performance.now()
    expect((await refusalOf(bomb)).code).toBe('IMAGE_UNREADABLE')
    expect(performance.now() - start).toBeLessThan((photoLimits.decodeSeconds + 10) * 1000)
    expect((await readPhoto(whole)).widthPx).toBe(120)
  })
})
