import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must, newId } from '../kernel/index.ts'
import { isUniqueViolation } from './is-unique-violation.ts'
import { migrate } from './migrate.ts'
import type { Storage } from './open-storage.ts'

const at = new Date('2026-03-04T05:06:07.089Z')
const agency = (id: string) => ({ id, name: 'Agency', demonstration: false, created_at: at })
const boom = new Error('boom')

/** What every engine promises; run once against PGlite and once against PostgreSQL. */
export function describeStorageContract(engine: Storage['engine'], open: () => Promise<Storage>): void {
  describe(`storage on ${engine}`, () => {
    let storage: Storage
    beforeAll(async () => {
      storage = await open()
    })
    afterAll(() => storage?.close())

    test('says which engine it is and has run its migrations once', async () => {
      expect(storage.engine).toBe(engine)
      expect(await migrate(storage.db)).toEqual([])
      const names = await sql<{ name: string }>`select name from migrations order by name`.execute(storage.db)
      expect(names.rows[0]).toEqual({ name: '0001-house' })
    })
    describeTransactions(() => storage)
    describeValues(() => storage)
  })
}

function describeTransactions(the: () => Storage): void {
  test('a transaction that throws leaves nothing, one that returns leaves everything', async () => {
    const [kept, lost, alsoLost] = [newId(), newId(), newId()]
    const failing = the().transaction(async (tx) => {
      await tx.insertInto('agencies').values(agency(lost)).execute()
      await tx.insertInto('agencies').values(agency(alsoLost)).execute()
      throw boom
    })
    await expect(failing).rejects.toBe(boom)
    const given = await the().transaction(async (tx) => {
      await tx.insertInto('agencies').values(agency(kept)).execute()
      return 'given'
    })
    expect(given).toBe('given')
    const rows = await the()
      .db.selectFrom('agencies')
      .select('id')
      .where('id', 'in', [kept, lost, alsoLost])
      .execute()
    expect(rows).toEqual([{ id: kept }])
  })

  test('fifty transactions at once run one after another and none is lost', async () => {
    const id = newId()
    await the()
      .db.insertInto('agencies')
      .values({ ...agency(id), name: '0' })
      .execute()
    let open = 0
    const add = () =>
      the().transaction(async (tx) => {
        expect(++open).toBe(1)
        const row = await tx
          .selectFrom('agencies')
          .select('name')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        await sleep(Math.random() * 8)
        await tx
          .updateTable('agencies')
          .set({ name: String(Number(row.name) + 1) })
          .where('id', '=', id)
          .execute()
        open--
      })
    const read = () => the().db.selectFrom('agencies').select('name').where('id', '=', id).executeTakeFirst()
    await Promise.all(Array.from({ length: 50 }, () => Promise.all([add(), read()])))
    expect(await read()).toEqual({ name: '50' })
  })

  test('a transaction in which a swallowed error lost the rows does not report success', async () => {
    const id = newId()
    const swallowing = the().transaction(async (tx) => {
      await tx.insertInto('agencies').values(agency(id)).execute()
      await tx
        .insertInto('agencies')
        .values(agency(id))
        .execute()
        .catch(() => undefined)
    })
    await expect(swallowing).rejects.toMatchObject({ code: '25P02' })
    expect(await the().db.selectFrom('agencies').where('id', '=', id).select('id').execute()).toEqual([])
  })

  test('using db or a second transaction inside a transaction is an error, not a standstill', async () => {
    const query = () => the().db.selectFrom('agencies').selectAll().execute()
    await expect(the().transaction(query)).rejects.toThrow('use its tx instead')
    await expect(the().transaction(() => the().transaction(async () => 1))).rejects.toThrow(
      'use its tx instead',
    )
  })

  test('work that a transaction started and that goes on after its end may use db', async () => {
    let later: Promise<unknown> = Promise.resolve()
    await the().transaction(async () => {
      later = sleep(100).then(() => the().db.selectFrom('agencies').select('id').execute())
    })
    await expect(later).resolves.toBeInstanceOf(Array)
  })

  test('a unique violation is told from other errors', async () => {
    const id = newId()
    const insert = () => the().db.insertInto('agencies').values(agency(id)).execute()
    await insert()
    const again = await insert().catch((error: unknown) => error)
    expect(again).toMatchObject({ code: '23505' })
    expect(isUniqueViolation(again)).toBe(true)
    const times = { created_at: at, revalidated_at: at }
    const orphan = { id, agency_id: newId(), login: id, name: 'x', roles: [], ...times }
    const noAgency = await the()
      .db.insertInto('users')
      .values(orphan)
      .execute()
      .catch((error: unknown) => error)
    expect(noAgency).toMatchObject({ code: '23503' })
    expect(isUniqueViolation(noAgency)).toBe(false)
    expect(isUniqueViolation(boom)).toBe(false)
  })

  test('a change says how many rows it changed', async () => {
    const id = newId()
    await the().db.insertInto('agencies').values(agency(id)).execute()
    const change = the().db.updateTable('agencies').set({ name: 'new' })
    expect((await change.where('id', '=', id).executeTakeFirst()).numUpdatedRows).toBe(1n)
    expect((await change.where('id', '=', newId()).executeTakeFirst()).numUpdatedRows).toBe(0n)
    const removal = the().db.deleteFrom('agencies').where('id', '=', id)
    expect((await removal.executeTakeFirst()).numDeletedRows).toBe(1n)
  })
}

