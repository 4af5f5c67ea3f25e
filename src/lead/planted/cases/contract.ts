import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countInPython } from '../../../../test/count-in-python.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../../face/index.ts'
import { must, type SearchId } from '../../../kernel/index.ts'
import { recountLogFolder } from '../../../ledger/index.ts'
import { searchById } from '../../../search/index.ts'
import type { Storage } from '../../../storage/index.ts'
import type { ScratchStorage } from '../../../storage/open-scratch-storage.ts'
import { awaitedFirsts } from '../../awaited-firsts.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from '../../open-scratch-house.ts'
import { lettersOfCase, plantedCase } from '../../sample-planted-cases.ts'
import { fitProbe, searchFor, threeFeatures } from '../../sample-requests.ts'
import { setPlanting } from '../planting-setting.ts'
import { tasksFor } from '../tasks-for.ts'
import { analyseCase } from './analyse-case.ts'
import type { PlantedCase } from './case-record.ts'
import { examineCase } from './examine-case.ts'
import { plantCase } from './plant-case.ts'

const words = 'To measure how often our examiners miss the right person.'
const reason = 'Nose, ears and chin were compared at full size.'
type Examining = 'examiner' | 'verifier' | 'thirdExaminer'

/** What a planted case does to the records and the log of a house, on every engine. */
export function describePlantedCases(engine: Storage['engine'], open: () => Promise<ScratchStorage>): void {
  describe(`planted cases in the records on ${engine}`, () => {
    let face: FaceEngine
    let scratch: ScratchHouse
    let users: ScratchStaff
    beforeAll(async () => {
      face = await openFaceEngine({ modelDir: await testModelDir() })
      scratch = await openScratchHouse({ face, persons: 3, storage: await open() })
      users = scratch.users
      await setPlanting(house(), { user: users.manager, faces: 1, cases: 100, words })
    }, 300_000)
    afterAll(async () => {
      await scratch?.close()
      await face?.close()
    })
    const house = () => scratch.house()
    const plant = (mate?: boolean) =>
      plantedCase(house(), {
        user: users.requester,
        clock: scratch.clock,
        ...(mate !== undefined && { mate }),
      })
    const begin = (planted: PlantedCase, who: Examining) =>
      analyseCase(house(), { user: users[who], planted, draft: fitProbe })
    const inQueue = async (who: Examining, id: string) => {
      const asked = { publishedSize: await house().ledger.size(), now: scratch.clock.now() }
      const tasks = await tasksFor(house().storage.db, { user: users[who], ...asked })
      return tasks.some(({ searchId }) => searchId === id)
    }

    it('are no search: no count, no list of what waits and neither recounter holds one', async () => {
      await searchFor(house(), users.requester)
      const planted = await plant(true)
      const before = { counts: await countsOf(house().storage), recount: await recountBoth(scratch) }
      await begin(planted, 'examiner')
      const { mate } = await lettersOfCase(house(), { planted, user: users.examiner })
      const answer = {
        letter: must(mate, 'letter'),
        conclusion: 'supports-same-source',
        features: threeFeatures,
      }
      const findings = {
        answers: [{ ...answer, conclusion: 'supports-same-source' as const, reason }],
        others: { conclusion: 'supports-different-sources' as const, reason },
      }
      await examineCase(house(), { user: users.examiner, planted, findings })
      expect(await countsOf(house().storage)).toEqual(before.counts)
      const waiting = await awaitedFirsts(house(), house().agency.id)
      expect(waiting.map(({ searchId }) => searchId)).not.toContain(planted.id)
      const after = await recountBoth(scratch)
      const { planting = 0 } = before.recount?.entries ?? {}
      expect(after).toEqual({
        ...before.recount,
        entries: { ...before.recount?.entries, planting: planting + 3 },
      })
      await expect(searchById(house().storage.db, planted.id)).rejects.toMatchObject({
        code: 'SEARCH_UNKNOWN',
      })
    }, 120_000)

    it('stand with their entry or not at all, and come when it is tried again', async () => {
      const { searchId } = await searchFor(house(), users.requester)
      const search = await searchById(house().storage.db, searchId)
      const { db } = house().storage
      await sql`create function stop_it() returns trigger language plpgsql as $$ begin raise exception 'power cut'; end $$`.execute(
        db,
      )
      await sql`create trigger stop_it before insert on planted_case_faces for each row execute function stop_it()`.execute(
        db,
      )
      const size = await house().ledger.size()
      await expect(plantCase(house(), search)).rejects.toThrow('power cut')
      expect(await casesAfter(searchId)).toEqual([])
      expect(await db.selectFrom('log_queue').select('entry_id').execute()).toHaveLength(size)
      await sql`drop trigger stop_it on planted_case_faces`.execute(db)
      expect(await plantCase(house(), search)).toBeDefined()
      expect(await casesAfter(searchId)).toHaveLength(1)
    }, 60_000)

    it('stand in the queue only when their entry is in the log, also when the process stopped in between', async () => {
      const { searchId } = await searchFor(house(), users.requester)
      const search = await searchById(house().storage.db, searchId)
      const planted = must(await plantCase(house(), search), 'case')
      await scratch.reopen()
      scratch.clock.goOn(0.2)
      expect(await house().ledger.find(planted.entryId)).toBeDefined()
      expect(await inQueue('examiner', planted.id)).toBe(true)
      const unpublished = { publishedSize: 0, now: scratch.clock.now() }
      expect(await tasksFor(house().storage.db, { user: users.examiner, ...unpublished })).toEqual([])
    }, 60_000)

    it('are begun by one of two who press at once, and are free again when he did not go on', async () => {
      const planted = await plant()
      const both = await Promise.allSettled([begin(planted, 'examiner'), begin(planted, 'verifier')])
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      const late = both[0]?.status === 'fulfilled' ? 'verifier' : 'examiner'
      expect(both.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'RESERVED' } })
      scratch.clock.goOn(2.1)
      expect(await inQueue(late, planted.id)).toBe(true)
      await begin(planted, late)
      await expect(begin(planted, late)).rejects.toMatchObject({ code: 'ALREADY_ANALYSED' })
    }, 60_000)

    it('leave the queue after two weeks in which nobody took them', async () => {
      const planted = await plant()
      scratch.clock.goOn(13)
      house().cases.look()
      await house().cases.idle()
      expect(await inQueue('thirdExaminer', planted.id)).toBe(true)
      scratch.clock.goOn(1.5)
      house().cases.look()
      await house().cases.idle()
      expect(house().cases.fault()).toBeUndefined()
      expect(await inQueue('thirdExaminer', planted.id)).toBe(false)
      const late = analyseCase(house(), { user: users.thirdExaminer, planted, draft: fitProbe })
      await expect(late).rejects.toMatchObject({ code: 'WITHDRAWN' })
    }, 60_000)

    it('let nobody keep a recipe over a task that is none', async () => {
      const row = {
        ...{ id: 'r', search_id: 'nothing', examiner_id: users.examiner.id, title: 't', steps_json: '[]' },
        ...{ copy_json: '{}', created_at: new Date(), updated_at: new Date() },
      }
      const kept = house().storage.db.insertInto('examiner_recipes').values(row).execute()
      await expect(kept).rejects.toMatchObject({ code: '23503' })
    })

    const casesAfter = (id: SearchId) =>
      house().storage.db.selectFrom('planted_cases').select('id').where('after_search_id', '=', id).execute()
  })
}

/** Every table from which searches, lists, conclusions and leads are counted. */
async function countsOf({ db }: Storage) {
  const tables = ['searches', 'search_results', 'candidates', 'requests', 'examinations', 'leads'] as const
  const more = ['assignments', 'probe_analyses', 'rank_views', 'alarms', 'planted_answers'] as const
  const counted = await Promise.all(
    [...tables, ...more].map(async (table) => {
      const rows = await db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<string>().as('n'))
        .execute()
      return [table, rows[0]?.n]
    }),
  )
  return Object.fromEntries(counted) as Record<string, string>
}

/** The log as both recounters add it up; they must say the same. */
async function recountBoth({ logDir }: ScratchHouse) {
  const { report, recount } = await recountLogFolder(logDir)
  expect(report.problems).toEqual([])
  const python = await countInPython(logDir)
  expect(python).toMatchObject({ code: 0, json: { verified: true } })
  expect(python.json.recount).toEqual(recount)
  return recount
}
