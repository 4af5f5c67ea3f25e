import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../kernel/index.ts'
import { hideOtherFaces } from './blur-other-faces.ts'
import { cropFace, encodePhoto } from './crop-face.ts'
import { type FaceEngine, openFaceEngine } from './open-face-engine.ts'
import { sampleBytes } from './sample-photos.ts'
import { testModelDir } from './test-model.ts'

let engine: FaceEngine
beforeAll(async () => {
  engine = await openFaceEngine({ modelDir: await testModelDir() })
})
afterAll(() => engine.close())

/** Where same and different persons of LFW part best with this model (300 pairs, 99.7 % right). */
const samePersonSimilarity = 0.911

const similarity = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)

async function group(sample: number) {
  const photo = await engine.readPhoto(await sampleBytes(sample))
  const faces = await engine.findFaces(photo)
  return { photo, faces, templates: await engine.embed(photo, faces) }
}

describe('the crop around a face', () => {
  it('is a square JPEG without metadata that shows this person in its middle', async () => {
    const { photo, faces, templates } = await group(6)
    for (const [at, face] of faces.entries()) {
      const bytes = await cropFace(photo, { face, sizePx: 400 })
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 400, height: 400 })
      expect((await sharp(bytes).metadata()).exif).toBeUndefined()
      const crop = await engine.readPhoto(bytes)
      const found = await engine.findFaces(crop)
      const middle = must(
        found.find(
          ({ box }) => box.x < 200 && box.x + box.widthPx > 200 && box.y < 200 && box.y + box.heightPx > 160,
        ),
        'face in the middle',
      )
      const [template] = await engine.embed(crop, [middle])
      expect(similarity(must(template, 'template'), must(templates[at], 'template'))).toBeGreaterThan(0.96)
    }
  })

  it('fills with grey where the photo ends', async () => {
    const { photo, faces } = await group(4)
    const highest = must(faces.toSorted((a, b) => a.box.y - b.box.y)[0], 'highest face')
    const crop = await engine.readPhoto(await cropFace(photo, { face: highest, sizePx: 240 }))
    const [red = 0, green = 0, blue = 0] = crop.rgb.subarray(120 * 3)
    for (const value of [red, green, blue]) expect(Math.abs(value - 128)).toBeLessThan(4)
  })
})

describe('the working copy for a probe', () => {
  it.each([3, 4, 5, 6])(
    'keeps one person of sample %i and makes the others unrecognisable',
    async (sample) => {
      const { photo, faces, templates } = await group(sample)
      const [keep, ...others] = faces
      const bytes = await encodePhoto(hideOtherFaces(photo, { keep: must(keep, 'kept face'), others }))
      const copy = await engine.readPhoto(bytes)
      expect([copy.widthPx, copy.heightPx]).toEqual([photo.widthPx, photo.heightPx])
      const left = await engine.findFaces(copy)
      expect(left).toHaveLength(1)
      const [same] = await engine.embed(copy, left)
      expect(similarity(must(same, 'template'), must(templates[0], 'template'))).toBeGreaterThan(0.99)
      for (const [at, hidden] of (await engine.embed(copy, others)).entries()) {
        expect(similarity(hidden, must(templates[at + 1], 'template'))).toBeLessThan(samePersonSimilarity)
      }
    },
  )

  it('leaves the photo it was made from untouched', async () => {
    const { photo, faces } = await group(3)
    const before = photo.rgb.slice()
    const [keep, ...others] = faces
    hideOtherFaces(photo, { keep: must(keep, 'kept face'), others })
    expect(Buffer.compare(before, photo.rgb)).toBe(0)
  })
})
