import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../kernel/index.ts'
import type { Db, Storage, Tx } from './open-storage.ts'
import type { Tables } from './tables.ts'

/**
 * What all agencies of a region share. Every other table must have row-level security; written out here, so that a new
 * table is thought of.
 */
const shared: readonly (keyof Tables | 'migrations')[] = [
  'agencies',
  'persons',
  'bookings',
  'templates',
  'gallery_states',
  'policy_adoptions',
  'policy_versions',
  'policy_proposals',
  'model_uses',
  'model_tests',
  'model_change',
  'stranger_studies',
  'log_queue',
  'log_entries',
  'log_head',
  'log_signed',
  'log_cosigned',
  'code_lists',
  'migrations',
  'ceremonies',
  'sign_in_tries',
  'sso_providers',
  'tripwire_settings',
  'canaries',
]

const at = new Date('2026-11-26T10:00:00Z')
const [ours, theirs] = ['OUR-PD', 'THEIR-PD']

/** An agency sees and changes its own rows only, by plain SQL, on every engine. */
export function describeRowsByAgencyContract(engine: Storage['engine'], open: () => Promise<Storage>): void {
  describe(`rows by agency on ${engine}`, () => {
    let storage: Storage
    const users = new Map<string, string>()
    beforeAll(async () => {
      storage = await open()
      for (const id of [ours, theirs]) {
        await storage.db
          .insertInto('agencies')
          .values({ id, name: id, demonstration: true, created_at: at })
          .execute()
        users.set(id, await addUser(storage.db, id))
      }
    })
    afterAll(() => storage?.close())
    const agenciesSeen = async (db: Db | Tx = storage.db) =>
      (await db.selectFrom('users').select('agency_id').execute()).map((row) => row.agency_id)

    test('every table is shared by the region or bound to an agency', async () => {
      const tables = await sql<{ name: string; bound: boolean }>`
        select relname as name, relrowsecurity as bound from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace`.execute(storage.db)
      const unbound = tables.rows.filter(({ bound }) => !bound).map(({ name }) => name)
      expect(unbound.sort()).toEqual([...shared].sort())
      const rules = await sql<{ name: string }>`
        select distinct tablename as name from pg_policies where policyname = 'own_agency'`.execute(
        storage.db,
      )
      const bound = tables.rows.filter((table) => table.bound).map(({ name }) => name)
      expect(rules.rows.map(({ name }) => name).sort()).toEqual(bound.sort())
    })

    test('the house sees all rows, an agency its own', async () => {
      expect((await agenciesSeen()).sort()).toEqual([ours, theirs])
      expect(await storage.actingFor(ours, () => agenciesSeen())).toEqual([ours])
      expect(await storage.actingFor(theirs, () => agenciesSeen())).toEqual([theirs])
      expect(await storage.actingFor('NOBODY-PD', () => agenciesSeen())).toEqual([])
      expect((await agenciesSeen()).sort()).toEqual([ours, theirs])
    })

    test('also in a transaction, after one that failed, and in the house’s own work amid an agency’s', async () => {
      await storage.actingFor(ours, async () => {
        expect(await storage.transaction((tx) => agenciesSeen(tx))).toEqual([ours])
        const failing = storage.transaction(async (tx) => {
          await sql`select 1 / 0`.execute(tx)
        })
        await expect(failing).rejects.toMatchObject({ code: '22012' })
        expect(await agenciesSeen()).toEqual([ours])
        expect(await storage.actingFor(undefined, () => agenciesSeen())).toHaveLength(2)
        expect(await agenciesSeen()).toEqual([ours])
      })
    })

    test('whoever works at the same moment is never taken for another', async () => {
      const kinds = [ours, theirs, undefined]
      const work = Array.from({ length: 60 }, async (_, index) => {
        const agencyId = kinds[index % 3]
        await sleep(Math.random() * 20)
        const seen = await storage.actingFor(agencyId, () =>
          index % 2 === 0 ? agenciesSeen() : storage.transaction((tx) => agenciesSeen(tx)),
        )
        expect(seen.sort()).toEqual(agencyId === undefined ? [ours, theirs] : [agencyId])
      })
      await Promise.all(work)
    })

    test('an agency adds, changes and deletes nothing of another', async () => {
      await storage.actingFor(ours, async () => {
        await expect(addUser(storage.db, theirs)).rejects.toMatchObject({ code: '42501' })
        const change = storage.db
          .updateTable('users')
          .set({ name: 'changed' })
          .where('agency_id', '=', theirs)
        expect((await change.executeTakeFirst()).numUpdatedRows).toBe(0n)
        const giveAway = storage.db.updateTable('users').set({ agency_id: theirs }).execute()
        await expect(giveAway).rejects.toMatchObject({ code: '42501' })
        const removal = storage.db.deleteFrom('users').where('agency_id', '=', theirs)
        expect((await removal.executeTakeFirst()).numDeletedRows).toBe(0n)
      })
    })

    test('what belongs to a user, a request or a search belongs to its agency', async () => {
      const times = { created_at: at, last_seen_at: at, confirmed_at: at, expires_at: at }
      const session = { ...times, via: 'console', ended_at: null }
      for (const [, user_id] of users) {
        await storage.db
          .insertInto('sessions')
          .values({ ...session, user_id, token_sha256: newId() })
          .execute()
      }
      const seen = await storage.actingFor(ours, () =>
        storage.db.selectFrom('sessions').select('user_id').execute(),
      )
      expect(seen).toEqual([{ user_id: users.get(ours) }])
    })

    test('the log’s own tables and the agencies are the house’s alone to change', async () => {
      const statements = [
        `insert into log_signed values (1, 'r', now())`,
        `update log_head set size = 0`,
        `update agencies set name = 'ours'`,
        `alter table users disable row level security`,
        `drop policy own_agency on users`,
      ]
      for (const statement of statements) {
        const refused = storage.actingFor(ours, () => sql.raw(statement).execute(storage.db))
        await expect(refused, statement).rejects.toMatchObject({ code: '42501' })
      }
    })
  })
}

async function addUser(db: Db, agency_id: string): Promise<string> {
  const id = newId()
  const user = { id, agency_id, login: id, name: 'x', roles: [], created_at: at, revalidated_at: at }
  await db.insertInto('users').values(user).execute()
  return id
}
