import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../kernel/index.ts'
import { assessFace, type QualityName } from './assess-face.ts'
import { centre } from './centre.ts'
import type { Face } from './face.ts'
import { type FaceEngine, openFaceEngine } from './open-face-engine.ts'
import type { Photo } from './photo.ts'
import { qualityNames } from './quality/quality-measure.ts'
import { sampleBytes } from './sample-photos.ts'
import { testModelDir } from './test-model.ts'

let engine: FaceEngine
let portrait: Buffer
beforeAll(async () => {
  engine = await openFaceEngine({ modelDir: await testModelDir() })
  const bytes = await sampleBytes(6)
  const faces = await engine.findFaces(await engine.readPhoto(bytes))
  const { box } = must(faces.toSorted((a, b) => a.box.x - b.box.x)[1], 'second face from the left')
  portrait = await sharp(bytes)
    .extract({ left: box.x - 120, top: box.y - 130, width: 440, height: 520 })
    .resize(660, 780)
    .png()
    .toBuffer()
})
afterAll(() => engine.close())

async function measuresOf(photo: Photo, face: Face) {
  const [measures] = await engine.assess(photo, [face])
  return must(measures, 'measures of the face')
}

async function assess(bytes: Uint8Array) {
  const photo = await engine.readPhoto(bytes)
  const measures = await measuresOf(photo, must((await engine.findFaces(photo))[0], 'face'))
  return (name: QualityName) =>
    must(
      measures.find((measure) => measure.name === name),
      name,
    )
}

