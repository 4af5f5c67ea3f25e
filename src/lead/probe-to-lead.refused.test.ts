import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../test/published-entries.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must } from '../kernel/index.ts'
import { readDisclosure } from '../proof/index.ts'
import { ownRequest, type RequestDetails, saveRequest } from '../search/index.ts'
import { RefusedOnRecord } from './on-record.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from './open-scratch-house.ts'
import { request } from './probe-to-lead.ts'
import { draftRequest } from './sample-requests.ts'

let face: FaceEngine
let scratch: ScratchHouse

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 0 })
})
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const published = () => publishedEntries(scratch.logDir, scratch.house().ledger.vkey)

type Asked = { as?: keyof ScratchStaff; details?: RequestDetails; withProbe?: boolean }

async function askAndBeRefused({ as = 'requester', details = {}, withProbe = false }: Asked) {
  const house = scratch.house()
  const user = scratch.users[as]
  const drafted = await draftRequest(house, { user, details, ...(withProbe ? {} : { probeBytes: null }) })
  const before = (await published()).length
  const refusal: unknown = await request(house, { user, request: drafted }).catch((error: unknown) => error)
  if (!(refusal instanceof RefusedOnRecord)) throw refusal
  return { refusal, user, drafted, added: (await published()).slice(before) }
}

const policyRefusals: readonly (readonly [string, string, string, Asked])[] = [
  ['the requester has no certificate', 'NO_CERTIFICATE', 'LA-CERT-1', { as: 'uncertified' }],
  ['the certificate has run out', 'CERT_EXPIRED', 'LA-CERT-2', { as: 'expired' }],
  ['an administrator asks', 'ROLE_MISSING', 'LA-ROLE-1', { as: 'administrator' }],
  ['an examiner asks', 'ROLE_MISSING', 'LA-ROLE-1', { as: 'examiner' }],
  ['it is for another agency', 'OUTSIDE_AGENCY', 'LA-OUT-1', { details: { onBehalfOf: 'OTHER-PD' } }],
  [
    'more candidates are asked for than allowed',
    'CANDIDATES_OVER_LIMIT',
    'LA-LIMIT-1',
    { details: { candidateLimit: 21 } },
  ],
  ['no candidate is asked for', 'CANDIDATES_OVER_LIMIT', 'LA-LIMIT-1', { details: { candidateLimit: 0 } }],
  ['there is no case number', 'NO_CASE', 'LA-CASE-1', { details: { caseNumber: undefined } }],
  ['the case number is blank', 'NO_CASE', 'LA-CASE-1', { details: { caseNumber: '  ' } }],
  ['there is no purpose', 'PURPOSE_NOT_ALLOWED', 'LA-PURPOSE-1', { details: { purpose: undefined } }],
  [
    'the purpose is not on the list',
    'PURPOSE_NOT_ALLOWED',
    'LA-PURPOSE-1',
    { details: { purpose: 'curiosity' } },
  ],
  [
    'the narrative says deportation',
    'IMMIGRATION_BARRED',
    'LA-IMMIGRATION-1',
    { details: { narrative: 'Wanted for deportation by another agency.' } },
  ],
  ['the crime is not on the list', 'CRIME_CLASS_UNKNOWN', 'LA-CRIME-1', { details: { crime: 'loitering' } }],
  ['no crime is named', 'CRIME_CLASS_UNKNOWN', 'LA-CRIME-1', { details: { crime: undefined } }],
  ['the reason says nothing', 'REASON_EMPTY', 'LA-REASON-1', { details: { narrative: 'Official business' } }],
  [
    'an emergency is claimed for another purpose',
    'EMERGENCY_PURPOSE_MISMATCH',
    'LA-EMERGENCY-1',
    { details: { emergency: true } },
  ],
  ['the source is not said', 'PROBE_SOURCE_MISSING', 'LA-PROBE-1', { details: { source: undefined } }],
  ['the image is drawn', 'PROBE_NOT_PHOTO', 'LA-PROBE-2', { details: { source: 'drawn' } }],
  ['the image is generated', 'PROBE_NOT_PHOTO', 'LA-PROBE-2', { details: { source: 'generated' } }],
  ['it is live video', 'VIDEO_BARRED', 'LA-PROBE-3', { details: { source: 'live-video' } }],
  ['it is recorded video', 'VIDEO_BARRED', 'LA-PROBE-3', { details: { source: 'recorded-video' } }],
  [
    'it comes from a body-worn camera',
    'BODY_CAMERA_BARRED',
    'LA-PROBE-4',
    { details: { source: 'body-worn-camera' } },
  ],
  [
    'it was taken at a protest',
    'FIRST_AMENDMENT_HOLD',
    'LA-EVENT-1',
    { details: { protectedActivity: true } },
  ],
  [
    'nobody said whether it was taken at a protest',
    'PROTECTED_ACTIVITY_UNANSWERED',
    'LA-EVENT-2',
    { details: { protectedActivity: undefined } },
  ],
]

