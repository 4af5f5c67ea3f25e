import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../../test/published-entries.ts'
import { catchCode } from '../../../test/refusal-code.ts'
import { firstBookings, readSynthetic } from '../../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../face/index.ts'
import { must, type SearchId } from '../../kernel/index.ts'
import { request, type SettableWire, stringWires } from '../../lead/index.ts'
import { openScratchHouse, type ScratchHouse } from '../../lead/open-scratch-house.ts'
import { draftRequest } from '../../lead/sample-requests.ts'
import { closeAccount } from '../../people/index.ts'
import { candidatesOf } from '../../search/index.ts'
import { oversightNotices } from '../kept/oversight-notices.ts'
import { alarmsOf } from './alarms.ts'
import {
  deleteOwnPortrait,
  deletePortrait,
  forgetDeparted,
  mostFigures,
  ownPortrait,
  portraitsOf,
  registerFigure,
  registerOwnPortrait,
} from './portraits.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 1 })
}, 300_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const house = () => scratch.house()
const words = 'Said so that somebody who was not there can follow it.'
const string = (wires: readonly SettableWire[], resemblance?: number) =>
  stringWires(house(), {
    user: scratch.users.auditor,
    setting: { wires, duty: undefined, manyInAnHour: 30, resemblance, words },
  })
const portrait = async (at: number) => readSynthetic(must((await firstBookings(3))[at], 'person').file)
const published = () => publishedEntries(scratch.logDir, house().ledger.vkey)
/** Searches with the still of a person, and gives what it tripped. */
async function searchWith(at: number) {
  const { requester } = scratch.users
  const { personId } = must((await firstBookings(3))[at], 'person').draft
  const draft = await draftRequest(house(), { user: requester, personId })
  const { searchId } = await request(house(), { user: requester, request: draft })
  const tripped = (await alarmsOf(house(), scratch.users.auditor)).filter((one) => one.searchId === searchId)
  return { searchId: searchId as SearchId, tripped }
}

describe('a staff photograph', () => {
  it('is not asked for, nor taken, before the agency strings the wire with a similarity', async () => {
    const { examiner } = scratch.users
    const giving = { user: examiner, photo: await portrait(1) }
    expect(await catchCode(registerOwnPortrait(house(), giving))).toBe('PORTRAIT_INVALID')
    expect(await oversightNotices(house(), examiner)).toEqual([])
    expect(await catchCode(string(['resembles-staff']))).toBe('WIRES_INVALID')
    expect(await catchCode(string(['resembles-staff'], 1))).toBe('WIRES_INVALID')
    await string(['resembles-staff', 'resembles-figure'], 0.97)
    expect((await published()).at(-1)).toMatchObject({ t: 'tripwire', step: 'set', like: 970 })
    expect(await oversightNotices(house(), examiner)).toMatchObject([{ kind: 'portrait', to: '/account' }])
    expect(await catchCode(registerOwnPortrait(house(), { ...giving, photo: new Uint8Array([1]) }))).toBe(
      'IMAGE_UNREADABLE',
    )
    await registerOwnPortrait(house(), giving)
    expect(await oversightNotices(house(), examiner)).toEqual([])
    const entry = must((await published()).at(-1), 'entry')
    expect(entry).toMatchObject({ t: 'tripwire', step: 'registered', kind: 'staff', portraits: 1 })
    expect(JSON.stringify(entry)).not.toContain(examiner.name)
  })

  it('raises an alarm for the auditor when a probe resembles it, and is no candidate of any list', async () => {
    expect((await searchWith(0)).tripped).toEqual([])
    const before = (await published()).length
    const { searchId, tripped } = await searchWith(1)
    expect(tripped).toMatchObject([{ rule: 'resembles-staff', login: 'requester' }])
    expect(tripped[0]?.words).toContain('resembles a registered staff photograph: examiner')
    const added = (await published()).slice(before)
    expect(added.map(({ t }) => t)).toEqual(['search', 'result', 'alarm'])
    expect(Object.keys(must(added[2], 'alarm')).sort()).toEqual([
      'c',
      'id',
      'rule',
      'step',
      't',
      'u',
      'v',
      'w',
    ])
    const known = (await firstBookings(1)).map(({ draft }) => draft.personId)
    const listed = await candidatesOf(house().storage.db, searchId)
    expect(listed.map(({ personId }) => personId)).toEqual(known)
    // Somebody else's picture trips nothing, and nothing is held of it in the gallery's own tables.
    expect((await searchWith(0)).tripped).toEqual([])
    expect(await house().storage.db.selectFrom('templates').select('booking_id').execute()).toHaveLength(1)
  })

  it('is replaced by its owner, and taken back with its picture', async () => {
    const { examiner } = scratch.users
    const blob = async () =>
      (await house().storage.db.selectFrom('portraits').select('photo_blob_id').execute())[0]?.photo_blob_id
    const first = must(await blob(), 'picture')
    await registerOwnPortrait(house(), { user: examiner, photo: await portrait(1) })
    const second = must(await blob(), 'picture')
    expect(second).not.toBe(first)
    expect(await house().storage.blobs.has(first)).toBe(false)
    await deleteOwnPortrait(house(), examiner)
    expect(await house().storage.blobs.has(second)).toBe(false)
    expect((await ownPortrait(house(), examiner)).addedAt).toBeUndefined()
    expect((await searchWith(1)).tripped).toEqual([])
  })

  it('goes when its owner leaves, and guards nobody from the moment the account is closed', async () => {
    const { verifier, manager, administrator } = scratch.users
    await registerOwnPortrait(house(), { user: verifier, photo: await portrait(1) })
    expect((await searchWith(1)).tripped).toHaveLength(1)
    await closeAccount(house(), { userId: verifier.id, actorId: administrator.id, reason: words })
    expect((await searchWith(1)).tripped).toEqual([])
    await forgetDeparted(house(), { userId: verifier.id, actor: manager })
    expect(await portraitsOf(house(), manager.agency.id)).toEqual([])
    expect(await house().storage.db.selectFrom('portrait_templates').selectAll().execute()).toEqual([])
  })
})

