import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describePostgresql } from '../../test/describe-postgresql.ts'
import { publishedEntries } from '../../test/published-entries.ts'
import { faultyBooking, readSynthetic } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import {
  enrolBooking,
  listBookings,
  listEnrolmentRefusals,
  recordEnrolmentRefusal,
} from '../gallery/index.ts'
import { isRefused, must } from '../kernel/index.ts'
import { verifyLogFolder } from '../ledger/index.ts'
import {
  addRecipe,
  anotherTry,
  candidatesOf,
  chooseRecipe,
  ownRequest,
  sawRanks,
  searchById,
  searchedProbeOf,
} from '../search/index.ts'
import { openScratchPostgresql } from '../storage/index.ts'
import { leadOfSearch, listLeads } from './lead-record.ts'
import { RefusedOnRecord } from './on-record.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { conclude, request } from './probe-to-lead.ts'
import { outcomesOf, recordOutcome } from './record-outcome.ts'
import { draftRequest, firstPerson, seal, searchFor } from './sample-requests.ts'
import { noteRankView } from './watch/note-rank-view.ts'

/** Written out and not read from the triggers, so that a table that loses its triggers is noticed. */
const recorded = [
  'candidates',
  'enrolment_refusals',
  'examinations',
  'gallery_states',
  'leads',
  'log_entries',
  'log_queue',
  'log_signed',
  'model_uses',
  'outcomes',
  'policy_adoptions',
  'rank_views',
  'refusals',
  'search_probes',
  'search_results',
  'searches',
] as const

