import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describePostgresql } from '../../test/describe-postgresql.ts'
import { type EntryId, must, systemClock } from '../kernel/index.ts'
import { parseVerifierKey, verifyTlogProof } from '../proof/index.ts'
import {
  makeScratchDatabase,
  openScratchPostgresql,
  openStorage,
  type ScratchDatabase,
  type ScratchPostgresql,
} from '../storage/index.ts'
import { copyFolder } from '../storage/open-scratch-storage.ts'
import { createLog } from './create-log.ts'
import type { FaultPoint } from './fault-points.ts'
import type { Ledger } from './ledger.ts'
import { type LedgerOptions, openLedger } from './open-ledger.ts'
import { openScratchLedger, type ScratchLedger } from './open-scratch-ledger.ts'
import {
  galleryDraft,
  leadDraft,
  modelDraft,
  outcomeDraft,
  policyDraft,
  refusalDraft,
  resultDraft,
  reviewDraft,
  searchDraft,
} from './sample-drafts.ts'
import { verifyLogFolder } from './verify-log-folder.ts'

const unavailable = { code: 'AUDIT_UNAVAILABLE' }

describePostgresql(() => {
  let storage: ScratchPostgresql
  let scratch: ScratchLedger
  let brokenAt: FaultPoint | undefined

  beforeEach(async () => {
    brokenAt = undefined
    storage = await openScratchPostgresql()
    const faults = (point: FaultPoint): void => {
      if (point === brokenAt) throw Object.assign(new Error('disk'), { code: 'EIO' })
    }
    scratch = await openScratchLedger({ storage, faults })
  })
  afterEach(() => scratch.close())

  const reopened = async (work: (ledger: Ledger) => Promise<void>): Promise<void> => {
    const ledger = await openLedger(scratch.options)
    await work(ledger).finally(() => ledger.close())
  }

  describe('a log over PostgreSQL', () => {
    it('takes the whole story of a search, gives proofs, opens what is hidden, and verifies from its files', async () => {
      const { ledger, options } = scratch
      const search = await appendStory(ledger)
      const { tlogProof, entryBytes } = await ledger.prove(search)
      const keys = [parseVerifierKey(ledger.vkey)]
      expect(await verifyTlogProof({ text: tlogProof, entryBytes, keys })).toMatchObject({ verified: true })
      const hidden = await ledger.namedDisclosures(search)
      expect(hidden.map(({ name }) => name)).toEqual(['actor', 'case', 'cert', 'probe', 'time', 'why'])
      const report = await verifyLogFolder(options.logDir, { vkey: ledger.vkey })
      expect(report).toMatchObject({ verified: true, problems: [], size: 9, vkeyPinned: true })
    })

    it('gives contiguous indices to many at once, though every fifth transaction is rolled back', async () => {
      const { ledger, options } = scratch
      const work = Array.from({ length: 200 }, async (_, at) => {
        const queued = storage.transaction(async (tx) => {
          const id = await ledger.queue(tx, refusalDraft)
          if (at % 5 === 4) throw new Error('rolled back')
          return id
        })
        const id = await queued.catch((): undefined => undefined)
        return id === undefined ? [] : [(await ledger.settled(id)).index]
      })
      const indices = (await Promise.all(work)).flat().sort((left, right) => left - right)
      expect(indices).toEqual(Array.from({ length: 160 }, (_, at) => at + 1))
      expect(await verifyLogFolder(options.logDir)).toMatchObject({ verified: true, size: 161 })
    })

    it('is made once, and goes on where it stopped when it is opened again', async () => {
      const search = await appendStory(scratch.ledger)
      const [note, at] = [await scratch.ledger.checkpoint(), await scratch.ledger.find(search)]
      const queued = await storage.transaction((tx) => scratch.ledger.queue(tx, refusalDraft))
      await scratch.ledger.close()
      await expect(createLog(scratch.options)).rejects.toMatchObject({ code: 'LOG_EXISTS' })
      await reopened(async (ledger) => {
        expect(note).toContain('\n9\n')
        expect(await ledger.find(search)).toEqual(at)
        expect(await ledger.find(queued)).toMatchObject({ index: 9 })
        expect(await ledger.append(outcomeDraft(search))).toMatchObject({ index: 10 })
        expect(await ledger.verify()).toMatchObject({ verified: true, size: 11 })
      })
    })

    it.each(['afterTiles', 'afterSignerMemory', 'afterCommit1', 'afterPublish'] as const)(
      'stops for good when writing fails %s, and loses nothing at the next start',
      async (point) => {
        brokenAt = point
        await expect(scratch.ledger.append(refusalDraft)).rejects.toMatchObject(unavailable)
        brokenAt = undefined
        await expect(scratch.ledger.append(refusalDraft)).rejects.toMatchObject(unavailable)
        await scratch.ledger.close()
        await reopened(async (ledger) => {
          expect(await ledger.verify()).toMatchObject({ verified: true, size: 2 })
        })
      },
    )
  })

  it('goes on when the server ends the connection that holds its lock and nobody else has come', async () => {
    await endLockHolders(scratch.options)
    await expect(scratch.ledger.append(refusalDraft)).resolves.toMatchObject({ index: 1 })
    expect(await scratch.ledger.verify()).toMatchObject({ verified: true, size: 2 })
  })

  describe('a second writer', () => {
    it('is refused on this machine by the signer folder', async () => {
      await expect(openLedger(scratch.options)).rejects.toMatchObject({
        code: 'LOG_IN_USE',
        reason: expect.stringContaining('signer folder'),
      })
    })

    it('is refused on another machine by the database, and taken when the first has stopped', async () => {
      const other = await onAnotherMachine({ scratch, storage })
      try {
        const inUse = { code: 'LOG_IN_USE', reason: expect.stringContaining('database') }
        await expect(openLedger(other.options)).rejects.toMatchObject(inUse)
        await expect(createLog(other.options)).rejects.toMatchObject(inUse)
        await scratch.ledger.append(refusalDraft)
        await scratch.ledger.close()
        await other.takeFiles()
        const ledger = await openLedger(other.options)
        await ledger.append(refusalDraft)
        expect(await ledger.verify()).toMatchObject({ verified: true, size: 3 })
        await ledger.close()
      } finally {
        await other.close()
      }
    })

    it('that came while the connection of the first was broken makes the first stop, not fork the log', async () => {
      const { ledger, options } = scratch
      const other = await onAnotherMachine({ scratch, storage })
      let second: Ledger | undefined
      try {
        await endLockHolders(other.options)
        second = await openLedger(other.options)
        await second.append(refusalDraft)
        const published = await readFile(join(options.logDir, 'checkpoint'), 'utf8')
        await expect(ledger.append(refusalDraft)).rejects.toMatchObject(unavailable)
        expect(await readFile(join(options.logDir, 'checkpoint'), 'utf8')).toBe(published)
        // What the first had queued is committed, so the next round of the second brings it in.
        await second.append(refusalDraft)
        expect(await second.verify()).toMatchObject({ verified: true, size: 4 })
      } finally {
        await second?.close()
        await other.close()
      }
    })
  })

  describe('a restored old database', () => {
    it.each([
      { old: [], what: 'alone' },
      { old: ['log'], what: 'with its log folder, while the signer remembers' },
    ])(
      '$what is refused',
      async ({ old }) => {
        const folder = await mkdtemp(join(tmpdir(), 'casebound-backup-'))
        const database = await makeScratchDatabase()
        const given = { database, folder }
        await withLog(given, async (options) => (await createLog(options)).close())
        const backup = await makeScratchDatabase({ copyOf: database })
        for (const part of old) await copyFolder(join(folder, part), join(folder, `${part}-old`))
        await withLog(given, async (options) => {
          const ledger = await openLedger(options)
          await ledger.append(refusalDraft)
          await ledger.close()
        })
        for (const part of old) {
          await rm(join(folder, part), { recursive: true })
          await copyFolder(join(folder, `${part}-old`), join(folder, part))
        }
        await withLog({ database: backup, folder }, (options) =>
          expect(openLedger(options)).rejects.toMatchObject({ code: 'LOG_ROLLED_BACK' }),
        )
        await Promise.all([database.drop(), backup.drop(), rm(folder, { recursive: true })])
      },
      120_000,
    )
  })
})

