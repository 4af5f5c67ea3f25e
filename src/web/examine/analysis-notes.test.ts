import { expect, test } from 'vitest'
import { type AnalysisNotes, analysisFaults, analysisOf, noAnalysis } from './analysis-notes.ts'

const limits = 'Lit from the left, the right ear is covered.'
const three = { nose: 'visible', chin: 'visible', ears: 'partly', scars: 'not' } as const
const whole: AnalysisNotes = { seen: three, limits, suitability: 'limited' }

test('an analysis says what is visible, what limits it and whether it is fit', () => {
  expect(Object.keys(analysisFaults(noAnalysis)).sort()).toEqual(['limits', 'seen', 'suitability'])
  expect(analysisFaults({ ...whole, limits: ' short ' }).limits).toContain('there are 5')
  expect(analysisOf({ ...whole, suitability: '' })).toBeUndefined()
  expect(analysisOf(whole)).toEqual({
    ...{ suitability: 'limited', visible: ['nose', 'chin'], partly: ['ears'] },
    limits,
  })
})

test('a fit probe shows at least three features, an unfit one may show none', () => {
  const seen = { nose: 'visible', chin: 'not' } as const
  expect(analysisFaults({ ...whole, seen }).seen).toContain('1 are marked')
  expect(analysisOf({ seen: {}, limits, suitability: 'unfit' })).toMatchObject({ visible: [], partly: [] })
})