describePostgresql(() => {
  let face: FaceEngine
  let scratch: ScratchHouse

  beforeAll(async () => {
    face = await openFaceEngine({ modelDir: await testModelDir() })
    scratch = await openScratchHouse({ face, persons: 3, storage: await openScratchPostgresql() })
  })
  afterAll(async () => {
    await scratch?.close()
    await face?.close()
  })

  const published = () => publishedEntries(scratch.logDir, scratch.house().ledger.vkey)
  const db = () => scratch.storage.db

  // The tests below are one story: each goes on from what the one before left in the database.

  it('finds the person in the probe, and what is in the database is what was shown', async () => {
    expect(scratch.storage.engine).toBe('postgresql')
    const before = (await published()).length
    const revealed = await searchFor(scratch.house(), scratch.users.requester)
    expect(revealed.candidates[0]).toMatchObject({ rank: 1, personId: await firstPerson() })
    expect(await candidatesOf(db(), revealed.searchId)).toEqual(revealed.candidates)
    expect((await published()).slice(before).map(({ t }) => t)).toEqual(['gallery', 'search', 'result'])
    expect(await listBookings(scratch.storage, { page: 1, pageSize: 2 })).toMatchObject({ total: 3 })
  })

  it('comes from the request to a lead that two examiners support, and to its outcome', async () => {
    const house = scratch.house()
    const { requester, examiner, verifier } = scratch.users
    const { searchId, candidates } = await searchFor(house, requester)
    const about = { searchId, conclusion: 'supports-same-source', rank: 1 } as const
    await seal(house, { user: examiner, ...about })
    await seal(house, { user: verifier, ...about })
    const leads = await Promise.all([conclude(house, searchId), conclude(house, searchId)])
    const lead = must(leads[0], 'lead')
    expect(lead).toMatchObject({ decision: 'lead', personId: candidates[0]?.personId })
    expect(leads[1]).toEqual(lead)
    expect(await leadOfSearch(db(), searchId)).toEqual(lead)
    expect((await listLeads(db(), 'SCRATCH-PD')).map(({ id }) => id)).toEqual([lead.id])
    const view = { searchId, userId: requester.id }
    for (const _time of [1, 2]) await noteRankView(house, view)
    expect(await sawRanks(db(), view)).toBe(true)
    const draft = { outcome: 'no-action', evidence: [], note: '' } as const
    await recordOutcome(house, { user: requester, leadId: lead.id, draft })
    expect(await outcomesOf(house, lead.id)).toMatchObject([{ outcome: 'no-action' }])
    expect((await published()).slice(-3).map(({ t }) => t)).toEqual(['review', 'lead', 'outcome'])
  })

  it('searches a prepared working copy and counts it as another try of the same picture', async () => {
    const house = scratch.house()
    const user = scratch.users.requester
    const drafted = await draftRequest(house, { user })
    const steps = [{ op: 'rotate', version: 1, centidegrees: 150 }] as const
    const added = await addRecipe(house, { request: drafted, userId: user.id, title: 'Upright', steps })
    await chooseRecipe(house, { request: drafted, recipeId: added.id })
    const { searchId } = await request(house, { user, request: await ownRequest(db(), drafted) })
    const first = must(await searchedProbeOf(db(), searchId), 'searched probe')
    expect(first).toMatchObject({ steps, copySha256: added.copy.sha256 })
    const again = await anotherTry(house, { request: drafted, recipeId: undefined })
    const second = await request(house, { user, request: again })
    expect(await searchedProbeOf(db(), second.searchId)).toMatchObject({ tryNumber: first.tryNumber + 1 })
  })

  it('refuses a request without a case number, on record and with nothing searched', async () => {
    const user = scratch.users.requester
    const drafted = await draftRequest(scratch.house(), { user, details: { caseNumber: undefined } })
    const before = (await published()).length
    const refusal: unknown = await request(scratch.house(), { user, request: drafted }).catch(
      (error: unknown) => error,
    )
    if (!(refusal instanceof RefusedOnRecord)) throw refusal
    expect(refusal).toMatchObject({ code: 'NO_CASE', logIndex: before })
    expect((await published()).slice(before)).toMatchObject([{ t: 'refusal', codes: ['NO_CASE'] }])
  })

  it('makes one search of two requests at once', async () => {
    const user = scratch.users.requester
    const ask = { user, request: await draftRequest(scratch.house(), { user }) }
    const ends = await Promise.allSettled([request(scratch.house(), ask), request(scratch.house(), ask)])
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('keeps why a photograph did not enter the gallery', async () => {
    const house = scratch.house()
    const { file, draft } = await faultyBooking('no face')
    const refused: unknown = await enrolBooking(house, { draft, photo: await readSynthetic(file) }).catch(
      (error: unknown) => error,
    )
    if (!isRefused(refused)) throw refused
    const { bookingNumber } = draft
    const recordedBy = scratch.users.clerk.id
    await recordEnrolmentRefusal(house, { refused, file, bookingNumber, runId: 'run', recordedBy })
    expect(await listEnrolmentRefusals(scratch.storage, 10)).toMatchObject([{ file, code: 'NO_FACE' }])
  })

  it('ends at the next start a search that a stop cut off, and goes on', async () => {
    const house = scratch.house()
    const user = scratch.users.requester
    const drafted = await draftRequest(house, { user })
    let transactions = 0
    const storage: typeof house.storage = {
      ...house.storage,
      transaction: (work) =>
        ++transactions > 1 ? Promise.reject(new Error('power cut')) : house.storage.transaction(work),
    }
    await expect(request({ ...house, storage }, { user, request: drafted })).rejects.toThrow('power cut')
    const { interrupted } = await scratch.reopen()
    const search = await searchById(db(), must(interrupted[0], 'interrupted search'))
    expect(search).toMatchObject({ requestId: drafted.id, end: { as: 'interrupted' } })
    await expect(searchFor(scratch.house(), user)).resolves.toMatchObject({ candidates: { length: 3 } })
  })

  it.each(recorded)('refuses to change, delete or empty what all this left in %s', async (table) => {
    const rows = async () =>
      (await sql`select * from ${sql.table(table)} t order by t::text`.execute(db())).rows
    const before = await rows()
    expect(before).not.toHaveLength(0)
    const column = sql.ref(Object.keys(before[0] ?? {})[0] ?? '')
    for (const statement of [
      sql`update ${sql.table(table)} set ${column} = ${column}`,
      sql`delete from ${sql.table(table)}`,
      sql`truncate ${sql.table(table)} cascade`,
    ]) {
      await expect(statement.execute(db())).rejects.toMatchObject({ code: '23001' })
    }
    expect(await rows()).toEqual(before)
  })

  it('leaves a log that a stranger verifies from its files', async () => {
    expect(await verifyLogFolder(scratch.logDir)).toMatchObject({ verified: true, problems: [] })
    const logged = await db()
      .selectFrom('log_entries')
      .select((count) => count.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow()
    expect(Number(logged.count)).toBe((await published()).length)
  })
})
