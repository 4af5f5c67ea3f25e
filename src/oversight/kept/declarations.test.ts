import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catchCode } from '../../../test/refusal-code.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../face/index.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from '../../lead/open-scratch-house.ts'
import { checkDuties, createUser, userById } from '../../people/index.ts'
import { declarationOf, declareUse, openDeclarationRound } from './declarations.ts'
import { roundView } from './round-view.ts'

let face: FaceEngine
let scratch: ScratchHouse
const house = () => scratch.house()
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 0 })
}, 300_000)
afterAll(async () => {
  await scratch.close()
  await face.close()
})

const declare = (who: keyof ScratchStaff, of: { used: boolean; words: string }) =>
  catchCode(declareUse(house(), { user: scratch.users[who], ...of }))
const duties = (who: keyof ScratchStaff) =>
  catchCode(checkDuties(house().storage.db, { user: scratch.users[who], clock: house().clock }))

describe('the yearly declaration', () => {
  it('is asked of everybody once a year, with days to give it', async () => {
    expect(await declare('clerk', { used: false, words: '' })).toBe('DECLARATION_UNKNOWN')
    expect(await roundView(house(), scratch.users.auditor)).toBeUndefined()
    const open = (dueOn: string) =>
      openDeclarationRound(house(), { user: scratch.users.auditor, year: 2026, dueOn })
    expect(await catchCode(open('2026-11-01'))).toBe('DATE_INVALID')
    expect((await open('2026-11-30')).people).toBe(Object.keys(scratch.users).length)
    expect(await catchCode(open('2026-12-30'))).toBe('ROUND_OPEN')
    expect(await declarationOf(house(), scratch.users.clerk)).toMatchObject({ year: 2026, given: false })
  })

  it('is given once, and a use is told in words', async () => {
    expect(await declare('requester', { used: true, words: 'yes' })).toBe('REASON_MISSING')
    const words = 'A neighbouring county searched a face for 26-00117; nothing came of it.'
    expect(await declare('requester', { used: true, words })).toBe('not refused')
    expect(await declare('requester', { used: false, words: '' })).toBe('ALREADY_DECLARED')
    expect(await declare('clerk', { used: false, words: '' })).toBe('not refused')
    const view = await roundView(house(), scratch.users.auditor)
    expect(view?.given.filter(({ used }) => used)).toMatchObject([{ name: 'requester', words }])
    expect(view?.missing).toContain('examiner')
  })

  it('suspends whoever has not given it by the last day; somebody new has two weeks', async () => {
    scratch.clock.goOn(12)
    const { storage, agency, clock } = house()
    const person = { login: 'newcomer', name: 'New', roles: ['requester'] as const }
    const id = await createUser(storage.db, { agencyId: agency.id, ...person, clock })
    const newcomer = await userById(storage.db, id)
    const newDuties = () =>
      catchCode(checkDuties(storage.db, { user: newcomer ?? scratch.users.clerk, clock }))
    expect(await duties('examiner')).toBe('DECLARATION_OVERDUE')
    expect(await duties('clerk')).toBe('not refused')
    expect(await newDuties()).toBe('not refused')
    scratch.clock.goOn(16)
    expect(await newDuties()).toBe('DECLARATION_OVERDUE')
    await declare('examiner', { used: false, words: '' })
    expect(await duties('examiner')).toBe('not refused')
  })
})
