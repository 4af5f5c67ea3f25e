import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../test/published-entries.ts'
import { catchCode } from '../../test/refusal-code.ts'
import { assignmentsOf, queueOf } from '../examination/index.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must, type SearchId } from '../kernel/index.ts'
import { changeUnit, closeAccount, reopenAccount } from '../people/index.ts'
import { openDisclosures } from '../proof/index.ts'
import { assignVerifier } from './assign-verifier.ts'
import type { House } from './house.ts'
import { leadOfSearch } from './lead-record.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from './open-scratch-house.ts'
import { conclude } from './probe-to-lead.ts'
import { assignWhatWaits, reassignVerifier, waitingSeconds } from './reassign-verifier.ts'
import { seal, searchFor } from './sample-requests.ts'
import { noteRankView } from './watch/note-rank-view.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 1 })
})
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

type Who = keyof ScratchStaff
const house = () => scratch.house()
const published = () => publishedEntries(scratch.logDir, house().ledger.vkey)
const different = 'supports-different-sources' as const
const sealedBy = (who: Who, searchId: SearchId, on: House = house()) =>
  seal(on, { user: scratch.users[who], searchId, conclusion: different })
const nameOf = (id: string | undefined) =>
  Object.entries(scratch.users).find(([, user]) => user.id === id)?.[0]
const assignedNow = async (searchId: SearchId) =>
  nameOf((await assignmentsOf(scratch.storage.db, searchId)).at(-1)?.examinerId)
const waitsFor = async (who: Who) => {
  const publishedSize = await house().ledger.size()
  const now = scratch.clock.now()
  const tasks = await queueOf(scratch.storage.db, { user: scratch.users[who], publishedSize, now })
  return tasks.map(({ searchId, position }) => `${position} ${searchId}`)
}
const firstSealed = async (by: Who = 'examiner') => {
  const { searchId, resultIndex } = await searchFor(house(), scratch.users.requester)
  await sealedBy(by, searchId)
  return { searchId, resultIndex }
}
const account = (who: Who) => ({ userId: scratch.users[who].id, reason: 'for this test' })