describe('a search that the policy refuses', () => {
  it.each(policyRefusals)(
    'because %s is logged as %s by rule %s, and nothing is searched',
    async (_why, code, rule, asked) => {
      const { refusal, user, added, drafted } = await askAndBeRefused(asked)
      expect(refusal.refusals.map((each) => each.code)).toContain(code)
      expect(refusal.refusals.find((each) => each.code === code)).toMatchObject({
        rule,
        reason: expect.stringContaining(rule),
        needed: expect.stringMatching(/\w/),
      })
      expect(added).toHaveLength(1)
      const [entry] = added
      expect(entry).toMatchObject({ t: 'refusal', act: 'request' })
      expect(entry?.codes).toContain(code)
      expect(entry?.rules).toContain(rule)
      expect(JSON.stringify(entry)).not.toContain(user.id)
      expect(await ownRequest(scratch.storage.db, drafted)).toMatchObject({ status: 'refused' })
    },
  )

  it('because of several rules at once names them all in one entry', async () => {
    const { refusal, added } = await askAndBeRefused({
      as: 'uncertified',
      details: { caseNumber: undefined, source: 'drawn' },
    })
    const codes = ['NO_CERTIFICATE', 'NO_CASE', 'PROBE_NOT_PHOTO']
    expect(refusal.refusals.map(({ code }) => code)).toEqual(expect.arrayContaining(codes))
    expect(added).toHaveLength(1)
    expect(added[0]?.codes).toEqual(expect.arrayContaining(codes))
  })

  it('is logged with the user and the case number sealed', async () => {
    const { refusal, user } = await askAndBeRefused({ details: { source: 'drawn' } })
    const row = await scratch.storage.db
      .selectFrom('refusals')
      .selectAll()
      .orderBy('refused_at', 'desc')
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ user_id: user.id, act: 'request' })
    const { ledger } = scratch.house()
    const [actor, caseNumber] = await ledger.disclosures(row.entry_id as never, ['actor', 'case'])
    expect(readDisclosure(must(actor, 'actor')).value).toBe(user.id)
    expect(readDisclosure(must(caseNumber, 'case')).value).toBe('26-004711')
    expect((await ledger.entry(refusal.logIndex)).value.id).toBe(row.entry_id)
  })

  it.each([
    ['decomposed', `26-e\u0301-0117`],
    ['longer than a hidden field', `26-${'ü'.repeat(300)}`],
    ['half a character', '26-\ud83d', 'POLICY_ERROR'],
  ])('stays on record when the case number is %s', async (_what, caseNumber, code = 'PROBE_NOT_PHOTO') => {
    const { refusal } = await askAndBeRefused({ details: { caseNumber, source: 'drawn' } })
    expect(refusal).toMatchObject({ code })
  })

  it('may be mended and asked for again', async () => {
    const house = scratch.house()
    const { user, drafted } = await askAndBeRefused({ details: { source: 'drawn' }, withProbe: true })
    const mended = await saveRequest(house, { request: drafted, details: { source: 'phone' } })
    expect(mended.status).toBe('draft')
    // The gallery of this file is empty, so the policy's yes shows in the next refusal.
    const next = request(house, { user, request: mended })
    await expect(next).rejects.toMatchObject({ code: 'GALLERY_EMPTY' })
  })
})

describe('a permitted search', () => {
  it('is refused on record as GALLERY_EMPTY in an empty gallery, and no search is written', async () => {
    const empty = await askAndBeRefused({ withProbe: true })
    expect(empty.refusal).toMatchObject({ code: 'GALLERY_EMPTY' })
    expect(empty.added.map(({ t }) => t)).toEqual(['refusal'])
    expect((await published()).some(({ t }) => t === 'search' || t === 'gallery')).toBe(false)
  })
})
