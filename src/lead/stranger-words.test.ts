import { describe, expect, test } from 'vitest'
import { type StrangerStudy, strangerBands, strangerBandWords, strangerWords } from './stranger-words.ts'

const study: StrangerStudy = {
  ...{ n: 1, modelId: 'm', persons: 60, strangers: 4, measuredOn: '2026-11-27', logIndex: 12 },
  bands: [
    { fromPx: 20, unseen: 1, similarities: [0.2, 0.3, 0.4] },
    { fromPx: 60, unseen: 0, similarities: [0.1, 0.2, 0.3, 0.5] },
  ],
}

describe('what is said of strangers', () => {
  test.each([
    ['a face of that size or larger', { similarity: 0.3, eyeDistancePx: 110 }, 'In 2 of 4 searches'],
    [
      'the smaller size by what was measured there',
      { similarity: 0.3, eyeDistancePx: 29.9 },
      'In 2 of 3 searches',
    ],
    ['nobody as high', { similarity: 0.51, eyeDistancePx: 60 }, 'In none of 4 searches'],
  ])('counts %s', (_what, of, words) => {
    expect(strangerWords(study, of)).toMatch(new RegExp(`^${words} with a stranger’s face of this size`))
  })

  test('is of the gallery and not of the person, names its measure, and tells no similarity and no share', () => {
    const words = strangerWords(study, { similarity: 0.3141, eyeDistancePx: 110 })
    expect(words).toContain('someone in this gallery scored at least this high')
    expect(words).toContain('among 60 persons (log entry 12)')
    expect(words).toContain('nothing about who this is')
    expect(words).not.toMatch(/0\.3|%|probab|match/)
  })

  test.each([
    ['without a study', undefined, 80],
    ['of a size that was not measured', study, 45],
    ['of a size below all', study, 5],
  ])('says that it was not measured: %s', (_what, given, eyeDistancePx) => {
    expect(strangerWords(given, { similarity: 0.3, eyeDistancePx })).toContain('has not been measured')
  })

  test('has a size for every face that may be searched, and words for each', () => {
    expect(strangerBands[0].fromPx).toBe(10)
    for (const [at, band] of strangerBands.entries()) {
      expect(band.belowPx).toBe(strangerBands[at + 1]?.fromPx)
      expect(band.drawnPx).toBeGreaterThanOrEqual(band.fromPx)
    }
    expect(strangerBands.map(({ fromPx }) => strangerBandWords(fromPx))).toEqual([
      ...['10 to 19 px', '20 to 29 px', '30 to 59 px', '60 px or more'].map(
        (size) => `${size} between the eyes`,
      ),
    ])
  })
})