describe('the second examiner', () => {
  it('is assigned by the system when the first conclusion is sealed, on record with who it is hidden', async () => {
    const { searchId, resultIndex } = await firstSealed()
    const [made] = await assignmentsOf(scratch.storage.db, searchId)
    const assignment = must(made, 'assignment')
    expect(assignment).toMatchObject({ n: 1, cause: 'first-sealed', assignedBy: undefined })
    expect(assignment.dueAt.getTime() - assignment.assignedAt.getTime()).toBe(2 * 86_400_000)
    const { index } = must(await house().ledger.find(assignment.entryId), 'entry')
    const entry = must((await published())[index], 'entry')
    expect(entry).toMatchObject({ t: 'assign', ref: resultIndex, n: 1, why: 'first-sealed' })
    const hidden = openDisclosures({
      commitments: entry.c as Record<string, string>,
      disclosures: await house().ledger.disclosures(assignment.entryId),
    })
    expect(hidden.get('examiner')).toBe(scratch.users.verifier.id)
    expect(JSON.stringify(entry)).not.toContain(scratch.users.verifier.id)
  })

  it('alone finds it in his queue, and alone seals it; before, everybody free found it', async () => {
    const { searchId } = await searchFor(house(), scratch.users.requester)
    for (const who of ['examiner', 'verifier', 'thirdExaminer'] as const)
      expect(await waitsFor(who)).toContain(`1 ${searchId}`)
    await sealedBy('examiner', searchId)
    expect(await waitsFor('verifier')).toContain(`2 ${searchId}`)
    for (const who of ['examiner', 'thirdExaminer'] as const)
      expect((await waitsFor(who)).join()).not.toContain(searchId)
    expect(await catchCode(sealedBy('thirdExaminer', searchId))).toBe('NOT_ASSIGNED')
    await expect(sealedBy('verifier', searchId)).resolves.toMatchObject({ complete: true })
    expect((await waitsFor('verifier')).join()).not.toContain(searchId)
  })

  it('comes from another unit than the first where one is free', async () => {
    await changeUnit(house(), { ...account('examiner'), unit: 'North' })
    await changeUnit(house(), { ...account('verifier'), unit: 'North' })
    await changeUnit(house(), { ...account('thirdExaminer'), unit: 'South' })
    expect(await assignedNow((await firstSealed()).searchId)).toBe('thirdExaminer')
    for (const who of ['examiner', 'verifier', 'thirdExaminer'] as const)
      await changeUnit(house(), { ...account(who), unit: '' })
    expect(await assignedNow((await firstSealed()).searchId)).toBe('verifier')
  })

  it('is another one as soon as the one who was asked is not free any more, or is late', async () => {
    const { searchId } = await firstSealed()
    await noteRankView(house(), { searchId, userId: scratch.users.verifier.id })
    await assignVerifier(house(), searchId)
    const second = must(await assignedNow(searchId), 'second who was asked')
    expect(['thirdExaminer', 'requestingExaminer']).toContain(second)
    expect(await catchCode(sealedBy('verifier', searchId))).toBe('NOT_BLIND')
    await assignWhatWaits(house())
    expect(await assignedNow(searchId)).toBe(second)
    scratch.clock.goOn(2)
    await assignWhatWaits(house())
    const asked = await assignmentsOf(scratch.storage.db, searchId)
    expect(asked.map(({ cause }) => cause)).toEqual(['first-sealed', 'not-eligible', 'overdue'])
    expect(new Set(asked.map(({ examinerId }) => examinerId)).size).toBe(3)
    // Everybody was asked: it stays with the last, and does not go round.
    scratch.clock.goOn(2)
    await assignWhatWaits(house())
    expect(await assignmentsOf(scratch.storage.db, searchId)).toEqual(asked)
  })

  it('is nobody where nobody is free, which the supervisor reads, and whoever becomes free first', async () => {
    const others = ['verifier', 'thirdExaminer', 'requestingExaminer'] as const
    for (const who of others) await closeAccount(house(), account(who))
    const { searchId } = await firstSealed()
    expect(await assignedNow(searchId)).toBeUndefined()
    const stuck = async () =>
      (await waitingSeconds(house(), 'SCRATCH-PD')).find(({ search }) => search.id === searchId)
    expect(await stuck()).toMatchObject({ assignment: undefined, somebodyFree: false })
    expect(await catchCode(sealedBy('thirdExaminer', searchId))).toBe('NOT_ASSIGNED')
    await reopenAccount(house(), account('thirdExaminer'))
    expect(await stuck()).toMatchObject({ somebodyFree: true })
    expect(await assignedNow(searchId)).toBe('thirdExaminer')
    for (const who of others.filter((one) => one !== 'thirdExaminer'))
      await reopenAccount(house(), account(who))
  })

  it('is assigned at the next start where a stop came in between', async () => {
    const { searchId } = await searchFor(house(), scratch.users.requester)
    const cutOff = { ...house(), ledger: { ...house().ledger } }
    cutOff.ledger.queue = (tx, draft) =>
      draft.type === 'assign' ? Promise.reject(new Error('power cut')) : house().ledger.queue(tx, draft)
    await expect(sealedBy('examiner', searchId, cutOff)).rejects.toThrow('power cut')
    expect(await assignedNow(searchId)).toBeUndefined()
    await scratch.reopen()
    expect(await assignedNow(searchId)).toBe('verifier')
  })
})

