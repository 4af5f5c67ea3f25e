import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../kernel/index.ts'
import { eyesOf } from './find-landmarks.ts'
import { type FaceEngine, openFaceEngine } from './open-face-engine.ts'
import { sampleBytes } from './sample-photos.ts'
import { testModelDir } from './test-model.ts'

let engine: FaceEngine
beforeAll(async () => {
  engine = await openFaceEngine({ modelDir: await testModelDir(), threads: 1 })
})
afterAll(() => engine.close())

describe('placing a face by hand', () => {
  it('gives nearly the template that detection would have given', async () => {
    const photo = await engine.readPhoto(await sampleBytes(5))
    const found = must((await engine.findFaces(photo))[0], 'face')
    const placed = await engine.placeFace(photo, eyesOf(found.landmarks))
    expect(placed.placedByHand).toBe(true)
    expect(placed.confidence).toBe(0)
    expect(placed.eyeDistancePx).toBeCloseTo(found.eyeDistancePx, -1)
    const [one, other] = await engine.embed(photo, [found, placed])
    expect(must(one, 'one').reduce((sum, value, at) => sum + value * (other?.[at] ?? 0), 0)).toBeGreaterThan(
      0.97,
    )
  })

  it('takes the marks at their word where the network sees no eyes there', async () => {
    const grey = {
      widthPx: 200,
      heightPx: 200,
      rgb: new Uint8Array(120_000).fill(128),
      grey: true,
      format: 'png',
    }
    const marks = { leftEye: { x: 60, y: 90 }, rightEye: { x: 130, y: 110 } }
    const placed = await engine.placeFace(grey, marks)
    const { leftEye, rightEye } = eyesOf(placed.landmarks)
    expect(Math.hypot(leftEye.x - 60, leftEye.y - 90)).toBeLessThan(0.25 * placed.eyeDistancePx)
    expect(Math.hypot(rightEye.x - 130, rightEye.y - 110)).toBeLessThan(0.25 * placed.eyeDistancePx)
    expect(placed.rollDegrees).toBeCloseTo(16, -1)
  })

  it.each([
    ['outside the photo', { leftEye: { x: -5, y: 10 }, rightEye: { x: 60, y: 10 } }],
    ['too close together', { leftEye: { x: 50, y: 50 }, rightEye: { x: 54, y: 50 } }],
    ['that are no numbers', { leftEye: { x: Number.NaN, y: 50 }, rightEye: { x: 90, y: 50 } }],
  ])('refuses marks %s', async (_, marks) => {
    const photo = { widthPx: 100, heightPx: 100, rgb: new Uint8Array(30_000), grey: true, format: 'png' }
    await expect(engine.placeFace(photo, marks)).rejects.toMatchObject({ code: 'MARKS_UNUSABLE' })
  })
})