function describeValues(the: () => Storage): void {
  test('text lists, times, truth values and nothing come back as they went in', async () => {
    const id = newId()
    await the()
      .db.insertInto('agencies')
      .values({ ...agency(id), demonstration: true })
      .execute()
    const roles = ['plain', 'with space', '"quoted"', 'a,b', '{x}', 'back\\slash', 'NULL', '', 'Ünïcødé 頭']
    const times = { created_at: at, revalidated_at: at }
    const user = { id, agency_id: id, login: id, name: "O'Brien\n", roles, ...times }
    await the().db.insertInto('users').values(user).execute()
    const back = await the().db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(back).toEqual({ ...user, closed_at: null, last_signed_in_at: null, unit: null })
    expect(back.created_at).toBeInstanceOf(Date)
    const made = await the().db.selectFrom('agencies').selectAll().where('id', '=', id).executeTakeFirst()
    expect(made?.demonstration).toBe(true)
    await the().db.updateTable('users').set({ roles: [], closed_at: at }).where('id', '=', id).execute()
    const closed = await the().db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
    expect(closed).toMatchObject({ roles: [], closed_at: at })
  })

  test.each([
    ['no bytes', new Uint8Array(0)],
    ['every byte value', Uint8Array.from({ length: 256 }, (_, value) => value)],
    ['a view into a larger buffer', new Uint8Array([1, 2, 3, 4, 5]).subarray(1, 4)],
    ['a megabyte', new Uint8Array(randomBytes(1 << 20))],
  ])('bytes come back as a plain Uint8Array: %s', async (_name, bytes) => {
    const entry_id = newId()
    await the().db.insertInto('log_queue').values({ entry_id, bytes, queued_at: at }).execute()
    const back = await the()
      .db.selectFrom('log_queue')
      .selectAll()
      .where('entry_id', '=', entry_id)
      .executeTakeFirstOrThrow()
    expect(Object.getPrototypeOf(back.bytes)).toBe(Uint8Array.prototype)
    expect(Buffer.compare(back.bytes, bytes)).toBe(0)
    expect(back.queue_position).toMatch(/^\d+$/)
  })

  test('whole numbers beyond 2^53 come back exactly, as text', async () => {
    const size = '9223372036854775807'
    const signed = { size, root: 'r', signed_at: at, note: null }
    await the().db.insertInto('log_signed').values(signed).execute()
    const back = await the()
      .db.selectFrom('log_signed')
      .selectAll()
      .where('size', '=', size)
      .executeTakeFirst()
    expect(back).toEqual(signed)
    const count = await the()
      .db.selectFrom('log_signed')
      .select((eb) => eb.fn.countAll<string>().as('rows'))
      .executeTakeFirst()
    expect(must(count, 'count').rows).toMatch(/^\d+$/)
  })

  test('a blob of five megabytes comes back whole', async () => {
    const bytes = new Uint8Array(randomBytes(5 << 20))
    const { blobId } = await the().blobs.put(bytes)
    expect(Buffer.compare(await the().blobs.get(blobId), bytes)).toBe(0)
  })
}
