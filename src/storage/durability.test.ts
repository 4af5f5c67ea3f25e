import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { newId } from '../kernel/index.ts'
import { checkServer } from './check-server.ts'
import { makeScratchFolder, openScratchStorage, scratchKey } from './open-scratch-storage.ts'
import { openStorage } from './open-storage.ts'
import { openPglite } from './pglite-engine.ts'
import { openPostgresql } from './postgresql-engine.ts'
import type { Tables } from './tables.ts'

test('every commit of the embedded database flushes to the disk', async () => {
  const dataDir = await makeScratchFolder()
  const { dialect, syncCount } = await openPglite(dataDir)
  const db = new Kysely<Tables>({ dialect })
  const before = syncCount()
  for (let row = 0; row < 50; row++)
    await db
      .insertInto('agencies')
      .values({ id: newId(), name: 'x', demonstration: false, created_at: new Date() })
      .execute()
  expect(syncCount() - before).toBeGreaterThanOrEqual(50)
  await db.destroy()
  await rm(dataDir, { recursive: true })
})

/** Lets a child insert for a while, kills it without warning, and gives the ids it had acknowledged. */
async function insertAndKill(dataDir: string): Promise<string[]> {
  const script = fileURLToPath(new URL('./insert-until-killed.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const acknowledged: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    if (acknowledged.length === 0) setTimeout(() => child.kill('SIGKILL'), 20 + Math.random() * 400)
    acknowledged.push(line)
  }
  expect(await ended).toEqual([null, 'SIGKILL'])
  return acknowledged
}

test('a process killed at any moment loses no acknowledged row, and the next one takes its lock over', async () => {
  const dataDir = await makeScratchFolder()
  const acknowledged: string[] = []
  for (let kill = 0; kill < 5; kill++) acknowledged.push(...(await insertAndKill(dataDir)))
  expect(acknowledged.length).toBeGreaterThan(20)
  const storage = await openStorage({ dataDir, key: scratchKey })
  const rows = await storage.db.selectFrom('agencies').select('id').execute()
  const kept = new Set(rows.map((row) => row.id))
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
  // The last row of each child may have been committed and not yet acknowledged.
  expect(kept.size - acknowledged.length).toBeLessThanOrEqual(5)
  await storage.close()
  await rm(dataDir, { recursive: true })
}, 300_000)

test('a database that does not wait for the disk is refused', async () => {
  const storage = await openScratchStorage()
  await checkServer(storage.db)
  await sql`set synchronous_commit = off`.execute(storage.db)
  await expect(checkServer(storage.db)).rejects.toMatchObject({
    code: 'DATABASE_UNSUITABLE',
    evidence: { setting: 'synchronous_commit', value: 'off' },
  })
  await storage.close()
})

test('a server that is not there is refused, and the message does not show the password', async () => {
  const opening = openPostgresql('postgres://casebound:hidden@127.0.0.1:1/none')
  const error = await opening.catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'DATABASE_UNREACHABLE', evidence: { code: 'ECONNREFUSED' } })
  expect(JSON.stringify(error)).not.toContain('hidden')
})

test('a storage does not open with another key', async () => {
  const storage = await openScratchStorage()
  const opening = openStorage({ dataDir: storage.dataDir, key: new Uint8Array(32).fill(8) })
  await expect(opening).rejects.toMatchObject({ code: 'KEY_WRONG' })
  await storage.close()
})
