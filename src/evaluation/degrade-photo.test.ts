import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Photo } from '../face/index.ts'
import { degradations, degradePhoto } from './degrade-photo.ts'

/** A red and green chequerboard, 120 by 80. */
const photo: Photo = {
  widthPx: 120,
  heightPx: 80,
  rgb: Uint8Array.from({ length: 120 * 80 * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3)
    const dark = (((pixel % 120) >> 3) + (Math.floor(pixel / 120) >> 3)) % 2 === 0
    return [dark ? 220 : 40, dark ? 30 : 160, 60][at % 3] ?? 0
  }),
  grey: false,
  format: 'png',
}

const read = async (kind: (typeof degradations)[number]) => {
  const { data, info } = await sharp(await degradePhoto(photo, kind))
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, ...info, mean: data.reduce((sum, value) => sum + value, 0) / data.length }
}

describe('a photo as a worse camera would have given it', () => {
  it.each(degradations)(
    '%s: the same photo gives the same bytes, and the photo stays as it was',
    async (kind) => {
      const before = Uint8Array.from(photo.rgb)
      expect(
        Buffer.compare(
          Buffer.from(await degradePhoto(photo, kind)),
          Buffer.from(await degradePhoto(photo, kind)),
        ),
      ).toBe(0)
      expect(photo.rgb).toEqual(before)
    },
  )

  it('has no colour when it is grey', async () => {
    const { data, channels } = await read('grey')
    for (let at = 0; at < data.length; at += channels)
      expect(new Set(data.subarray(at, at + Math.min(3, channels))).size).toBe(1)
  })

  it('has half and a quarter of the pixels on each edge', async () => {
    expect(await read('half')).toMatchObject({ width: 60, height: 40 })
    expect(await read('quarter')).toMatchObject({ width: 30, height: 20 })
  })

  it('is much darker, and noisy, in low light', async () => {
    const asItIs = photo.rgb.reduce((sum, value) => sum + value, 0) / photo.rgb.length
    const { data, mean } = await read('low-light')
    expect(mean).toBeLessThan(asItIs / 2)
    expect(new Set(data).size).toBeGreaterThan(10)
  })

  it('grows by the corners when it is tilted', async () => {
    const { width, height } = await read('tilt30')
    expect(width).toBeGreaterThan(130)
    expect(height).toBeGreaterThan(120)
  })

  it('is a JPEG of low quality when it is that', async () => {
    const header = await sharp(await degradePhoto(photo, 'jpeg20')).metadata()
    expect(header).toMatchObject({ format: 'jpeg', width: 120, height: 80 })
  })
})
