import { describe, expect, it } from 'vitest'
import { asId, type ModelId, must } from '../kernel/index.ts'
import { checkCertificate } from './check-certificate.ts'
import type { SearchCertificate } from './matcher.ts'
import { openScratchMatcher } from './open-scratch-matcher.ts'
import { randomVector, sampleModel, sampleRoot, sampleRow, seededRandom } from './sample-rows.ts'

const dimension = 64
const expectations = { galleryRoot: sampleRoot, modelId: sampleModel, rowsInGallery: 400, dimension }

async function realSearch() {
  const matcher = await openScratchMatcher({ modelId: sampleModel, dimension })
  const random = seededRandom(5)
  for (let index = 0; index < 400; index++)
    matcher.insert(
      sampleRow(
        { vector: randomVector(random, dimension), sex: index % 4 === 0 ? 'M' : 'F' },
        { person: `p${index % 200}`, booking: `b${index}` },
      ),
    )
  return matcher.search(randomVector(random, dimension), {
    k: 10,
    galleryRoot: sampleRoot,
    filter: { sex: ['F'], agencies: ['Fairhaven PD'] },
  })
}

describe('the certificate of a real search', () => {
  it('holds, alone and with its list', async () => {
    const { certificate, rows } = await realSearch()
    expect(checkCertificate(certificate, { ...expectations, rows })).toEqual({ ok: true, faults: [] })
    expect(certificate.rowsFilteredOut).toEqual({ agencies: 0, sex: 100 })
  })

  it('still holds after a trip through JSON', async () => {
    const { certificate } = await realSearch()
    expect(checkCertificate(JSON.parse(JSON.stringify(certificate)), expectations).ok).toBe(true)
  })

  const mutations: readonly [string, Record<string, unknown>, RegExp][] = [
    ['another version', { version: 1 }, /version is 1/],
    ['no claim to be exact', { exact: false }, /does not claim/],
    ['another model', { modelId: 'other' }, /model is not/],
    ['another gallery root', { galleryRoot: 'cd'.repeat(32) }, /gallery root/],
    ['another dimension', { dimension: 128 }, /not the expected 64/],
    ['an impossible dimension', { dimension: 5000 }, /outside the limits/],
    ['a larger gallery', { rowsInGallery: 401 }, /not the expected 400/],
    ['a row scanned less', { rowsScanned: 299 }, /299 rows scanned and 100 filtered out/],
    ['a filter that left more out', { rowsFilteredOut: { agencies: 1, sex: 100 } }, /101 filtered out/],
    ['a filter nobody knows', { rowsFilteredOut: { sex: 100, hair: 0 } }, /no filter named hair/],
    ['half a row', { rowsFilteredOut: { sex: 100.5, agencies: -0.5 } }, /sex is not a count/],
    ['no counts of filters', { rowsFilteredOut: undefined }, /rowsFilteredOut is not a count/],
    ['a longer list promised', { k: 11 }, /10 persons returned of 11 wanted/],
    ['a list longer than wanted', { returned: 11 }, /11 persons returned where 10/],
    ['nobody found', { returned: 0 }, /nobody returned/],
    ['a list beyond the limit', { k: 201 }, /outside 1 to 200/],
    ['a shorter list given', { returned: 9 }, /9 persons returned of 10/],
    ['no k-th similarity', { kthSimilarity: undefined }, /must be given exactly when k/],
    ['a k-th similarity that is no number', { kthSimilarity: Number.NaN }, /not the inner product/],
    ['a k-th similarity above 1', { kthSimilarity: 1.2 }, /not the inner product/],
    ['no excluded bound', { largestExcludedUpperBound: undefined }, /exactly when a row was not/],
    ['an excluded bound above the k-th', { largestExcludedUpperBound: 0.99 }, /could have been among/],
    ['an excluded bound that is no number', { largestExcludedUpperBound: Number.NaN }, /could have been/],
    ['everything re-scored', { rowsRescored: 300 }, /exactly when a row was not/],
    ['more re-scored than scanned', { rowsRescored: 301 }, /of only 300/],
    ['too little re-scored', { rowsRescored: 9 }, /cannot give 10/],
    ['a violated bound', { boundViolations: 1 }, /bounds were violated/],
    ['no engine', { engine: '' }, /no name/],
    ['an engine that is no text', { engine: { toString: 1 } }, /engine is not a text/],
    ['a k-th similarity that is text', { kthSimilarity: '0.5' }, /kthSimilarity is not a number/],
  ]
  it.each(mutations)('faults with %s', async (_, change, fault) => {
    const { certificate } = await realSearch()
    const mutated = { ...certificate, ...change } as SearchCertificate
    const { ok, faults } = checkCertificate(mutated, expectations)
    expect(ok).toBe(false)
    expect(faults.join('\n')).toMatch(fault)
  })

  it('covers every field with a mutation', async () => {
    const { certificate } = await realSearch()
    const mutated = new Set(mutations.flatMap(([, change]) => Object.keys(change)))
    expect(Object.keys(certificate).filter((field) => !mutated.has(field))).toEqual([])
  })

  it('faults a list that is not its own', async () => {
    const { certificate, rows } = await realSearch()
    const first = must(rows[0], 'first')
    const faultsOf = (list: typeof rows) =>
      checkCertificate(certificate, { ...expectations, rows: list }).faults
    expect(faultsOf(rows.slice(1))).toEqual(['the list holds 9 persons; the certificate says 10'])
    expect(faultsOf([...rows.slice(1), first]).join()).toMatch(/not that of the last.*not in order/)
    expect(faultsOf([first, ...rows.slice(0, -1)]).join()).toMatch(/stands twice/)
  })

  it('never throws, whatever object it is given', () => {
    const texts = ['null', '7', '[]', '{"rowsFilteredOut":7,"k":"ten"}', '{"version":{"toString":1}}']
    const nothing = { galleryRoot: '', modelId: asId<ModelId>('') }
    for (const text of texts) expect(checkCertificate(JSON.parse(text), nothing).ok).toBe(false)
  })
})
