import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeEntryBundle, encodeTile, leafHash } from '../proof/index.ts'
import { openLedger } from './open-ledger.ts'
import { openScratchLedger, type ScratchLedger } from './open-scratch-ledger.ts'
import { refusalDraft } from './sample-drafts.ts'
import { verifyLogFolder } from './verify-log-folder.ts'

let scratch: ScratchLedger

beforeEach(async () => {
  scratch = await openScratchLedger()
  await Promise.all([1, 2, 3].map(() => scratch.ledger.append(refusalDraft)))
})

afterEach(() => scratch.close())

const size = async (): Promise<number> => (await verifyLogFolder(scratch.options.logDir)).size
const fileOf = (path: string): string => join(scratch.options.logDir, path)

async function flipBit(path: string, at: number): Promise<void> {
  const bytes = await readFile(fileOf(path))
  bytes[at] = (bytes[at] ?? 0) ^ 1
  await writeFile(fileOf(path), bytes)
}

async function reopen(): Promise<void> {
  await scratch.ledger.close()
  const ledger = await openLedger(scratch.options)
  await ledger.close()
}

describe('a damaged log', () => {
  it('is opened again without complaint when nothing was damaged', async () => {
    await reopen()
  })

  it('is refused at start with the bundle named when an entry was changed', async () => {
    const path = `tile/entries/000.p/${await size()}`
    await flipBit(path, 100)
    const report = await verifyLogFolder(scratch.options.logDir)
    expect(report.verified).toBe(false)
    await expect(reopen()).rejects.toMatchObject({ code: 'LOG_DAMAGED', evidence: { file: path } })
  })

  it('is refused at start with the tile named when a hash was changed', async () => {
    const path = `tile/0/000.p/${await size()}`
    await flipBit(path, 40)
    expect((await verifyLogFolder(scratch.options.logDir)).verified).toBe(false)
    await expect(reopen()).rejects.toMatchObject({ code: 'LOG_DAMAGED', evidence: { file: path } })
  })

  it('is refused when the length of a bundle does not fit', async () => {
    const path = `tile/entries/000.p/${await size()}`
    await writeFile(fileOf(path), Buffer.concat([await readFile(fileOf(path)), Buffer.from([0, 1, 65])]))
    expect((await verifyLogFolder(scratch.options.logDir)).verified).toBe(false)
    await expect(reopen()).rejects.toMatchObject({ code: 'LOG_DAMAGED', evidence: { file: path } })
  })

  it('is refused when bundle and tile were rewritten to fit one another', async () => {
    const bytes = await Promise.all(
      [0, 1, 2, 3].map(async (index) => (await scratch.ledger.entry(index)).bytes),
    )
    const forged = bytes.map((entry, index) =>
      index === 2
        ? new TextEncoder().encode(new TextDecoder().decode(entry).replace('harbor', 'hidden'))
        : entry,
    )
    const path = 'tile/entries/000.p/4'
    await writeFile(fileOf(path), encodeEntryBundle(forged))
    await writeFile(fileOf('tile/0/000.p/4'), encodeTile(forged.map(leafHash)))
    expect((await verifyLogFolder(scratch.options.logDir)).verified).toBe(false)
    await expect(reopen()).rejects.toMatchObject({ code: 'LOG_DAMAGED', evidence: { file: path } })
  })

  it.each(['tile/entries/000.p/4', 'tile/0/000.p/4', 'checkpoint'])(
    'is refused when %s is missing, and never made anew',
    async (path) => {
      await rm(fileOf(path))
      await expect(reopen()).rejects.toMatchObject({ code: 'LOG_FILES_MISSING', evidence: { file: path } })
    },
  )

  it('is refused when the checkpoint is not signed by its key', async () => {
    await flipBit('checkpoint', 30)
    expect((await verifyLogFolder(scratch.options.logDir)).verified).toBe(false)
    await expect(reopen()).rejects.toMatchObject({ code: 'LOG_DAMAGED', evidence: { file: 'checkpoint' } })
  })

  it('is refused when the head row in the database says another root than its note', async () => {
    await scratch.storage.db
      .updateTable('log_head')
      .set({ root: '00'.repeat(32) })
      .execute()
    await expect(reopen()).rejects.toMatchObject({ code: 'LOG_DAMAGED' })
  })

  it('is reported against a pinned key that is not its own, though it agrees with itself', async () => {
    const other = await openScratchLedger()
    try {
      const report = await verifyLogFolder(scratch.options.logDir, { vkey: other.ledger.vkey })
      expect(report).toMatchObject({ verified: false, vkeyPinned: true })
      expect((await verifyLogFolder(scratch.options.logDir)).vkeyPinned).toBe(false)
    } finally {
      await other.close()
    }
  })

  it('cannot be verified without a key', async () => {
    await rm(fileOf('keys/log.vkey'))
    await expect(verifyLogFolder(scratch.options.logDir)).rejects.toMatchObject({ code: 'LOG_FILES_MISSING' })
  })

  it('stops the running writer before it signs on top of it', async () => {
    await flipBit('tile/0/000.p/4', 0)
    const before = await scratch.ledger.checkpoint()
    await expect(scratch.ledger.append(refusalDraft)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
    expect(await readFile(fileOf('checkpoint'), 'utf8')).toBe(before)
  })
})
