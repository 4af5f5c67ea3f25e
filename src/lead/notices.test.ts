import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must, type SearchId } from '../kernel/index.ts'
import { markSeen, noticesOf } from './notices.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from './open-scratch-house.ts'
import { conclude } from './probe-to-lead.ts'
import { recordOutcome } from './record-outcome.ts'
import { recordResolution } from './resolve-conflict.ts'
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
const waitsFor = async (who: Who) => noticesOf(house(), scratch.users[who])
const told = async (who: Who) => (await waitsFor(who)).map(({ key }) => key.split(':').slice(0, 2).join(':'))
const support = 'supports-same-source' as const
const sealedBy = (who: Who, searchId: SearchId, conclusion: typeof support | 'exclusion' = support) =>
  seal(house(), { user: scratch.users[who], searchId, conclusion, rank: 1 })
const searched = async () => (await searchFor(house(), scratch.users.requester)).searchId

describe('what waits for a person', () => {
  it('is the second examination that is assigned to him, until he seals it, and is overdue after its day', async () => {
    const searchId = await searched()
    await sealedBy('examiner', searchId)
    expect(await told('verifier')).toEqual([`assigned:${searchId}`])
    expect(await told('thirdExaminer')).toEqual([])
    expect(await waitsFor('verifier')).toMatchObject([{ overdue: false, seen: false, dueOn: '2026-11-21' }])
    scratch.clock.goOn(2)
    expect(await waitsFor('verifier')).toMatchObject([{ overdue: true }])
    expect(await told('supervisor')).toEqual([`second:${searchId}`])
    await sealedBy('verifier', searchId)
    expect(await told('verifier')).toEqual([])
    expect(await told('supervisor')).toEqual([])
  })

  it('is a search that came back until its requester reads it, and then the outcome that he owes', async () => {
    const [before] = await scratch.storage.db.selectFrom('examinations').select('search_id').execute()
    const lead = must(await conclude(house(), must(before, 'search').search_id as SearchId), 'lead')
    expect(await told('requester')).toEqual([`outcome:${lead.id}`, `returned:${lead.id}`])
    await noteRankView(house(), { searchId: lead.searchId, userId: scratch.users.requester.id })
    expect(await told('requester')).toEqual([`outcome:${lead.id}`])
    expect(await told('otherRequester')).toEqual([])
    expect(await told('supervisor')).toEqual([])
    scratch.clock.goOn(40)
    expect(await waitsFor('supervisor')).toMatchObject([{ kind: 'outcome', overdue: true }])
    const draft = { outcome: 'no-action', evidence: [], note: '' } as const
    await recordOutcome(house(), { user: scratch.users.requester, leadId: lead.id, draft })
    expect(await told('requester')).toEqual([])
  })

  it('is a conflict for a supervisor until a meeting is recorded, and then a signature for each of the two', async () => {
    const searchId = await searched()
    await sealedBy('examiner', searchId)
    await sealedBy('verifier', searchId, 'exclusion')
    expect(await told('supervisor')).toEqual([`meeting:${searchId}`])
    for (const who of ['examiner', 'verifier', 'thirdExaminer'] as const) expect(await told(who)).toEqual([])
    const draft = { outcome: 'no-lead', reason: 'The ears differ.', tookPart: 'both' } as const
    await recordResolution(house(), { user: scratch.users.supervisor, searchId, draft })
    expect(await told('supervisor')).toEqual([])
    for (const who of ['examiner', 'verifier'] as const) expect(await told(who)).toEqual([`sign:${searchId}`])
  })

  it('stays marked as seen for him who saw it, and for nobody else', async () => {
    const [one] = await waitsFor('verifier')
    const { key } = must(one, 'notice')
    for (const _twice of [1, 2]) await markSeen(house(), { user: scratch.users.verifier, keys: [key] })
    expect(await waitsFor('verifier')).toMatchObject([{ key, seen: true }])
    expect(await waitsFor('examiner')).toMatchObject([{ key, seen: false }])
  })
})
