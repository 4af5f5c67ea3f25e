import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../test/published-entries.ts'
import { catchCode } from '../../test/refusal-code.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must, type SearchId } from '../kernel/index.ts'
import { verifyLogFolder } from '../ledger/index.ts'
import { openSearches, searchById } from '../search/index.ts'
import { openScratchWitnesses, type ScratchWitnesses } from '../witness/index.ts'
import type { House } from './house.ts'
import { loggedCandidates } from './logged-candidates.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { request } from './probe-to-lead.ts'
import { aroundComparisons } from './sample-comparisons.ts'
import { watchOrder } from './sample-order-watch.ts'
import { draftRequest, searchFor } from './sample-requests.ts'

let face: FaceEngine
let scratch: ScratchHouse
let witnesses: ScratchWitnesses

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  const witnessPatience = { timeoutMs: 5_000, patienceMs: 1_500, pauseMs: 50 }
  scratch = await openScratchHouse({ face, persons: 3, witnessPatience })
  witnesses = await openScratchWitnesses(3, { log: scratch.house().ledger.vkey })
  await writeFile(join(scratch.logDir, '..', 'witness-policy.txt'), witnesses.policy(2))
  await scratch.reopen()
})
afterAll(async () => {
  await scratch?.close()
  await witnesses?.close()
  await face?.close()
})

const switchOff = () => Promise.all([0, 1].map((at) => witnesses.each[at]?.stop()))
const switchOn = () => Promise.all([0, 1].map((at) => witnesses.each[at]?.start()))
beforeEach(switchOn)
afterEach(switchOn)

const endOf = async (id: SearchId) => (await searchById(scratch.storage.db, id)).end
const user = () => scratch.users.requester

describe('a search in a house whose log has witnesses', () => {
  it('shows its list when both of its entries are cosigned', async () => {
    const watch = watchOrder(scratch.house(), scratch.logDir)
    const asked = await draftRequest(watch.house, { user: user() })
    const revealed = await watch.during(asked.id, () =>
      request(watch.house, { user: user(), request: asked }),
    )
    expect(revealed.candidates).toHaveLength(3)
    expect(watch.faults).toEqual([])
    const report = await verifyLogFolder(scratch.logDir)
    expect(report.verified).toBe(true)
    expect(report.witnessed?.by.length).toBeGreaterThanOrEqual(2)
  })

  it('compares nothing while they are silent, and is ended on record when they are back', async () => {
    const watch = watchOrder(scratch.house(), scratch.logDir)
    const asked = await draftRequest(watch.house, { user: user() })
    await switchOff()
    const ask = () => request(watch.house, { user: user(), request: asked })
    expect(await catchCode(ask())).toBe('WITNESSES_MISSING')
    expect(watch.comparisons()).toBe(0)
    const [open] = await openSearches(scratch.storage.db)
    const { id } = must(open, 'search without an end')
    await switchOn()
    await expect.poll(() => endOf(id), { timeout: 10_000 }).toMatchObject({ as: 'interrupted' })
    const ended = must(await endOf(id), 'end')
    await scratch.house().ledger.settled(ended.entryId)
    const entries = await publishedEntries(scratch.logDir, scratch.house().ledger.vkey)
    expect(entries.at(-1)).toMatchObject({ t: 'fail', class: 'interrupted' })
  })

  it('shows its list to nobody while only its result waits for them, and to whoever may see it afterwards', async () => {
    const house = scratch.house()
    const asked = await draftRequest(house, { user: user() })
    const failing = beforeResult(house, switchOff)
    expect(await catchCode(request(failing, { user: user(), request: asked }))).toBe('WITNESSES_MISSING')
    const row = await scratch.storage.db
      .selectFrom('searches')
      .select('id')
      .where('request_id', '=', asked.id)
      .executeTakeFirstOrThrow()
    const search = await searchById(scratch.storage.db, row.id as SearchId)
    expect(search.end).toMatchObject({ as: 'done' })
    expect(await catchCode(loggedCandidates(house, search))).toBe('RESULT_NOT_LOGGED')
    await switchOn()
    await expect
      .poll(() => loggedCandidates(house, search).catch(() => []), { timeout: 10_000 })
      .toHaveLength(3)
    expect(await endOf(search.id)).toMatchObject({ as: 'done' })
  })

  it('goes on as if nothing had been', async () => {
    expect((await searchFor(scratch.house(), user())).candidates).toHaveLength(3)
    expect(await openSearches(scratch.storage.db)).toEqual([])
  })
})

/** The house with something done after the comparison, just before the result goes to the log. */
const beforeResult = (house: House, act: () => Promise<unknown>): House =>
  aroundComparisons(house, async (compare) => {
    const found = await compare()
    await act()
    return found
  })
