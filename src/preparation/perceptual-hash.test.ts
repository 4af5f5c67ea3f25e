import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { firstBookings, probeOfPerson } from '../../test/synthetic-people.ts'
import { must } from '../kernel/index.ts'
import { applyRecipe } from './apply-recipe.ts'
import type { Step } from './operations.ts'
import { differingBits, perceptualHash, samePictureBits } from './perceptual-hash.ts'
import type { Picture } from './picture.ts'
import { samplePicture } from './sample-picture.ts'

async function decoded(image: Sharp): Promise<Picture> {
  const { data, info } = await image
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { widthPx: info.width, heightPx: info.height, rgb: new Uint8Array(data) }
}

const probes = async (count: number) =>
  Promise.all((await firstBookings(count)).map(({ draft }) => probeOfPerson(draft.personId)))

describe('the perceptual hash', () => {
  it('is the same for the same picture, on record', () => {
    expect(perceptualHash(samplePicture({ widthPx: 200, heightPx: 160 }))).toBe('2a7faa0857ba151e')
  })

  it('groups a picture with its re-saved, resized, grey and re-lit copies', async () => {
    const bytes = must((await probes(1))[0], 'a probe')
    const hash = perceptualHash(await decoded(sharp(bytes)))
    const light: Step = { op: 'light', version: 1, brightnessPercent: 8, contrastPercent: 15 }
    const copies = [
      await decoded(sharp(await sharp(bytes).jpeg({ quality: 30 }).toBuffer())),
      await decoded(sharp(bytes).resize(300)),
      await decoded(sharp(await sharp(bytes).greyscale().png().toBuffer())),
      applyRecipe(await decoded(sharp(bytes)), [light]),
    ]
    for (const copy of copies) {
      expect(differingBits(perceptualHash(copy), hash)).toBeLessThanOrEqual(samePictureBits)
    }
  })

  it('keeps apart the stills of different people', async () => {
    const hashes = await Promise.all(
      (await probes(12)).map(async (bytes) => perceptualHash(await decoded(sharp(bytes)))),
    )
    for (const [at, one] of hashes.entries()) {
      for (const other of hashes.slice(at + 1)) {
        expect(differingBits(one, other)).toBeGreaterThan(samePictureBits)
      }
    }
  })

  it('counts differing bits', () => {
    expect(differingBits('0000000000000000', '0000000000000000')).toBe(0)
    expect(differingBits('0000000000000000', 'ffffffffffffffff')).toBe(64)
    expect(differingBits('8000000000000001', '0000000000000000')).toBe(2)
  })
})
