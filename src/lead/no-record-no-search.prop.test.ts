import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../test/published-entries.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must } from '../kernel/index.ts'
import { type FaultPoint, faultPoints, verifyLogFolder } from '../ledger/index.ts'
import { createRequest, openSearches, recordResult, type SearchRequest } from '../search/index.ts'
import type { House } from './house.ts'
import { logIntent } from './log-search.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { request } from './probe-to-lead.ts'
import { rankWithin } from './rank-probe.ts'
import { reveal } from './reveal.ts'
import { watchOrder } from './sample-order-watch.ts'
import { draftRequest, permittedDetails } from './sample-requests.ts'
import { permit, whoAsks } from './who-asks.ts'

type Trouble = 'delay' | 'throw' | 'crash'
type Schedule = {
  readonly requests: number
  /** In the log's writer: at which point, the how manieth time it is passed. */
  readonly writer: readonly { readonly point: FaultPoint; readonly pass: number; readonly trouble: Trouble }[]
  /** Around the transactions of the acts: which one, before or after it commits. */
  readonly acts: readonly {
    readonly nth: number
    readonly when: 'before' | 'after'
    readonly trouble: 'delay' | 'throw'
  }[]
}

const schedules: fc.Arbitrary<Schedule> = fc.record({
  requests: fc.integer({ min: 1, max: 3 }),
  writer: fc.array(
    fc.record({
      point: fc.constantFrom(...faultPoints),
      pass: fc.integer({ min: 0, max: 3 }),
      trouble: fc.constantFrom<Trouble[]>('delay', 'delay', 'throw', 'crash'),
    }),
    { maxLength: 2 },
  ),
  acts: fc.array(
    fc.record({
      nth: fc.integer({ min: 0, max: 5 }),
      when: fc.constantFrom('before', 'after'),
      trouble: fc.constantFrom('delay', 'throw'),
    }),
    { maxLength: 2 },
  ),
})

/** Schedules that every run has: nothing goes wrong, a result that is never written, a crash before and after publication. */
const always: readonly Schedule[] = [
  { requests: 2, writer: [], acts: [] },
  { requests: 1, writer: [], acts: [{ nth: 1, when: 'before', trouble: 'throw' }] },
  { requests: 3, writer: [{ point: 'afterCommit1', pass: 0, trouble: 'crash' }], acts: [] },
  { requests: 2, writer: [{ point: 'afterPublish', pass: 1, trouble: 'crash' }], acts: [] },
]

let face: FaceEngine
let scratch: ScratchHouse
let sample: SearchRequest
/** What the writer meets at a point; changed by each test. */
let atPoint: (point: FaultPoint) => Promise<void> | void = () => undefined

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 3, faults: (point) => atPoint(point) })
  sample = await draftRequest(scratch.house(), { user: scratch.users.requester })
  await scratch.house().gallery.commit()
})
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})
beforeEach(() => {
  atPoint = () => undefined
})

/** Another request with the same still; looking for its faces again would only cost time. */
async function sameAgain(house: House): Promise<SearchRequest> {
  const { db } = house.storage
  const user = scratch.users.requester
  const made = await createRequest(house, {
    agencyId: user.agency.id,
    requesterId: user.id,
    details: permittedDetails,
  })
  const probe = await db
    .selectFrom('requests')
    .select(['probe_blob_id', 'probe_sha256', 'probe_json'])
    .where('id', '=', sample.id)
    .executeTakeFirstOrThrow()
  await db.updateTable('requests').set(probe).where('id', '=', made.id).execute()
  return { ...made, probe: sample.probe }
}

/** Plays the writer's part of a schedule. A crash is a point that never ends until the process is gone. */
function playWriter(schedule: Schedule) {
  const passed = new Map<FaultPoint, number>()
  let die: () => void = () => undefined
  let crashed: () => void = () => undefined
  const dead = new Promise<never>((_, reject) => {
    die = () => reject(new Error('the process is gone'))
  })
  dead.catch(() => undefined)
  const crash = new Promise<void>((resolve) => {
    crashed = resolve
  })
  atPoint = async (point) => {
    const pass = passed.get(point) ?? 0
    passed.set(point, pass + 1)
    for (const fault of schedule.writer) {
      if (fault.point !== point || fault.pass !== pass) continue
      if (fault.trouble === 'delay') await sleep(30)
      if (fault.trouble === 'throw') throw new Error('disk')
      if (fault.trouble === 'crash') {
        crashed()
        await dead
      }
    }
  }
  return { crash, die }
}

function troubledActs(house: House, schedule: Schedule): House {
  let count = 0
  const transaction: House['storage']['transaction'] = async (work) => {
    const nth = count++
    const meet = async (moment: 'before' | 'after') => {
      for (const { trouble } of schedule.acts.filter((act) => act.nth === nth && act.when === moment)) {
        if (trouble === 'delay') await sleep(30)
        else throw new Error('connection lost')
      }
    }
    await meet('before')
    const done = await house.storage.transaction(work)
    await meet('after')
    return done
  }
  return { ...house, storage: { ...house.storage, transaction } }
}

