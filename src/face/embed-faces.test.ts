import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../kernel/index.ts'
import { type FaceEngine, openFaceEngine } from './open-face-engine.ts'
import { sampleBytes } from './sample-photos.ts'
import { testModelDir } from './test-model.ts'

let engine: FaceEngine
beforeAll(async () => {
  engine = await openFaceEngine({ modelDir: await testModelDir() })
})
afterAll(() => engine.close())

/** Templates of everybody in a photo, from left to right. */
async function templates(bytes: Uint8Array): Promise<readonly Float32Array[]> {
  const photo = await engine.readPhoto(bytes)
  const faces = (await engine.findFaces(photo)).toSorted((a, b) => a.box.x - b.box.x)
  return engine.embed(photo, faces)
}

const similarity = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)

describe('templates', () => {
  it('have 128 values and unit length, and none come of no faces', async () => {
    for (const template of await templates(await sampleBytes(3))) {
      expect(template).toBeInstanceOf(Float32Array)
      expect(template).toHaveLength(engine.model.dimension)
      expect(similarity(template, template)).toBeCloseTo(1, 5)
    }
    const photo = await engine.readPhoto(await sampleBytes(3))
    expect(await engine.embed(photo, [])).toEqual([])
  })

  it('of one person stay closer than those of others when the picture gets worse', async () => {
    for (const sample of [3, 6]) {
      const bytes = await sampleBytes(sample)
      const originals = await templates(bytes)
      const worse = [
        await sharp(bytes).greyscale().jpeg().toBuffer(),
        await sharp(bytes).resize(640).jpeg({ quality: 60 }).toBuffer(),
        await sharp(bytes).rotate(8, { background: '#000000' }).jpeg().toBuffer(),
        await sharp(bytes).linear(0.6, 10).jpeg().toBuffer(),
      ]
      for (const copy of worse) {
        const copies = await templates(copy)
        expect(copies).toHaveLength(originals.length)
        for (const [at, template] of copies.entries()) {
          const all = originals.map((original) => similarity(template, original))
          expect(all.indexOf(Math.max(...all))).toBe(at)
          const others = all.filter((_, other) => other !== at)
          expect(must(all[at], 'own')).toBeGreaterThan(Math.max(...others) + 0.03)
        }
      }
    }
  })

  it('are the same for one face alone as for all faces together', async () => {
    const photo = await engine.readPhoto(await sampleBytes(5))
    const faces = await engine.findFaces(photo)
    const together = await engine.embed(photo, faces)
    for (const [at, face] of faces.entries()) {
      const [alone] = await engine.embed(photo, [face])
      expect(similarity(must(alone, 'alone'), must(together[at], 'together'))).toBeGreaterThan(0.99999)
    }
  })

  it('hardly change in a mirror', async () => {
    const bytes = await sampleBytes(6)
    const originals = await templates(bytes)
    const mirrored = (
      await templates(await sharp(bytes).flop().jpeg({ quality: 95 }).toBuffer())
    ).toReversed()
    expect(mirrored).toHaveLength(originals.length)
    for (const [at, template] of originals.entries()) {
      expect(similarity(template, must(mirrored[at], 'mirrored'))).toBeGreaterThan(0.97)
    }
  })

  it('come out the same from the same photo twice', async () => {
    const [first, second] = [await templates(await sampleBytes(4)), await templates(await sampleBytes(4))]
    expect(first).toEqual(second)
  })
})
