import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId, systemClock } from '../kernel/index.ts'
import { openScratchStorage, openStorage } from '../storage/index.ts'
import { copyFolder } from '../storage/open-scratch-storage.ts'
import { createLog } from './create-log.ts'
import type { FaultPoint } from './fault-points.ts'
import type { Ledger } from './ledger.ts'
import { type LedgerOptions, openLedger } from './open-ledger.ts'
import { openScratchLedger, type ScratchLedger } from './open-scratch-ledger.ts'
import { refusalDraft } from './sample-drafts.ts'

let scratch: ScratchLedger
let brokenAt: FaultPoint | undefined

beforeEach(async () => {
  brokenAt = undefined
  scratch = await openScratchLedger({
    faults: (point) => {
      if (point === brokenAt) throw Object.assign(new Error('disk'), { code: 'EIO' })
    },
  })
})

afterEach(() => scratch.close())

const reopened = async (work: (ledger: Ledger) => Promise<void>): Promise<void> => {
  const ledger = await openLedger(scratch.options)
  await work(ledger).finally(() => ledger.close())
}

describe('a writer that meets trouble', () => {
  it.each(['afterTiles', 'afterSignerMemory', 'afterCommit1', 'afterPublish'] as const)(
    'at %s stops for good, refuses every later call, and loses nothing at the next start',
    async (point) => {
      const { ledger } = scratch
      brokenAt = point
      await expect(ledger.append(refusalDraft)).rejects.toMatchObject({
        code: 'AUDIT_UNAVAILABLE',
        reason: expect.stringContaining('EIO'),
      })
      brokenAt = undefined
      const unavailable = { code: 'AUDIT_UNAVAILABLE' }
      await expect(ledger.append(refusalDraft)).rejects.toMatchObject(unavailable)
      await expect(ledger.size()).rejects.toMatchObject(unavailable)
      await expect(ledger.checkpoint()).rejects.toMatchObject(unavailable)
      await expect(ledger.find(newId())).rejects.toMatchObject(unavailable)
      await expect(ledger.entry(0)).rejects.toMatchObject(unavailable)
      await expect(ledger.disclosures(newId())).rejects.toMatchObject(unavailable)
      await ledger.close()
      await reopened(async (again) => {
        expect(await again.verify()).toMatchObject({ verified: true, size: 2 })
      })
    },
  )

  it('is refused while another writer is open', async () => {
    await expect(openLedger(scratch.options)).rejects.toMatchObject({ code: 'LOG_IN_USE' })
    await scratch.ledger.append(refusalDraft)
  })

  it('stops when somebody else has moved the head of the log', async () => {
    await scratch.storage.db.updateTable('log_head').set({ size: '7' }).execute()
    await expect(scratch.ledger.append(refusalDraft)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
  })

  it('makes a log once and never again', async () => {
    await scratch.ledger.close()
    await expect(createLog(scratch.options)).rejects.toMatchObject({ code: 'LOG_EXISTS' })
  })

  it('makes no second log with another database over the files of a published one, and leaves them as they are', async () => {
    await scratch.ledger.append(refusalDraft)
    await scratch.ledger.close()
    const before = await readdir(scratch.options.logDir, { recursive: true })
    const storage = await openScratchStorage()
    await expect(createLog({ ...scratch.options, storage })).rejects.toMatchObject({ code: 'LOG_EXISTS' })
    await storage.close()
    expect(await readdir(scratch.options.logDir, { recursive: true })).toEqual(before)
  })

  it('does not open a log that was never made, or with a signer of another origin', async () => {
    await scratch.ledger.close()
    const options = { ...scratch.options, origin: 'other.example/fr-log/1' }
    await expect(openLedger(options)).rejects.toMatchObject({ code: 'SIGNER_REFUSED' })
    const storage = await openScratchStorage()
    await expect(openLedger({ ...scratch.options, storage })).rejects.toMatchObject({ code: 'LOG_ABSENT' })
    await storage.close()
  })

  it('does not sign without its key or without its memory', async () => {
    await scratch.ledger.close()
    const { signerDir } = scratch.options
    await rm(join(signerDir, 'signed.json'))
    await expect(openLedger(scratch.options)).rejects.toMatchObject({ code: 'SIGNER_MEMORY_LOST' })
    await rm(join(signerDir, 'log-key.pem'))
    await expect(openLedger(scratch.options)).rejects.toMatchObject({ code: 'SIGNER_MISSING' })
  })

  it('sequences at start what was queued and never waited for', async () => {
    const { ledger, storage } = scratch
    const id = await storage.transaction((tx) => ledger.queue(tx, refusalDraft))
    await ledger.close()
    await reopened(async (again) => {
      expect(await again.find(id)).toMatchObject({ index: 1 })
    })
  })

  it('soon sequences what was queued and never waited for while it runs', async () => {
    const { ledger, storage } = scratch
    const id = await storage.transaction((tx) => ledger.queue(tx, refusalDraft))
    await expect.poll(() => ledger.find(id), { timeout: 10_000 }).toMatchObject({ index: 1 })
  })
})

describe('a restored old backup', () => {
  it.each([
    { old: ['db'], what: 'the database alone' },
    { old: ['db', 'log'], what: 'database and log folder, while the signer remembers' },
  ])(
    'of $what is refused',
    async ({ old }) => {
      const folder = await mkdtemp(join(tmpdir(), 'casebound-backup-'))
      const source = await openScratchStorage()
      await copyFolder(source.dataDir, join(folder, 'db'))
      await source.close()
      const key = new Uint8Array(32).fill(7)
      const withLog = async (work: (options: LedgerOptions) => Promise<void>): Promise<void> => {
        const storage = await openStorage({ dataDir: join(folder, 'db'), key })
        const [logDir, signerDir] = [join(folder, 'log'), join(folder, 'signer')]
        const options = { storage, logDir, signerDir, origin: 'agency.example/fr-log/1', clock: systemClock }
        await work(options).finally(() => storage.close())
      }
      await withLog(async (options) => (await createLog(options)).close())
      for (const part of old) await copyFolder(join(folder, part), join(folder, `${part}-old`))
      await withLog(async (options) => {
        const ledger = await openLedger(options)
        await ledger.append(refusalDraft)
        await ledger.close()
      })
      for (const part of old) {
        await rm(join(folder, part), { recursive: true })
        await copyFolder(join(folder, `${part}-old`), join(folder, part))
      }
      await withLog((options) =>
        expect(openLedger(options)).rejects.toMatchObject({ code: 'LOG_ROLLED_BACK' }),
      )
      await rm(folder, { recursive: true })
    },
    180_000,
  )
})