/** The entries of one search from its grounds to its outcome; gives the id of the search. */
async function appendStory(ledger: Ledger): Promise<EntryId> {
  await ledger.append(modelDraft)
  const [pol, gal] = [await ledger.append(policyDraft), await ledger.append(galleryDraft)]
  const { entryId: search } = await ledger.append(searchDraft({ pol: pol.entryId, gal: gal.entryId }))
  const { entryId: result } = await ledger.append(resultDraft(search))
  for (const draft of [reviewDraft(result), leadDraft(search), outcomeDraft(search)])
    await ledger.append(draft)
  return search
}

/** A copy of the files in other folders and connections of its own: the same log as from another machine. */
async function onAnotherMachine({
  scratch,
  storage,
}: {
  scratch: ScratchLedger
  storage: ScratchPostgresql
}) {
  const folder = await mkdtemp(join(tmpdir(), 'casebound-other-machine-'))
  const own = await openStorage({
    dataDir: join(folder, 'data'),
    databaseUrl: storage.databaseUrl,
    key: storage.key,
  })
  const [logDir, signerDir] = [join(folder, 'log'), join(folder, 'signer')]
  const takeFiles = async (): Promise<void> => {
    // The lock of the folder belongs to this machine's process and is no part of a copy.
    const filter = (path: string): boolean => !basename(path).startsWith('lock')
    await copyFolder(scratch.options.logDir, logDir)
    await cp(scratch.options.signerDir, signerDir, { recursive: true, filter })
  }
  await takeFiles()
  const { origin, clock } = scratch.options
  const options: LedgerOptions = { storage: own, logDir, signerDir, origin, clock }
  const close = async (): Promise<void> => {
    await own.close()
    await rm(folder, { recursive: true })
  }
  return { options, takeFiles, close }
}

/** Ends the connections that hold a lock of this database, as a restart of the server does, and waits until they are gone. */
async function endLockHolders({ storage: { db } }: LedgerOptions): Promise<void> {
  const holders = sql<{ pid: number }>`select pid from pg_locks join pg_database on oid = database
    where locktype = 'advisory' and datname = current_database()`
  const { rows } = await holders.execute(db)
  await sql`select pg_terminate_backend(${must(rows[0], 'holder of the lock').pid})`.execute(db)
  await expect.poll(async () => (await holders.execute(db)).rows).toEqual([])
}

async function withLog(
  { database, folder }: { database: ScratchDatabase; folder: string },
  work: (options: LedgerOptions) => Promise<void>,
): Promise<void> {
  const key = new Uint8Array(32).fill(7)
  const storage = await openStorage({
    dataDir: join(folder, 'data'),
    databaseUrl: database.databaseUrl,
    key,
  })
  const [logDir, signerDir] = [join(folder, 'log'), join(folder, 'signer')]
  const options = { storage, logDir, signerDir, origin: 'agency.example/fr-log/1', clock: systemClock }
  await work(options).finally(() => storage.close())
}
