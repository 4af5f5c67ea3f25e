import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { isRefused } from '../kernel/index.ts'
import { readPhoto } from './read-photo.ts'

async function photoOrRefusal(bytes: Uint8Array): Promise<void> {
  try {
    const photo = await readPhoto(bytes)
    expect(photo.rgb.length).toBe(photo.widthPx * photo.heightPx * 3)
  } catch (error) {
    if (!isRefused(error)) throw error
  }
}

const starts = [
  [],
  [0xff, 0xd8, 0xff, 0xe0],
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [...Buffer.from('GIF89a')],
  [...Buffer.from('RIFF\0\0\0\0WEBPVP8 ')],
  [0x49, 0x49, 0x2a, 0],
  [...Buffer.from('\0\0\0\x18ftypavif')],
]

const small = () =>
  sharp({
    create: {
      width: 64,
      height: 64,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })

describe('bytes from outside', () => {
  it('are a photo or a refusal, whatever follows a known beginning', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 600 }), async (start, rest) => {
        await photoOrRefusal(Uint8Array.from([...start, ...rest]))
      }),
      { numRuns: 300 },
    )
  })

  it('are a photo or a refusal when a good file is changed in places', async () => {
    const files = await Promise.all([
      small().jpeg().toBuffer(),
      small().png().toBuffer(),
      small().webp().toBuffer(),
      small().tiff().toBuffer(),
    ])
    const change = fc.record({
      place: fc.double({ min: 0, max: 1, noNaN: true }),
      value: fc.integer({ min: 0, max: 255 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(change, { minLength: 1, maxLength: 8 }),
        async (file, changes) => {
          const bytes = Uint8Array.from(file)
          for (const { place, value } of changes) bytes[Math.floor(place * (bytes.length - 1))] = value
          await photoOrRefusal(bytes)
        },
      ),
      { numRuns: 200 },
    )
  })
})
