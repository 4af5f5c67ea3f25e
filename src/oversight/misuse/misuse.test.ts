import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../../test/published-entries.ts'
import { catchCode } from '../../../test/refusal-code.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../face/index.ts'
import { whoAsks } from '../../lead/index.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from '../../lead/open-scratch-house.ts'
import { draftRequest } from '../../lead/sample-requests.ts'
import { addMisuseEvidence, closeMisuse, turnHold } from './follow-misuse.ts'
import { misuseCasesOf } from './misuse-view.ts'
import { openMisuseCase } from './open-misuse-case.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 0 })
}, 300_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const house = () => scratch.house()
const words = 'Said so that somebody who was not there can follow it.'
const misuse = async () =>
  (await publishedEntries(scratch.logDir, house().ledger.vkey)).filter(({ t }) => t === 'misuse')
const open = (some: object = {}, who: keyof ScratchStaff = 'auditor') =>
  openMisuseCase(house(), { user: scratch.users[who], login: 'requester', source: 'alarm', words, ...some })
const asksAs = async (who: keyof ScratchStaff) => {
  const user = scratch.users[who]
  return catchCode(
    whoAsks(house(), { user, request: await draftRequest(house(), { user, probeBytes: null }) }),
  )
}

describe('a case of misuse', () => {
  let id = ''
  it('is opened against somebody else of the agency, with what is alleged', async () => {
    expect(await catchCode(open({ login: 'nobody' }))).toBe('USER_UNKNOWN')
    expect(await catchCode(open({ login: 'auditor' }))).toBe('OWN_CASE')
    expect(await catchCode(open({ words: 'misuse' }))).toBe('REASON_MISSING')
    id = (await open()).caseId
    expect(await misuse()).toMatchObject([{ step: 'opened', source: 'alarm' }])
    expect(JSON.stringify(await misuse())).not.toContain(scratch.users.requester.id)
    expect(await misuseCasesOf(house(), scratch.users.requester)).toEqual([])
  })

  it('holds the account until it is lifted, and nobody else’s', async () => {
    expect(await asksAs('requester')).toBe('ACCOUNT_HELD')
    expect(await asksAs('otherRequester')).toBe('not refused')
    const acting = { user: scratch.users.auditor, id, words }
    await turnHold(house(), { ...acting, held: false })
    expect(await asksAs('requester')).toBe('not refused')
    await turnHold(house(), { ...acting, held: true })
    expect(await asksAs('requester')).toBe('ACCOUNT_HELD')
    await addMisuseEvidence(house(), acting)
  })

  it('is closed by somebody else, with a finding and what follows, and the hold ends', async () => {
    const close = (some: object = {}, who: keyof ScratchStaff = 'manager') =>
      catchCode(
        closeMisuse(house(), {
          ...{ user: scratch.users[who], id, words, class: 'sustained', discipline: 'reprimand' },
          ...some,
        }),
      )
    expect(await close({}, 'auditor')).toBe('SECOND_PERSON_NEEDED')
    expect(await close({}, 'requester')).toBe('MISUSE_UNKNOWN')
    expect(await close({ class: 'unfounded' })).toBe('CLASS_BARRED')
    expect(await close({ words: 'closed' })).toBe('REASON_MISSING')
    expect(await close()).toBe('not refused')
    expect((await misuse()).at(-1)).toMatchObject({
      step: 'closed',
      class: 'sustained',
      discipline: 'reprimand',
    })
    expect(await close()).toBe('MISUSE_CLOSED')
    expect(await asksAs('requester')).toBe('not refused')
  })
})