describe('assessing a face', () => {
  it('measures every component, each from 0 to 100 and with a reason in words', async () => {
    const photo = await engine.readPhoto(portrait)
    const measures = await measuresOf(photo, must((await engine.findFaces(photo))[0], 'face'))
    expect(measures.map(({ name }) => name)).toEqual(qualityNames)
    for (const { words, value, limit, quality, standard } of measures) {
      expect(words).toMatch(/\d.*at (least|most) -?\d.* recommended.*\.$/)
      expect(Number.isFinite(value) && Number.isFinite(limit)).toBe(true)
      expect(Number.isInteger(quality) && quality >= 0 && quality <= 100).toBe(true)
      expect(['ISO/IEC 29794-5', 'ISO/IEC 29794-5, approximated', 'ours']).toContain(standard)
    }
  })

  it.each<[string, QualityName, () => Promise<Buffer>, string]>([
    [
      'a shrunken photo',
      'eye distance',
      () => sharp(portrait).resize(130).png().toBuffer(),
      'features are lost',
    ],
    ['a shrunken photo', 'resolution', () => sharp(portrait).resize(130).png().toBuffer(), 'shorter edge'],
    ['a blurred photo', 'sharpness', () => sharp(portrait).blur(9).png().toBuffer(), 'blurred'],
    ['a dark photo', 'luminance', () => dark(), 'dark'],
    ['a bright photo', 'luminance', () => sharp(portrait).linear(1.2, 110).png().toBuffer(), 'very bright'],
    ['a nearly black photo', 'underexposure', () => dark(), 'black'],
    ['a photo compressed too much', 'compression', () => blocky(), 'blocks'],
    ['a photo lit from one side', 'illumination uniformity', () => halfDark(), 'one side'],
    [
      'a photo under blue light',
      'natural colour',
      () => sharp(portrait).tint('#3060ff').toBuffer(),
      'coloured',
    ],
    ['a burnt photo', 'overexposure', () => sharp(portrait).linear(1.2, 110).png().toBuffer(), 'burnt'],
    ['a leaning head', 'roll', () => sharp(portrait).rotate(20).png().toBuffer(), 'leans'],
    ['a head cut off above', 'margin above', () => trimmed('top'), 'cut off above'],
    ['a head cut off below', 'margin below', () => trimmed('bottom'), 'cut off below'],
  ])('flags %s by its %s and passes the original', async (_what, name, make, reason) => {
    const [before, after] = [(await assess(portrait))(name), (await assess(await make()))(name)]
    expect(before.ok).toBe(true)
    expect(after.ok).toBe(false)
    expect(after.words).toContain(reason)
  })

  it('flags a photo so flat that no face would be found in it', async () => {
    const face = must((await engine.findFaces(await engine.readPhoto(portrait)))[0], 'face')
    const flat = await engine.readPhoto(await sharp(portrait).linear(0.06, 120).png().toBuffer())
    const weak = (await measuresOf(flat, face)).filter(({ words }) => words.includes('the face is flat'))
    expect(weak.map(({ name }) => name)).toEqual(['luminance variance', 'dynamic range'])
  })

  it('says which eye lies in shadow, by the side of the picture', async () => {
    const photo = await engine.readPhoto(portrait)
    const face = must((await engine.findFaces(photo))[0], 'face')
    for (const [side, from] of [
      ['left', 36],
      ['right', 42],
    ] as const) {
      const eye = centre(face.landmarks.slice(from, from + 6))
      const edge = Math.round(face.eyeDistancePx * 0.6)
      const shadow = { create: { width: edge, height: edge, channels: 4 as const, background: '#000000e8' } }
      const place = { left: Math.round(eye.x - edge / 2), top: Math.round(eye.y - edge / 2) }
      const shaded = await sharp(portrait)
        .composite([{ input: shadow, ...place }])
        .png()
        .toBuffer()
      const measures = await measuresOf(await engine.readPhoto(shaded), face)
      expect(measures.find(({ name }) => name === 'eye light')).toMatchObject({
        ok: false,
        words: expect.stringContaining(`the eye on the ${side} of the picture is in shadow`),
      })
    }
  })

  it('gives a grey photo no quality of colour, and leaves out what the photo does not show', async () => {
    const photo = await engine.readPhoto(await sharp(portrait).greyscale().toBuffer())
    const face = must((await engine.findFaces(photo))[0], 'face')
    const natural = (await measuresOf(photo, face)).find(({ name }) => name === 'natural colour')
    expect(natural?.quality).toBe(0)
    const { x, y, widthPx, heightPx } = face.box
    const bytes = await sharp(portrait)
      .extract({ left: x, top: y, width: widthPx, height: heightPx })
      .png()
      .toBuffer()
    const tight = await engine.readPhoto(bytes)
    const moved = { ...face, box: { ...face.box, x: 0, y: 0 } }
    const landmarks = face.landmarks.map((point) => ({ x: point.x - x, y: point.y - y }))
    const names = (await measuresOf(tight, { ...moved, landmarks })).map(({ name }) => name)
    expect(names).not.toContain('background')
    expect(names).toContain('margin above')
  })

  it('weighs the other faces of the photo', async () => {
    const photo = await engine.readPhoto(portrait)
    const face = must((await engine.findFaces(photo))[0], 'face')
    const { widthPx, heightPx } = face.box
    const half = { ...face, box: { ...face.box, widthPx: widthPx / 2, heightPx } }
    const single = (others: readonly (typeof face)[]) =>
      assessFace(photo, face, others).find(({ name }) => name === 'single face')
    expect(single([])).toMatchObject({ value: 0, quality: 100, ok: true })
    expect(single([half])).toMatchObject({ value: 0.5, quality: 50 })
    expect(single([face])).toMatchObject({ value: 1, quality: 0, ok: false })
  })

  it('flags a profile by its yaw', async () => {
    const photo = await engine.readPhoto(await sampleBytes(2))
    const faces = (await engine.findFaces(photo)).toSorted((a, b) => a.box.x - b.box.x)
    const measures = await measuresOf(photo, must(faces[0], 'the woman seen from the side'))
    expect(measures.find((measure) => measure.name === 'yaw')?.ok).toBe(false)
  })
})

const dark = () => sharp(portrait).linear(0.12, 0).png().toBuffer()
const blocky = () => sharp(portrait).jpeg({ quality: 4 }).toBuffer()

/** The half of the face on the left of the picture in deep shadow. */
async function halfDark(): Promise<Buffer> {
  const photo = await engine.readPhoto(portrait)
  const nose = must(must((await engine.findFaces(photo))[0], 'face').landmarks[30], 'nose')
  const size = { width: Math.round(nose.x), height: photo.heightPx }
  const shadow = { create: { ...size, channels: 4 as const, background: '#000000d0' } }
  return sharp(portrait)
    .composite([{ input: shadow, left: 0, top: 0 }])
    .png()
    .toBuffer()
}

async function trimmed(edge: 'top' | 'bottom'): Promise<Buffer> {
  const photo = await engine.readPhoto(portrait)
  const { box } = must((await engine.findFaces(photo))[0], 'face')
  const top = edge === 'top' ? box.y + Math.round(box.heightPx * 0.08) : 0
  const bottom = edge === 'bottom' ? box.y + Math.round(box.heightPx * 0.93) : photo.heightPx
  return sharp(portrait)
    .extract({ left: 0, top, width: photo.widthPx, height: bottom - top })
    .png()
    .toBuffer()
}
