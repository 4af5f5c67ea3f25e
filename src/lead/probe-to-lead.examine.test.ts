import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../test/published-entries.ts'
import { type CandidateAnswer, examinationsOf, type Findings } from '../examination/index.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { asId, type CanonicalValue, canonicalJson, must, type SearchId } from '../kernel/index.ts'
import { openDisclosures } from '../proof/index.ts'
import { RefusedOnRecord } from './on-record.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from './open-scratch-house.ts'
import { examine, request } from './probe-to-lead.ts'
import type { Revealed } from './reveal.ts'
import { analysed, draftRequest, letterOf, seal, searchFor, threeFeatures } from './sample-requests.ts'
import { noteRankView } from './watch/note-rank-view.ts'

let face: FaceEngine
let scratch: ScratchHouse
/** One search that all refusals are about; nobody ever seals anything on it. */
let search: Revealed

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 3 })
  search = await searchFor(scratch.house(), scratch.users.requester)
})
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const published = () => publishedEntries(scratch.logDir, scratch.house().ledger.vkey)
const newSearch = () => searchFor(scratch.house(), scratch.users.requester)

const others = { conclusion: 'supports-different-sources', reason: 'None of them has these ears.' } as const
const complete: Findings = { answers: [], others }
const about = (answer: Partial<CandidateAnswer>): Findings => ({
  answers: [
    {
      ...{ letter: 'A', conclusion: 'supports-same-source', features: threeFeatures },
      reason: 'Same ears and nose.',
      ...answer,
    },
  ],
  others,
})

const pin = { number: 1, feature: 'nose', probe: { xPx: 40, yPx: 52 }, candidate: { xPx: 90, yPx: 110 } }

async function refusedExamination(
  as: keyof ScratchStaff,
  of: { searchId?: SearchId; findings?: Findings } = {},
) {
  const { searchId = search.searchId, findings } = of
  const before = (await published()).length
  const act = { user: scratch.users[as], searchId, findings: findings ?? complete }
  const refusal: unknown = await examine(scratch.house(), act).catch((error: unknown) => error)
  if (!(refusal instanceof RefusedOnRecord)) throw refusal
  return { refusal, added: (await published()).slice(before) }
}

async function expectRefused(
  code: string,
  as: keyof ScratchStaff,
  of: { searchId?: SearchId; findings?: Findings; ref?: number } = {},
) {
  const { refusal, added } = await refusedExamination(as, of)
  expect(refusal).toMatchObject({ code, reason: expect.stringMatching(/\w/) })
  expect(added).toMatchObject([
    { t: 'refusal', act: 'examine', codes: [code], ref: of.ref ?? search.logIndex },
  ])
}

describe('an examiner', () => {
  it.each([
    ['is not one by role', 'ROLE_MISSING', 'requester'],
    ['administers', 'ROLE_MISSING', 'administrator'],
    ['supervises', 'ROLE_MISSING', 'supervisor'],
    ['has no certificate', 'NO_CERTIFICATE', 'untrainedExaminer'],
    ['has a certificate that ran out', 'CERT_EXPIRED', 'expired'],
  ] as const)('who %s is refused on record as %s', async (_who, code, as) => {
    await expectRefused(code, as)
  })

  it('does not examine a search of his own', async () => {
    const own = await searchFor(scratch.house(), scratch.users.requestingExaminer)
    await expectRefused('OWN_SEARCH', 'requestingExaminer', { searchId: own.searchId, ref: own.logIndex })
  })

  it('who saw the ranks is not blind any more, also when he looked twice', async () => {
    const seen = await newSearch()
    const view = { searchId: seen.searchId, userId: scratch.users.examiner.id }
    await noteRankView(scratch.house(), view)
    await noteRankView(scratch.house(), view)
    await expectRefused('NOT_BLIND', 'examiner', { searchId: seen.searchId, ref: seen.logIndex })
  })

  it('has nothing to examine in a search that ended without a list', async () => {
    const house = scratch.house()
    const user = scratch.users.requester
    const drafted = await draftRequest(house, { user })
    const broken = { ...house, face: { ...face, embed: () => Promise.reject(new Error('broken')) } }
    await expect(request(broken, { user, request: drafted })).rejects.toThrow('broken')
    const { id } = await scratch.storage.db
      .selectFrom('searches')
      .select('id')
      .where('request_id', '=', drafted.id)
      .executeTakeFirstOrThrow()
    const { refusal } = await refusedExamination('examiner', { searchId: asId(id) })
    expect(refusal).toMatchObject({ code: 'NOT_READY' })
  })

  it('seals once; the second examiner is another person and there is no third', async () => {
    const { searchId, logIndex: ref } = await newSearch()
    const house = scratch.house()
    const { examiner, verifier } = scratch.users
    const first = await seal(house, { user: examiner, searchId, conclusion: 'supports-different-sources' })
    expect(first).toMatchObject({ complete: false, examination: { position: 1 } })
    await expectRefused('ALREADY_EXAMINED', 'examiner', { searchId, ref })
    const second = await seal(house, { user: verifier, searchId, conclusion: 'supports-different-sources' })
    expect(second).toMatchObject({ complete: true, examination: { position: 2 } })
    await expectRefused('ALREADY_CONCLUDED', 'thirdExaminer', { searchId, ref })
  })

  it('who presses twice at the same moment seals once', async () => {
    const { searchId } = await newSearch()
    const house = scratch.house()
    const { examiner } = scratch.users
    await analysed(house, { user: examiner, searchId })
    const press = () => examine(house, { user: examiner, searchId, findings: complete })
    const ends = await Promise.allSettled([press(), press(), press()])
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const end of ends) {
      if (end.status === 'fulfilled') continue
      expect(end.reason).toBeInstanceOf(RefusedOnRecord)
      expect(['NOT_READY', 'ALREADY_EXAMINED']).toContain(end.reason.code)
    }
    expect(await examinationsOf(scratch.storage.db, searchId)).toHaveLength(1)
  })

  it('is told when there is no such search', async () => {
    const act = { user: scratch.users.examiner, searchId: asId<SearchId>('none'), findings: complete }
    await expect(examine(scratch.house(), act)).rejects.toMatchObject({ code: 'SEARCH_UNKNOWN' })
  })
})

