import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../../test/published-entries.ts'
import { catchCode } from '../../../test/refusal-code.ts'
import { firstBookings } from '../../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../face/index.ts'
import { must } from '../../kernel/index.ts'
import { openScratchHouse, type ScratchHouse } from '../open-scratch-house.ts'
import { conclude, request } from '../probe-to-lead.ts'
import { draftRequest, nextStill, seal } from '../sample-requests.ts'
import { declareElsewhere, type ElsewhereDraft, elsewhereNames } from './elsewhere-names.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 2 })
}, 300_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const house = () => scratch.house()
const published = () => publishedEntries(scratch.logDir, house().ledger.vkey)
const declared: ElsewhereDraft = {
  ...{
    caseNumber: '26-004711',
    kind: 'vendor',
    system: 'A vendor’s service',
    operator: 'Det. Doe of Far PD',
  },
  ...{
    image: 'The still of the till',
    foundOn: '2026-11-18',
    person: undefined,
    discloseTo: 'District attorney',
  },
  words: 'Named by telephone after a search of theirs.',
}
const declare = (some: Partial<ElsewhereDraft> = {}) =>
  declareElsewhere(house(), { user: scratch.users.requester, draft: { ...declared, ...some } })
/** A search of this case that two examiners agree on: the first of its list. */
async function agreed(caseNumber: string) {
  const user = scratch.users.requester
  const draft = await draftRequest(house(), {
    user,
    details: { caseNumber },
    probeBytes: await nextStill(house()),
  })
  const { searchId, candidates } = await request(house(), { user, request: draft })
  for (const examiner of [scratch.users.examiner, scratch.users.verifier])
    await seal(house(), { user: examiner, searchId, conclusion: 'supports-same-source', rank: 1 })
  return { searchId, personId: must(candidates[0], 'candidate').personId }
}

describe('a name that a face search elsewhere produced', () => {
  it('is declared with system, operator, image, day, and whom must be told', async () => {
    const refused = async (some: Partial<ElsewhereDraft>) =>
      expect(await catchCode(declare(some))).toBe('ELSEWHERE_INVALID')
    for (const blank of ['caseNumber', 'system', 'operator', 'image', 'discloseTo'])
      await refused({ [blank]: ' ' })
    await refused({ foundOn: '2027-01-01' })
    await refused({ foundOn: 'lately' })
    await refused({ words: 'a name' })
    await refused({ person: 'NOBODY' })
    await declare()
    const entry = (await published()).at(-1)
    expect(entry).toMatchObject({ t: 'elsewhere', kind: 'vendor', booked: false })
    expect(JSON.stringify(entry)).not.toContain('26-004711')
  })

  it('never becomes a lead in that case, once on record, and the log says why', async () => {
    const [booking] = await firstBookings(1)
    const { personId } = await declare({ person: must(booking, 'booking').draft.bookingNumber })
    const search = await agreed('26 004711'.replace(' ', '-'))
    expect(search.personId).toBe(personId)
    expect(await conclude(house(), search.searchId)).toBeUndefined()
    expect((await published()).at(-1)).toMatchObject({
      ...{ t: 'refusal', act: 'conclude', codes: ['NAME_FROM_ELSEWHERE'], rules: ['HOUSE-ELSEWHERE-1'] },
    })
    expect(await conclude(house(), search.searchId)).toBeUndefined()
    const refusals = (await published()).filter(({ t }) => t === 'refusal')
    expect(refusals).toHaveLength(1)
    const names = await elsewhereNames(house().storage.db, {
      agencyId: house().agency.id,
      caseNumber: ' 26-004711',
    })
    expect(names.map(({ personId: id }) => id)).toEqual([undefined, personId])
  })

  it('does not stand in the way of another person of the case', async () => {
    // The next still shows the second person, whom nobody declared.
    const other = await agreed('26-004711')
    expect(await conclude(house(), other.searchId)).toMatchObject({
      decision: 'lead',
      personId: other.personId,
    })
    expect(other.personId).not.toBe((await firstBookings(1))[0]?.draft.personId)
  })
})