describe('a supervisor who assigns anew', () => {
  it('says why and does not choose: the system asks the next, and the entry holds who it was', async () => {
    const { searchId } = await firstSealed()
    const reason = 'On leave until Monday.'
    const order = { user: scratch.users.supervisor, searchId, reason }
    const made = await reassignVerifier(house(), order)
    expect(made).toMatchObject({ n: 2, cause: 'supervisor', reason, assignedBy: scratch.users.supervisor.id })
    expect(made.examinerId).not.toBe(scratch.users.verifier.id)
    expect(await catchCode(sealedBy('verifier', searchId))).toBe('NOT_ASSIGNED')
    expect((await published()).at(-2)).toMatchObject({ t: 'assign', n: 2, why: 'supervisor' })
    await reassignVerifier(house(), order)
    expect(await catchCode(reassignVerifier(house(), order))).toBe('NOBODY_FREE')
  })

  it.each([
    ['is none', 'ROLE_MISSING', 'examiner', 'a reason'],
    ['gives no reason', 'REASON_MISSING', 'supervisor', ' '],
  ] as const)('who %s is refused on record as %s', async (_how, code, as, reason) => {
    const { searchId } = await firstSealed()
    expect(await catchCode(reassignVerifier(house(), { user: scratch.users[as], searchId, reason }))).toBe(
      code,
    )
    expect((await published()).at(-1)).toMatchObject({ t: 'refusal', act: 'assign', codes: [code] })
  })

  it('is refused where nobody is waited for, and in his own search', async () => {
    const open = await searchFor(house(), scratch.users.requester)
    const user = scratch.users.supervisor
    const reason = 'a reason'
    expect(await catchCode(reassignVerifier(house(), { user, searchId: open.searchId, reason }))).toBe(
      'NOTHING_ASSIGNED',
    )
    const asker = { ...user, id: scratch.users.requester.id }
    expect(await catchCode(reassignVerifier(house(), { user: asker, searchId: open.searchId, reason }))).toBe(
      'OWN_SEARCH',
    )
    const elsewhere = { ...user, agency: { ...user.agency, id: 'OTHER-PD' as never } }
    const there = { user: elsewhere, searchId: open.searchId, reason }
    expect(await catchCode(reassignVerifier(house(), there))).toBe('SEARCH_UNKNOWN')
  })
})

describe('under a policy that draws only a share of what nobody supports', () => {
  const drawing = (sharePercent: number): House => {
    const { policies } = house()
    const imposed = { imposedBy: 'x', section: 'x', confidence: 'D' } as const
    const versions = () =>
      policies
        .versions()
        .map((one) => ({ ...one, pack: { ...one.pack, verification: { sharePercent, ...imposed } } }))
    return { ...house(), policies: { ...policies, versions } }
  }

  it('a search that is not drawn ends by the first conclusion, and never with a lead', async () => {
    const on = drawing(0)
    const { searchId } = await searchFor(on, scratch.users.requester)
    await sealedBy('examiner', searchId, on)
    expect(await assignedNow(searchId)).toBeUndefined()
    expect(await conclude(on, searchId)).toMatchObject({ decision: 'no-lead', sheet: undefined })
    expect(await catchCode(sealedBy('verifier', searchId, on))).toBe('ALREADY_CONCLUDED')
    const doubt = await searchFor(on, scratch.users.requester)
    await seal(on, {
      user: scratch.users.examiner,
      searchId: doubt.searchId,
      conclusion: 'inconclusive',
      rank: 1,
    })
    expect(await conclude(on, doubt.searchId)).toMatchObject({ decision: 'inconclusive' })
  })

  it('support always comes to a second', async () => {
    const on = drawing(0)
    const { searchId } = await searchFor(on, scratch.users.requester)
    const conclusion = 'limited-support-same-source'
    await seal(on, { user: scratch.users.examiner, searchId, conclusion, rank: 1 })
    expect(await assignedNow(searchId)).toBe('verifier')
    expect(await conclude(on, searchId)).toBeUndefined()
    expect(await leadOfSearch(scratch.storage.db, searchId)).toBeUndefined()
  })
})
