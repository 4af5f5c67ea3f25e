import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRefused, must } from '../kernel/index.ts'
import { assessFace } from './assess-face.ts'
import { type FaceEngine, openFaceEngine } from './open-face-engine.ts'
import { sampleBytes } from './sample-photos.ts'
import { testModelDir } from './test-model.ts'

let engine: FaceEngine
beforeAll(async () => {
  engine = await openFaceEngine({ modelDir: await testModelDir(), threads: 2 })
})
afterAll(() => engine.close())

describe('the threads that run the networks', () => {
  it('leave the calling thread free while they look for faces', async () => {
    const photo = await engine.readPhoto(await sampleBytes(1))
    let longestPauseMs = 0
    let last = performance.now()
    const beat = setInterval(() => {
      longestPauseMs = Math.max(longestPauseMs, performance.now() - last)
      last = performance.now()
    }, 1)
    let turns = 0
    const counting = setInterval(() => turns++, 0)
    await engine.findFaces(photo)
    clearInterval(beat)
    clearInterval(counting)
    // Had the networks run here, not one turn could have passed between asking and the answer.
    expect(turns).toBeGreaterThan(5)
    expect(longestPauseMs).toBeGreaterThan(0)
  })

  it('leave it free while they measure large faces, and measure what it would', async () => {
    const large = await sharp(await sampleBytes(6))
      .resize({ width: 4_000 })
      .png()
      .toBuffer()
    const photo = await engine.readPhoto(large)
    const faces = await engine.findFaces(photo)
    let turns = 0
    const counting = setInterval(() => turns++, 0)
    const measures = await engine.assess(photo, faces)
    clearInterval(counting)
    expect(turns).toBeGreaterThan(5)
    expect(measures).toEqual(
      faces.map((face) =>
        assessFace(
          photo,
          face,
          faces.filter((other) => other !== face),
        ),
      ),
    )
  })

  it('start with the first photo, so that a command without photos pays for none', async () => {
    const started: unknown[] = []
    const note = (worker: unknown) => void started.push(worker)
    process.on('worker', note)
    const lazy = await openFaceEngine({ modelDir: await testModelDir(), threads: 1 })
    expect(started).toEqual([])
    await lazy.ready()
    expect(started.length).toBe(1)
    process.off('worker', note)
    await lazy.close()
  })

  it('give each of many photos its own answer, whichever worker had it', async () => {
    const samples = [3, 5, 6, 3, 5, 6]
    const photos = await Promise.all(samples.map(async (at) => engine.readPhoto(await sampleBytes(at))))
    const found = await Promise.all(photos.map((photo) => engine.findFaces(photo)))
    for (const [at, faces] of found.entries()) expect(faces).toEqual(found[at % 3])
    const [first, again] = await Promise.all(
      [0, 3].map((at) => engine.embed(must(photos[at], 'photo'), must(found[at], 'faces'))),
    )
    expect(again).toEqual(first)
  })

  it('look at a lone photo together, and see what one of them would', async () => {
    const alone = await openFaceEngine({ modelDir: await testModelDir(), threads: 1 })
    const samples = await Promise.all([1, 3, 5, 6].map((at) => sampleBytes(at)))
    const grey = await sharp(samples[1]).greyscale().png().toBuffer()
    for (const bytes of [...samples, grey, ...samples]) {
      const photo = await engine.readPhoto(bytes)
      expect(await engine.findFaces(photo)).toEqual(await alone.findFaces(photo))
    }
    await alone.close()
  })

  it('bring a refusal back as one, with its evidence', async () => {
    const photo = await engine.readPhoto(await sampleBytes(3))
    const marks = { leftEye: { x: 10, y: 10 }, rightEye: { x: 12, y: 10 } }
    const refused = await engine.placeFace(photo, marks).catch((error) => error)
    expect(isRefused(refused) && refused.code).toBe('MARKS_UNUSABLE')
    expect(refused.evidence).toEqual({ eyeDistancePx: 2, limitPx: 8 })
  })

  it('answer a fault with an error and go on with the next photo', async () => {
    const photo = await engine.readPhoto(await sampleBytes(3))
    const broken = { ...photo, rgb: photo.rgb.subarray(0, 30) }
    await expect(engine.findFaces(broken)).rejects.toThrow()
    expect((await engine.findFaces(photo)).length).toBe(3)
  })
})
