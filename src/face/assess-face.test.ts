import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../kernel/index.ts'
import type { QualityName } from './assess-face.ts'
import { type FaceEngine, openFaceEngine } from './open-face-engine.ts'
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

async function assess(bytes: Uint8Array) {
  const photo = await engine.readPhoto(bytes)
  const measures = engine.assess(photo, must((await engine.findFaces(photo))[0], 'face'))
  return (name: QualityName) =>
    must(
      measures.find((measure) => measure.name === name),
      name,
    )
}

describe('assessing a face', () => {
  it('measures twelve components, each with a reason in words', async () => {
    const photo = await engine.readPhoto(portrait)
    const measures = engine.assess(photo, must((await engine.findFaces(photo))[0], 'face'))
    expect(measures).toHaveLength(12)
    for (const { name, words, value, limit } of measures) {
      expect(words.toLowerCase()).toContain(name)
      expect(words).toMatch(/\d.*at (least|most).*\d.*\.$/)
      expect(Number.isFinite(value) && Number.isFinite(limit)).toBe(true)
    }
  })

  it.each<[string, QualityName, () => Promise<Buffer>, string]>([
    ['a shrunken photo', 'eye distance', () => sharp(portrait).resize(130).png().toBuffer(), 'small'],
    ['a shrunken photo', 'resolution', () => sharp(portrait).resize(130).png().toBuffer(), 'shorter edge'],
    ['a blurred photo', 'sharpness', () => sharp(portrait).blur(9).png().toBuffer(), 'blurred'],
    ['a dark photo', 'luminance', () => sharp(portrait).linear(0.2, 0).png().toBuffer(), 'dark'],
    ['a bright photo', 'luminance', () => sharp(portrait).linear(1.2, 110).png().toBuffer(), 'very bright'],
    ['a flat photo', 'contrast', () => sharp(portrait).linear(0.2, 100).png().toBuffer(), 'flat'],
    [
      'a nearly black photo',
      'underexposure',
      () => sharp(portrait).linear(0.12, 0).png().toBuffer(),
      'black',
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

  it('flags a profile by its turn', async () => {
    const photo = await engine.readPhoto(await sampleBytes(2))
    const faces = (await engine.findFaces(photo)).toSorted((a, b) => a.box.x - b.box.x)
    const measures = engine.assess(photo, must(faces[0], 'the woman seen from the side'))
    expect(measures.find((measure) => measure.name === 'turn')?.ok).toBe(false)
  })
})

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
