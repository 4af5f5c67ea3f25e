import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../kernel/index.ts'
import type { Face } from './face.ts'
import { type FaceEngine, openFaceEngine } from './open-face-engine.ts'
import { sampleBytes, sampleFaceCounts } from './sample-photos.ts'
import { testModelDir } from './test-model.ts'

let engine: FaceEngine
beforeAll(async () => {
  engine = await openFaceEngine({ modelDir: await testModelDir() })
})
afterAll(() => engine.close())

const find = async (bytes: Uint8Array) => engine.findFaces(await engine.readPhoto(bytes))
const centreOf = ({ box }: Face) => [box.x + box.widthPx / 2, box.y + box.heightPx / 2] as const

/** The part of sample 6 around its leftmost face, and this face's place there. */
async function portrait(widenBy: number) {
  const bytes = await sampleBytes(6)
  const faces = await find(bytes)
  const { box } = must(faces.toSorted((a, b) => a.box.x - b.box.x)[0], 'leftmost face')
  const left = Math.max(0, Math.round(box.x - box.widthPx * widenBy))
  const top = Math.max(0, Math.round(box.y - box.heightPx * widenBy))
  const width = Math.round(box.widthPx * (1 + 2 * widenBy))
  const height = Math.round(box.heightPx * (1 + 2 * widenBy))
  return sharp(bytes).extract({ left, top, width, height }).png().toBuffer()
}

describe('finding faces', () => {
  it.each(sampleFaceCounts)('finds everybody in sample %i once (%i people)', async (sample, people) => {
    const faces = await find(await sampleBytes(sample))
    expect(faces).toHaveLength(people)
    const areas = faces.map(({ box }) => box.widthPx * box.heightPx)
    expect(areas).toEqual(areas.toSorted((a, b) => b - a))
    for (const { confidence } of faces) expect(confidence).toBeGreaterThanOrEqual(0.5)
  })

  it.each([3, 5, 6])('finds the same people in a grey copy of sample %i', async (sample) => {
    const colour = await find(await sampleBytes(sample))
    const grey = await find(
      await sharp(await sampleBytes(sample))
        .greyscale()
        .jpeg()
        .toBuffer(),
    )
    expect(grey).toHaveLength(colour.length)
  })

  it.each([0.02, 0.15, 0.4, 1])('finds the one face in a crop widened by %f of its box', async (widenBy) => {
    const crop = await portrait(widenBy)
    expect(await find(crop)).toHaveLength(1)
    expect(await find(await sharp(crop).greyscale().jpeg({ quality: 70 }).toBuffer())).toHaveLength(1)
  })

  it('finds a face in a photo that is far too dark, and in one that is too bright', async () => {
    const crop = await portrait(0.7)
    expect(await find(await sharp(crop).linear(0.1, 0).png().toBuffer())).toHaveLength(1)
    expect(await find(await sharp(crop).linear(1.5, 40).png().toBuffer())).toHaveLength(1)
  })

  it('finds small faces of a wide scene', async () => {
    const scene = await sharp(await sampleBytes(3))
      .resize(480)
      .extend({ left: 900, right: 700, top: 500, bottom: 400, background: '#404850' })
      .jpeg()
      .toBuffer()
    expect(await find(scene)).toHaveLength(3)
  })

  it('sees a person beside a face that fills most of the frame', async () => {
    const large = await sharp(await portrait(0.4))
      .resize(700)
      .png()
      .toBuffer()
    const small = await sharp(await portrait(0.6))
      .greyscale()
      .resize(230)
      .png()
      .toBuffer()
    const { height = 0 } = await sharp(large).metadata()
    const both = await sharp({ create: { width: 940, height, channels: 3, background: '#606060' } })
      .composite([
        { input: large, left: 0, top: 0 },
        { input: small, left: 705, top: 80 },
      ])
      .png()
      .toBuffer()
    expect(await find(both)).toHaveLength(2)
  })

  it('finds nobody where nobody is', async () => {
    const floor = sharp(await sampleBytes(1)).extract({ left: 0, top: 850, width: 1900, height: 400 })
    const wall = sharp({ create: { width: 600, height: 800, channels: 3, background: '#909090' } })
    expect(await find(await floor.png().toBuffer())).toEqual([])
    expect(await find(await wall.png().toBuffer())).toEqual([])
  })

  it('finds the same face however the file stores the photo', async () => {
    const upright = await portrait(0.7)
    const [reference] = await find(upright)
    const [x, y] = centreOf(must(reference, 'face'))
    const sideways = await sharp(upright).rotate(270).png().toBuffer()
    const copies = [
      await sharp(sideways).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer(),
      await sharp(upright).toColourspace('rgb16').png().toBuffer(),
      await sharp(upright).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
      await sharp(upright).ensureAlpha(0.9).png().toBuffer(),
      await sharp(upright).tiff().toBuffer(),
    ]
    for (const copy of copies) {
      const faces = await find(copy)
      expect(faces).toHaveLength(1)
      const [copyX, copyY] = centreOf(must(faces[0], 'face'))
      expect(Math.hypot(copyX - x, copyY - y)).toBeLessThan(12)
    }
  })
})

describe('landmarks', () => {
  it('lie on the face: eyes over nose over mouth, near the box', async () => {
    const photo = await engine.readPhoto(await sampleBytes(6))
    for (const { box, landmarks, eyeDistancePx } of await engine.findFaces(photo)) {
      expect(landmarks).toHaveLength(68)
      for (const { x, y } of landmarks) {
        expect(x).toBeGreaterThan(box.x - box.widthPx * 0.35)
        expect(x).toBeLessThan(box.x + box.widthPx * 1.35)
        expect(y).toBeGreaterThan(box.y - box.heightPx * 0.35)
        expect(y).toBeLessThan(box.y + box.heightPx * 1.35)
      }
      const [leftEye, rightEye, noseTip, lip] = [36, 45, 30, 57].map((at) => must(landmarks[at], 'landmark'))
      expect(must(leftEye, 'eye').x).toBeLessThan(must(rightEye, 'eye').x)
      expect(must(noseTip, 'nose').y).toBeGreaterThan(must(leftEye, 'eye').y)
      expect(must(lip, 'lip').y).toBeGreaterThan(must(noseTip, 'nose').y)
      expect(eyeDistancePx).toBeGreaterThan(box.widthPx * 0.25)
      expect(eyeDistancePx).toBeLessThan(box.widthPx * 0.7)
    }
  })

  it('follow a head that leans, by the angle it leans', async () => {
    const upright = await portrait(0.9)
    const [before] = await find(upright)
    const leaning = await sharp(upright).rotate(15, { background: '#808080' }).png().toBuffer()
    const [after] = await find(leaning)
    const turned = must(after, 'face').rollDegrees - must(before, 'face').rollDegrees
    expect(turned).toBeGreaterThan(12)
    expect(turned).toBeLessThan(18)
  })

  it.each([90, 180, 270])('are as good in a photo turned by %i degrees', async (degrees) => {
    const upright = await portrait(0.9)
    const turned = await sharp(upright).rotate(degrees).png().toBuffer()
    const [before, after] = [await templateIn(upright), await templateIn(turned)]
    const similarity = before.reduce((sum, value, at) => sum + value * must(after[at], 'value'), 0)
    expect(similarity).toBeGreaterThan(0.98)
  })
})

async function templateIn(bytes: Uint8Array): Promise<Float32Array> {
  const photo = await engine.readPhoto(bytes)
  const [face] = await engine.findFaces(photo)
  const [template] = await engine.embed(photo, [must(face, 'face')])
  return must(template, 'template')
}
