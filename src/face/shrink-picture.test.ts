import fc from 'fast-check'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { type RgbPicture, shrinkPicture } from './shrink-picture.ts'

const pictureOf = (
  size: { widthPx: number; heightPx: number },
  value: (at: number) => number,
): RgbPicture => ({
  ...size,
  rgb: Uint8Array.from({ length: size.widthPx * size.heightPx * 3 }, (_, at) => value(at)),
})

const sizes = fc.record({
  widthPx: fc.integer({ min: 1, max: 60 }),
  heightPx: fc.integer({ min: 1, max: 60 }),
})

test('one colour stays what it is at every size', () => {
  fc.assert(
    fc.property(sizes, fc.double({ min: 0.05, max: 1, noNaN: true }), fc.nat(255), (size, share, value) => {
      const to = {
        widthPx: Math.max(1, Math.round(size.widthPx * share)),
        heightPx: Math.max(1, Math.round(size.heightPx * share)),
      }
      const small = shrinkPicture(
        pictureOf(size, () => value),
        to,
      )
      expect([small.widthPx, small.heightPx, small.rgb.length]).toEqual([
        to.widthPx,
        to.heightPx,
        to.widthPx * to.heightPx * 3,
      ])
      expect(new Set(small.rgb)).toEqual(new Set([value]))
    }),
  )
})

test('the mean of the picture stays, and a mirrored picture gives the mirrored answer', () => {
  const wide = pictureOf({ widthPx: 40, heightPx: 20 }, (at) => (at * at * 7 + at * 31) % 256)
  const small = shrinkPicture(wide, { widthPx: 13, heightPx: 7 })
  const mean = ({ rgb }: RgbPicture) => rgb.reduce((sum, value) => sum + value, 0) / rgb.length
  expect(Math.abs(mean(small) - mean(wide))).toBeLessThan(4)
  const again = shrinkPicture(mirrored(wide), { widthPx: 13, heightPx: 7 })
  const apart = mirrored(again).rgb.map((value, at) => Math.abs(value - (small.rgb[at] ?? 0)))
  expect(Math.max(...apart)).toBeLessThanOrEqual(1)
})

test('it gives what libvips gives with the same triangle, but for rounding', async () => {
  const size = { widthPx: 96, heightPx: 128 }
  // Smooth, as a photo is: at hard edges the two round their filters differently.
  const picture = pictureOf(size, (at) => 127 + 100 * Math.sin(at / 3 / 17) * Math.cos(at / (96 * 3) / 9))
  const to = { widthPx: 48, heightPx: 64 }
  const theirs = await sharp(picture.rgb, { raw: { width: 96, height: 128, channels: 3 } })
    .resize(to.widthPx, to.heightPx, { kernel: 'linear', fit: 'fill' })
    .raw()
    .toBuffer()
  const apart = shrinkPicture(picture, to).rgb.map((value, at) => Math.abs(value - (theirs[at] ?? 0)))
  // Beyond the edge libvips repeats the last pixel, where we count the others more.
  const inside = (at: number) => {
    const [column, row] = [Math.floor(at / 3) % to.widthPx, Math.floor(at / 3 / to.widthPx)]
    return column > 0 && row > 0 && column < to.widthPx - 1 && row < to.heightPx - 1
  }
  expect(Math.max(...apart.filter((_, at) => inside(at)))).toBeLessThanOrEqual(2)
})

function mirrored({ rgb, widthPx, heightPx }: RgbPicture): RgbPicture {
  const from = (at: number) => {
    const pixel = Math.floor(at / 3)
    const row = Math.floor(pixel / widthPx)
    return (row * widthPx + (widthPx - 1 - (pixel % widthPx))) * 3 + (at % 3)
  }
  return pictureOf({ widthPx, heightPx }, (at) => rgb[from(at)] ?? 0)
}
