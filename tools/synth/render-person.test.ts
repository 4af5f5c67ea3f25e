import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePerson } from './identity.ts'
import { renderAll } from './render-all.ts'
import { PICTURE_HEIGHT_PX, PICTURE_WIDTH_PX } from './render-person.ts'
import type { PictureJob } from './take-picture.ts'

const LIGHT_SEED = 37
const DEEP_SEED = 6
const booking = (file: string, seed: number): PictureJob => ({
  kind: 'booking',
  file,
  seed,
  yearsOlder: 0,
  occasion: 0,
})
const JOBS: readonly PictureJob[] = [
  booking('first.jpg', DEEP_SEED),
  booking('again.jpg', DEEP_SEED),
  booking('light.jpg', LIGHT_SEED),
  { kind: 'probe', file: 'still.jpg', seed: DEEP_SEED, yearsOlder: 0, occasion: 0, variant: 0 },
  { kind: 'nobody', file: 'wall.jpg', seed: DEEP_SEED },
]

const outDirectory = mkdtempSync(join(tmpdir(), 'casebound-synth-'))
const read = (file: string): Buffer => readFileSync(join(outDirectory, file))
const progress: number[] = []

/** Mean brightness of the patch around a point given as shares of width and height. */
const brightness = async (file: string, across: number, down: number): Promise<number> => {
  const left = Math.round(across * PICTURE_WIDTH_PX) - 12
  const top = Math.round(down * PICTURE_HEIGHT_PX) - 12
  const patch = await sharp(read(file)).extract({ left, top, width: 24, height: 24 }).raw().toBuffer()
  return patch.reduce((sum, value) => sum + value, 0) / patch.length
}

// In processes of its own, as the generator runs: inside the test runner every call between modules costs more than
// the arithmetic, and five pictures would take a minute.
beforeAll(() => renderAll(JOBS, { outDirectory, workers: 2, onProgress: (done) => progress.push(done) }))
afterAll(() => rmSync(outDirectory, { recursive: true }))

describe('a rendered picture', () => {
  it('has the same bytes for the same seed', () => {
    expect(read('again.jpg').equals(read('first.jpg'))).toBe(true)
  })

  it('differs for another seed and before another camera', () => {
    expect(read('light.jpg').equals(read('first.jpg'))).toBe(false)
    expect(read('still.jpg').equals(read('first.jpg'))).toBe(false)
  })

  it('has the size of its kind', async () => {
    const taken = await sharp(read('first.jpg')).metadata()
    expect([taken.width, taken.height]).toEqual([PICTURE_WIDTH_PX, PICTURE_HEIGHT_PX])
    const still = await sharp(read('still.jpg')).metadata()
    expect(still.width).toBeGreaterThanOrEqual(180)
    expect(still.width).toBeLessThanOrEqual(260)
  })

  it('exposes for the face, so that deep skin is not lost in the dark nor light skin burnt out', async () => {
    expect(makePerson(DEEP_SEED).tone).toBeGreaterThan(9)
    expect(makePerson(LIGHT_SEED).tone).toBeLessThan(2.5)
    expect(await brightness('first.jpg', 0.5, 0.36)).toBeGreaterThan(45)
    expect(await brightness('light.jpg', 0.5, 0.36)).toBeLessThan(235)
  })

  it('shows a face where there is one and a wall where there is none', async () => {
    const contrast = async (file: string): Promise<number> =>
      Math.abs((await brightness(file, 0.5, 0.47)) - (await brightness(file, 0.1, 0.47)))
    expect(await contrast('first.jpg')).toBeGreaterThan(40)
    expect(await contrast('wall.jpg')).toBeLessThan(30)
  })

  it('is counted as it is finished', () => {
    expect(progress).toEqual([1, 2, 3, 4, 5])
  })
})