describe('findings', () => {
  beforeAll(() => analysed(scratch.house(), { user: scratch.users.examiner, searchId: search.searchId }))

  it.each([
    ['say nothing of a candidate', 'CANDIDATE_UNANSWERED', { ...about({}), others: undefined }],
    ['name a letter outside the list', 'CANDIDATE_UNKNOWN', about({ letter: 'D' })],
    ['name a candidate by a person id', 'CANDIDATE_UNKNOWN', about({ letter: 'P-000001' })],
    [
      'support two candidates for one face',
      'CANDIDATES_SUPPORTED',
      { answers: [...about({}).answers, ...about({ letter: 'B' }).answers], others },
    ],
    [
      'compare two components of the face only',
      'FEATURES_INCOMPLETE',
      about({
        features: {
          nose: { relation: 'similar' },
          chin: { relation: 'similar' },
          ears: { relation: 'not-comparable' },
          aura: { relation: 'similar' },
        },
      }),
    ],
    [
      'exclude without a difference',
      'FEATURES_INCOMPLETE',
      about({ conclusion: 'exclusion', features: { nose: { relation: 'similar' } } }),
    ],
    ['give nine characters of reason', 'REASON_EMPTY', about({ reason: '  same ears   ' })],
    ['give no reason for the others', 'REASON_EMPTY', { answers: [], others: { ...others, reason: ' ' } }],
    [
      'exclude all together',
      'CONCLUSION_UNKNOWN',
      { answers: [], others: { ...others, conclusion: 'exclusion' } },
    ],
    ['pin what is no component', 'FEATURE_UNKNOWN', about({ pins: [{ ...pin, feature: 'aura' }] })],
    ['set a pin nowhere', 'PIN_UNCLEAR', about({ pins: [{ number: 1, feature: 'nose' }] })],
    ['number two pins alike', 'PIN_UNCLEAR', about({ pins: [pin, { ...pin, feature: 'ears' }] })],
    ['use a word that is not on the scale', 'CONCLUSION_UNKNOWN', about({ conclusion: 'match' as never })],
  ] as const satisfies readonly (readonly [string, string, Findings])[])(
    'that %s are refused on record as %s',
    async (_what, code, findings) => {
      await expectRefused(code, 'examiner', { findings })
      expect(await examinationsOf(scratch.storage.db, search.searchId)).toEqual([])
    },
  )

  it('are sealed in the log: what is concluded, by whom, of whom and why is hidden; then the ranks are shown', async () => {
    const house = scratch.house()
    const { searchId, resultIndex, candidates } = await newSearch()
    const { examiner } = scratch.users
    const second = { user: examiner, searchId, rank: 2 }
    const letter = await letterOf(house, second)
    const sealed = await seal(house, { ...second, conclusion: 'supports-same-source' })
    const entry = must((await published())[sealed.logIndex], 'review entry')
    expect(entry).toMatchObject({
      t: 'review',
      ref: resultIndex,
      exam: 1,
      blind: true,
    })
    expect(entry).not.toHaveProperty('dec')
    const hidden = openDisclosures({
      commitments: entry.c as Record<string, string>,
      disclosures: await house.ledger.disclosures(sealed.examination.entryId),
    })
    expect(hidden.get('examiner')).toBe(examiner.id)
    expect(hidden.get('dec')).toBe('supports-same-source')
    expect(hidden.get('chosen')).toBe(candidates[1]?.bookingId)
    expect(hidden.get('notes')).toMatch(/^[0-9a-f]{64}$/)
    expect(sealed.revealed.map(({ rank }) => rank).sort()).toEqual([1, 2, 3])
    expect(sealed.revealed.find((shown) => shown.letter === letter)).toMatchObject({
      rank: 2,
      similarity: candidates[1]?.similarity,
    })
    const [stored] = await examinationsOf(scratch.storage.db, searchId)
    expect(stored).toEqual(sealed.examination)
  })

  it('hold the pins and the means of display: sealed with the answer they belong to, and opened by nobody yet', async () => {
    const house = scratch.house()
    const { searchId } = await newSearch()
    const user = scratch.users.examiner
    await analysed(house, { user, searchId })
    const findings: Findings = { ...about({ pins: [pin] }), display: ['overlay', 'grid'] }
    const sealed = await examine(house, { user, searchId, findings })
    const [stored] = await examinationsOf(scratch.storage.db, searchId)
    expect(stored?.answers?.map(({ letter, pins }) => [letter, pins])).toEqual([
      ['A', [pin]],
      ['B', undefined],
      ['C', undefined],
    ])
    expect(stored?.display).toEqual(['overlay', 'grid'])
    const entry = must((await published())[sealed.logIndex], 'review entry')
    expect(entry).not.toHaveProperty('display')
    const disclosures = await house.ledger.disclosures(sealed.examination.entryId)
    const hidden = openDisclosures({ commitments: entry.c as Record<string, string>, disclosures })
    expect(hidden.get('display')).toBe('grid overlay')
    const { conclusion, reason, answers } = must(stored, 'examination')
    const notes = canonicalJson({ conclusion, reason, answers } as CanonicalValue)
    expect(hidden.get('notes')).toBe(createHash('sha256').update(notes).digest('hex'))
  })
})