describe('no record, no search', () => {
  it('holds whatever is slow, fails or stops, and the next start says what was cut off', async () => {
    let seen = 0
    let cutOff = 0
    await fc.assert(
      fc.asyncProperty(schedules, async (schedule) => {
        const house = scratch.house()
        const asked: SearchRequest[] = []
        for (let at = 0; at < schedule.requests; at++) asked.push(await sameAgain(house))
        const watch = watchOrder(troubledActs(house, schedule), scratch.logDir)
        const { crash, die } = playWriter(schedule)
        const ends = Promise.allSettled(
          asked.map((each) =>
            watch.during(each.id, () =>
              request(watch.house, { user: scratch.users.requester, request: each }),
            ),
          ),
        )
        // After a crash nobody is there to go on: what has not ended by now never does.
        await Promise.race([ends, crash])
        die()
        seen += (await ends).filter(({ status }) => status === 'fulfilled').length
        expect(watch.faults).toEqual([])

        atPoint = () => undefined
        const open = await openSearches(scratch.storage.db)
        const { interrupted } = await scratch.reopen()
        cutOff += interrupted.length
        expect(interrupted.toSorted()).toEqual(open.map(({ id }) => id).toSorted())
        expect(await openSearches(scratch.storage.db)).toEqual([])
        const { verified, problems } = await verifyLogFolder(scratch.logDir)
        expect({ verified, problems }).toEqual({ verified: true, problems: [] })
        await everySearchEndsOnce(house.ledger.vkey)
      }),
      { numRuns: 15, examples: always.map((schedule) => [schedule]) },
    )
    // The schedules reach both: lists that were shown, and searches that a stop cut off.
    expect(seen).toBeGreaterThan(0)
    expect(cutOff).toBeGreaterThan(0)
  }, 300_000)

  it('is watched by a check that sees a comparison before its record', async () => {
    const house = scratch.house()
    const hasty: House = {
      ...house,
      ledger: {
        ...house.ledger,
        settled: async (entryId) => ({ entryId, index: 0, size: 1, leafSha256: '' }),
      },
    }
    const unticketed: House = {
      ...hasty,
      gallery: {
        ...house.gallery,
        tickets: { issue: async () => ({ number: 'made up', index: 0, leafSha256: '' }) },
      },
    }
    const asked = await sameAgain(house)
    const watch = watchOrder(unticketed, scratch.logDir)
    let release: () => void = () => undefined
    atPoint = () => new Promise((resolve) => (release = resolve))
    const ask = { user: scratch.users.requester, request: asked }
    const end = watch.during(asked.id, () => request(watch.house, ask)).catch(() => undefined)
    await end
    expect(watch.comparisons()).toBe(1)
    expect(watch.faults).toContain('compared before search was published')
    atPoint = () => undefined
    release()
    await scratch.reopen()
  })

  it('is watched by a check that sees a list before its record', async () => {
    const house = scratch.house()
    const asked = await sameAgain(house)
    const watch = watchOrder(house, scratch.logDir)
    const ask = { user: scratch.users.requester, request: asked }
    let release: () => void = () => undefined
    await watch.during(asked.id, () =>
      watch.house.gallery.hold(async (held) => {
        const permitted = permit(house, await whoAsks(house, ask))
        const intent = await logIntent(house, { ...ask, permitted, held })
        const { found } = await rankWithin(house, { intent, held })
        atPoint = () => new Promise((resolve) => (release = resolve))
        const candidates = await house.storage.transaction(async (tx) => {
          const entryId = await house.ledger.queue(tx, {
            type: 'result',
            unit: house.unit,
            ref: intent.logged.entryId,
            fields: { n: '1-5', rows: 3, exact: true, engine: '0'.repeat(64) },
            hidden: { cands: found.rows.map(({ personId }) => ({ personId })) },
          })
          return recordResult(tx, {
            ...{ searchId: intent.searchId, found, entryId, now: house.clock.now() },
            orderSeed: new Uint8Array(32),
          })
        })
        return reveal({ intent, found, result: { candidates, logged: intent.logged } })
      }),
    )
    expect(watch.faults).toEqual(['list seen before result was published'])
    atPoint = () => undefined
    release()
    await scratch.reopen()
  })
})

/** Every `search` entry of the published log is ended by exactly one `result` or `fail`. */
async function everySearchEndsOnce(vkey: string): Promise<void> {
  const entries = await publishedEntries(scratch.logDir, vkey)
  for (const [index, entry] of entries.entries()) {
    if (entry.t !== 'search') continue
    const ends = entries.filter(({ t, ref }) => (t === 'result' || t === 'fail') && ref === index)
    expect(ends).toHaveLength(1)
    const row = await scratch.storage.db
      .selectFrom('searches')
      .select('id')
      .where('entry_id', '=', must(entry.id, 'id of an entry'))
      .executeTakeFirst()
    expect(row).toBeDefined()
  }
}
