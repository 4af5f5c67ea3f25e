import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../test/published-entries.ts'
import { catchCode } from '../../test/refusal-code.ts'
import { examinedBy } from '../../test/sample-endings.ts'
import { firstBookings, readSynthetic } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, shrinkPhoto, testModelDir } from '../face/index.ts'
import { must } from '../kernel/index.ts'
import { measureStrangers, strangerStudy } from './measure-strangers.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { type StrangerStudy, strangerBands } from './stranger-words.ts'

const persons = 21
let face: FaceEngine
let scratch: ScratchHouse
let study: StrangerStudy
const told: { done: number; total: number }[] = []

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons })
  await scratch.house().gallery.commit()
}, 120_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const published = () => publishedEntries(scratch.logDir, scratch.house().ledger.vkey)
const measure = (strangers: number) =>
  measureStrangers(scratch.house(), {
    ...{ userId: scratch.users.administrator.id, strangers },
    onProgress: (at) => told.push(at),
  })
/** As booked; or made as small as a face of a band, where the photograph is large enough for it. */
const templateOf = async (file: string, band?: (typeof strangerBands)[number]) => {
  const photo = await face.readPhoto(await readSynthetic(file))
  const found = must((await face.findFaces(photo))[0], 'face')
  if (band && found.eyeDistancePx < band.fromPx) return undefined
  const factor = band === undefined ? 1 : Math.min(1, band.drawnPx / found.eyeDistancePx)
  if (factor === 1) return must((await face.embed(photo, [found]))[0], 'template')
  const small = shrinkPhoto(photo, factor)
  const [again] = await face.findFaces(small)
  return again && (await face.embed(small, [again]))[0]
}
const similarity = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, at) => sum + x * (b[at] ?? 0), 0)

describe('how high strangers score', () => {
  it('is not measured with too few persons, and then nothing is logged', async () => {
    const before = (await published()).length
    expect(await catchCode(measure(19))).toBe('STRANGERS_TOO_FEW')
    expect(await published()).toHaveLength(before)
    expect(await strangerStudy(scratch.house(), face.model.id)).toBeUndefined()
  })

  it('is on record before anything is compared, and what was measured is committed to after it', async () => {
    const before = (await published()).length
    study = await measure(persons)
    const [begun, measured, ...more] = (await published()).slice(before)
    expect(begun).toMatchObject({
      t: 'strangers',
      step: 'begun',
      strangers: persons,
      gal: expect.any(Number),
    })
    expect(measured).toMatchObject({ t: 'strangers', step: 'measured', ref: before, strangers: persons })
    expect(more).toEqual([])
    expect(study).toMatchObject({ n: 1, persons, strangers: persons, logIndex: before + 1 })
    expect(await strangerStudy(scratch.house(), face.model.id)).toEqual(study)
    expect(told.at(-1)).toEqual({ done: persons - 1, total: persons })
  })

  it('is the similarity of each to the most similar other person, at each size, whoever that was', async () => {
    expect(study.bands.map(({ fromPx }) => fromPx)).toEqual(strangerBands.map(({ fromPx }) => fromPx))
    const rows = await firstBookings(persons)
    const gallery = await Promise.all(rows.map(({ file }) => templateOf(file)))
    for (const size of [strangerBands[1], strangerBands[3]]) {
      const expected: number[] = []
      for (const [at, { file }] of rows.entries()) {
        const probe = await templateOf(file, size)
        const others = gallery.filter((_, other) => other !== at)
        if (probe)
          expected.push(Math.max(...others.map((other) => similarity(probe, must(other, 'template')))))
      }
      const band = must(
        study.bands.find(({ fromPx }) => fromPx === size.fromPx),
        'band',
      )
      const rising = expected.toSorted((a, b) => a - b)
      expect(band.similarities).toHaveLength(rising.length)
      for (const [at, similar] of band.similarities.entries())
        expect(similar).toBeCloseTo(must(rising[at], 'score'), 4)
    }
  })

  it('stands on the lead sheet as a statement about the gallery', async () => {
    const lead = await examinedBy(scratch, ['supports-same-source', 1], ['supports-same-source', 1])
    const bytes = await scratch.storage.blobs.get(must(lead.sheet, 'lead sheet').blobId)
    const { similarityNote } = JSON.parse(new TextDecoder().decode(bytes))
    expect(similarityNote).toMatch(/In (none|\d+) of \d+ searches with a stranger’s face of this size/)
    expect(similarityNote).toContain(`log entry ${study.logIndex}`)
  })

  it('is kept by number: a second study is the one that counts', async () => {
    expect(await measure(persons)).toMatchObject({ n: 2, bands: study.bands })
  })
})
