import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../test/published-entries.ts'
import { catchCode } from '../../test/refusal-code.ts'
import { queueOf } from '../examination/index.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import type { SearchId } from '../kernel/index.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from './open-scratch-house.ts'
import { analyse, examine } from './probe-to-lead.ts'
import { analysed, fitProbe, searchFor } from './sample-requests.ts'

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
const newSearch = async () => (await searchFor(house(), scratch.users.requester)).searchId
const begin = (who: Who, searchId: SearchId) => analysed(house(), { user: scratch.users[who], searchId })
async function taskOf(who: Who, searchId: SearchId) {
  const of = { publishedSize: await house().ledger.size(), now: scratch.clock.now() }
  const tasks = await queueOf(scratch.storage.db, { user: scratch.users[who], ...of })
  return tasks.find((task) => task.searchId === searchId)
}

describe('a first examination', () => {
  it('is free until somebody seals an analysis of the probe, and then in his queue alone', async () => {
    const searchId = await newSearch()
    for (const who of ['examiner', 'verifier'] as const)
      expect(await taskOf(who, searchId)).toMatchObject({ position: 1, reservedUntil: undefined })
    await begin('examiner', searchId)
    const mine = await taskOf('examiner', searchId)
    const days = (mine?.reservedUntil?.getTime() ?? 0) - scratch.clock.now().getTime()
    expect(days / 86_400_000).toBeCloseTo(2, 2)
    expect(await taskOf('verifier', searchId)).toBeUndefined()
  })

  it('is refused to anybody else, on record, before he is shown anything', async () => {
    const searchId = await newSearch()
    await begin('examiner', searchId)
    expect(await catchCode(begin('verifier', searchId))).toBe('RESERVED')
    const entries = await publishedEntries(scratch.logDir, house().ledger.vkey)
    expect(entries.at(-1)).toMatchObject({ t: 'refusal', act: 'examine', codes: ['RESERVED'] })
  })

  it('is one person’s when two press at the same moment', async () => {
    const searchId = await newSearch()
    const pressed = (['examiner', 'verifier', 'thirdExaminer'] as const).map((who) =>
      analyse(house(), { user: scratch.users[who], searchId, draft: fitProbe }),
    )
    const ended = await Promise.allSettled(pressed)
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of ended)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'RESERVED' })
  })

  it('lapses after two days: whoever begins then takes it, and who comes back late is refused', async () => {
    const searchId = await newSearch()
    await begin('examiner', searchId)
    scratch.clock.goOn(2)
    for (const who of ['examiner', 'verifier'] as const)
      expect(await taskOf(who, searchId)).toMatchObject({ position: 1, reservedUntil: undefined })
    await begin('verifier', searchId)
    expect(await taskOf('examiner', searchId)).toBeUndefined()
    const conclusion = 'supports-different-sources'
    const late = examine(house(), {
      ...{ user: scratch.users.examiner, searchId },
      findings: { answers: [], others: { conclusion, reason: 'None of them has these ears.' } },
    })
    expect(await catchCode(late)).toBe('RESERVED')
  })
})
