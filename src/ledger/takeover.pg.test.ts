import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rename, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { describePostgresql } from '../../test/describe-postgresql.ts'
import { systemClock } from '../kernel/index.ts'
import { makeScratchDatabase, openStorage, type ScratchDatabase, type Storage } from '../storage/index.ts'
import type { Ledger } from './ledger.ts'
import { openLedger } from './open-ledger.ts'
import { refusalDraft } from './sample-drafts.ts'

const program = fileURLToPath(new URL('./takeover-child.ts', import.meta.url))
let folder: string
let database: ScratchDatabase
let storage: Storage
let child: ChildProcess
let lines: AsyncIterator<string>

const said = async () => (await lines.next()).value
const tell = (line: string) => child.stdin?.write(`${line}\n`)
const state = async () =>
  (await readFile(`/proc/${child.pid}/stat`, 'latin1')).replace(/^.*\) /, '').slice(0, 1)

/** What its machine would leave behind when it hangs: claims that are no longer touched, and no connection that holds the lock. */
async function forgetTheStopped(): Promise<void> {
  for (const seat of ['signer', 'signer/process']) {
    const claims = join(folder, seat, 'lock')
    for (const name of await readdir(claims)) {
      const [pid, start, , random] = name.split('-')
      const elsewhere = join(claims, [pid, start, 'f'.repeat(16), random].join('-'))
      await rename(join(claims, name), elsewhere)
      await utimes(elsewhere, 1, 1)
    }
  }
  await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()
    and database = (select oid from pg_database where datname = current_database())`.execute(storage.db)
}

/** Every file of the log with the hash of its bytes. */
async function filesOfLog(): Promise<Record<string, string>> {
  const names = await readdir(join(folder, 'log'), { recursive: true, withFileTypes: true })
  const files: Record<string, string> = {}
  for (const file of names.filter((one) => one.isFile())) {
    const path = join(file.parentPath, file.name)
    files[path] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  }
  return files
}

describePostgresql(() => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'casebound-takeover-'))
    database = await makeScratchDatabase()
    const { databaseUrl } = database
    storage = await openStorage({ dataDir: folder, databaseUrl, key: new Uint8Array(32).fill(7) })
    child = spawn(process.execPath, ['--import', 'tsx', program, folder, databaseUrl], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    if (child.stdout) lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  })
  afterEach(async () => {
    child.kill('SIGKILL')
    await storage.close()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  it.each(['nothing', 'afterTake', 'afterTiles', 'afterSign'])(
    'a writer stopped with %s in hand, whose log another took over, writes nothing when it goes on',
    async (point) => {
      expect(await said()).toBe('opened')
      tell('')
      expect(await said()).toBe('settled')
      if (point === 'nothing') child.kill('SIGSTOP')
      else {
        tell(point)
        expect(await said()).toBe('stopping')
      }
      await expect.poll(state).toBe('T')

      const [logDir, signerDir] = [join(folder, 'log'), join(folder, 'signer')]
      const options = { storage, logDir, signerDir, origin: 'agency.example/fr-log/1', clock: systemClock }
      await expect(openLedger(options)).rejects.toMatchObject({ code: 'LOG_IN_USE' })
      await forgetTheStopped()
      const second: Ledger = await openLedger(options)
      await second.append(refusalDraft)
      const before = await filesOfLog()

      child.kill('SIGCONT')
      if (point === 'nothing') tell('')
      expect(await said()).toBe('AUDIT_UNAVAILABLE')
      tell('')
      expect(await said()).toBe('AUDIT_UNAVAILABLE')
      expect(await filesOfLog()).toEqual(before)
      await second.append(refusalDraft)
      expect(await second.verify()).toMatchObject({ verified: true })
      await second.close()
    },
    120_000,
  )
})
