import { describe, expect, it } from 'vitest'
import { type QualityMeasure, qualityNames } from '../face/index.ts'
import { builtinPackFolder, loadPack, readPackFolder } from '../policy/index.ts'
import { checkQuality } from './check-quality.ts'

const pack = loadPack(await readPackFolder(builtinPackFolder('lapd-lacris')))

const measure = (name: QualityMeasure['name'], quality: number): QualityMeasure => ({
  ...{ name, quality, value: 1, limit: 1, ok: true, standard: 'ours' },
  words: `The ${name} was measured.`,
})

describe('the quality of a booking photograph', () => {
  it('is accepted without a word where every minimum of the pack is met', () => {
    expect(
      checkQuality(
        { pack },
        qualityNames.map((name) => measure(name, 100)),
      ),
    ).toEqual([])
  })

  it('is warned of where the pack warns', () => {
    const measures = qualityNames.map((name) => measure(name, name === 'sharpness' ? 49 : 100))
    expect(checkQuality({ pack }, measures)).toEqual([
      'The sharpness was measured. Quality 49 of 100, the policy asks for 50.',
    ])
  })

  it('is refused as QUALITY_TOO_LOW where the pack refuses, with measure and minimum', () => {
    const measures = qualityNames.map((name) => measure(name, name === 'eye distance' ? 9 : 100))
    expect(() => checkQuality({ pack }, measures)).toThrow(
      expect.objectContaining({
        code: 'QUALITY_TOO_LOW',
        reason: expect.stringContaining('Quality 9 of 100, the policy asks for 10'),
        evidence: { component: 'eye distance', quality: 9, limit: 10 },
      }),
    )
  })

  it('is asked for only in components that the face room measures', () => {
    const asked = [...pack.quality.enrolment, ...pack.quality.probe].map(({ component }) => component)
    expect(asked.filter((component) => !qualityNames.some((name) => name === component))).toEqual([])
  })
})