describe('a public figure', () => {
  it('is registered by name and reason, raises an alarm, and is deleted', async () => {
    const { auditor } = scratch.users
    const figure = { user: auditor, name: 'Mayor of Example', photo: await portrait(2), words }
    expect(await catchCode(registerFigure(house(), { ...figure, name: ' ' }))).toBe('PORTRAIT_INVALID')
    expect(await catchCode(registerFigure(house(), { ...figure, words: 'mayor' }))).toBe('REASON_MISSING')
    await registerFigure(house(), figure)
    expect((await searchWith(2)).tripped).toMatchObject([{ rule: 'resembles-figure' }])
    const [held] = await portraitsOf(house(), auditor.agency.id)
    expect(held).toMatchObject({ kind: 'figure', name: 'Mayor of Example', words })
    const dropping = { user: auditor, id: must(held, 'figure').id, words }
    expect(await catchCode(deletePortrait(house(), { ...dropping, id: 'none' }))).toBe('PORTRAIT_UNKNOWN')
    await deletePortrait(house(), dropping)
    expect((await published()).at(-1)).toMatchObject({ step: 'deleted', kind: 'figure', portraits: 0 })
    expect((await searchWith(2)).tripped).toEqual([])
  })

  it('is one of few: the list is full at its limit', async () => {
    const { auditor } = scratch.users
    const { db } = house().storage
    const row = {
      ...{
        agency_id: auditor.agency.id,
        kind: 'figure' as const,
        user_id: null,
        words,
        photo_blob_id: 'none',
      },
      ...{ added_by: auditor.id, added_at: house().clock.now() },
    } as const
    for (let at = 0; at < mostFigures; at++)
      await db
        .insertInto('portraits')
        .values({ ...row, id: `figure-${at}`, name: `Office ${at}` })
        .execute()
    const figure = { user: auditor, name: 'One more', photo: await portrait(2), words }
    expect(await catchCode(registerFigure(house(), figure))).toBe('PORTRAIT_INVALID')
    await db.deleteFrom('portraits').execute()
  })
})
