import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { catchCode } from '../../../test/refusal-code.ts'
import { makeLogKey } from '../../../test/sample-log.ts'
import { formatCheckpoint, formatNote } from '../../proof/index.ts'
import type { Ledger } from '../ledger.ts'
import { type LedgerOptions, openLedger } from '../open-ledger.ts'
import { openScratchLedger, type ScratchLedger } from '../open-scratch-ledger.ts'
import { refusalDraft } from '../sample-drafts.ts'
import { verifyLogFolder } from '../verify-log-folder.ts'
import { checkMirror, readMirrors, writeMirrors } from './mirror-list.ts'
import { openScratchSite } from './open-scratch-mirror-site.ts'
import { otherHistory } from './sample-other-history.ts'

let scratch: ScratchLedger
let folder: string
let disk: string
let options: LedgerOptions
let ledger: Ledger

beforeEach(async () => {
  scratch = await openScratchLedger()
  await scratch.ledger.close()
  folder = await mkdtemp(join(tmpdir(), 'casebound-mirrors-'))
  disk = join(folder, 'disk')
  await mkdir(disk)
  options = { ...scratch.options, mirrorsPath: join(folder, 'mirrors.json') }
  await name(disk)
  ledger = await openLedger(options)
})
afterEach(async () => {
  await ledger.close()
  await scratch.close()
  await rm(folder, { recursive: true, force: true })
})

const name = (...places: readonly string[]) =>
  writeMirrors(
    join(folder, 'mirrors.json'),
    places.map((place, at) => ({ name: `m${at + 1}`, place })),
  )
const standing = () => ledger.mirrors().map(({ shows, size }) => ({ shows, size }))
const appendSome = async (count: number) => {
  for (let at = 0; at < count; at++) await ledger.append(refusalDraft)
}
async function reopen(): Promise<void> {
  await ledger.close()
  ledger = await openLedger(options)
}
/** What the start says when it is refused; the log is opened again afterwards, without mirrors. */
async function refusedStart(): Promise<unknown> {
  await ledger.close()
  const refusal = await openLedger(options).then(
    () => 'not refused',
    (error: unknown) => error,
  )
  ledger = await openLedger(scratch.options)
  return refusal
}

describe('a folder that mirrors a log', () => {
  it('holds all of it when the log is closed, and verifies by itself, across full tiles too', async () => {
    await appendSome(3)
    await ledger.close()
    expect(await verifyLogFolder(disk, { vkey: ledger.vkey })).toMatchObject({ verified: true, size: 4 })
    ledger = await openLedger(options)
    await Promise.all(Array.from({ length: 260 }, () => ledger.append(refusalDraft)))
    await ledger.close()
    expect(await verifyLogFolder(disk, { vkey: ledger.vkey })).toMatchObject({ verified: true, size: 264 })
    ledger = await openLedger(options)
    expect(standing()).toEqual([{ shows: 'same', size: 264 }])
  })

  it('is never made anew where its disk went away, does not hold the log up, and is filled when it is back', async () => {
    await ledger.close()
    await rename(disk, join(folder, 'unplugged'))
    ledger = await openLedger(options)
    await appendSome(2)
    expect(ledger.mirrors()).toMatchObject([{ shows: 'out', words: expect.stringContaining('ENOENT') }])
    expect(await catchCode(verifyLogFolder(disk))).toBe('LOG_FILES_MISSING')
    await rename(join(folder, 'unplugged'), disk)
    await reopen()
    await ledger.close()
    expect(await verifyLogFolder(disk, { vkey: ledger.vkey })).toMatchObject({ verified: true, size: 3 })
    ledger = await openLedger(options)
  })

  it('that is older than the log is no fault, and is brought up to it', async () => {
    await ledger.close()
    const old = join(folder, 'old')
    await cp(disk, old, { recursive: true })
    ledger = await openLedger(options)
    await appendSome(2)
    await ledger.close()
    await name(old)
    ledger = await openLedger(options)
    await ledger.close()
    expect(await verifyLogFolder(old, { vkey: ledger.vkey })).toMatchObject({ verified: true, size: 3 })
    ledger = await openLedger(options)
  })

  it('that shows what the key of the log did not sign is told, left as it is, and does not stop the log', async () => {
    await ledger.close()
    const liar = makeLogKey(options.origin)
    const text = formatCheckpoint({ origin: options.origin, size: 900, rootHash: new Uint8Array(32).fill(9) })
    const lie = formatNote({ text, signatures: [liar.sign(text)] })
    await writeFile(join(disk, 'checkpoint'), lie)
    ledger = await openLedger(options)
    await appendSome(1)
    expect(ledger.mirrors()).toMatchObject([
      { shows: 'false', words: expect.stringContaining('did not sign'), evidence: undefined },
    ])
    await writeFile(join(disk, 'checkpoint'), 'no note at all')
    await reopen()
    expect(ledger.mirrors()).toMatchObject([{ shows: 'false' }])
  })

  it('that is ahead of the log refuses the start, with what it holds', async () => {
    await ledger.close()
    const note = await otherHistory(options.signerDir, 12)
    await writeFile(join(disk, 'checkpoint'), note)
    expect(await refusedStart()).toMatchObject({
      code: 'MIRROR_AHEAD',
      reason: expect.stringContaining('The mirror m1 holds 12 entries signed by the key of this log'),
      needed: expect.stringContaining('casebound log mirrors restore m1'),
      evidence: { mirror: 'm1', sizeHere: 1, sizeSeen: 12, note },
    })
  })

  it('that holds another history of the same or a smaller size refuses the start, with what it holds', async () => {
    await appendSome(3)
    for (const size of [4, 2]) {
      await ledger.close()
      const note = await otherHistory(options.signerDir, size)
      await writeFile(join(disk, 'checkpoint'), note)
      expect(await refusedStart()).toMatchObject({
        code: 'MIRROR_FORKED',
        reason: expect.stringContaining(`another history of ${size} entries`),
        evidence: { sizeHere: 4, sizeSeen: size, note },
      })
    }
  })
})

describe('an address that mirrors a log', () => {
  it('is looked at over HTTP and never written to; whatever it does, the log starts unless it shows evidence', async () => {
    await appendSome(2)
    const served = join(folder, 'served')
    await cp(options.logDir, served, { recursive: true })
    const site = await openScratchSite(served)
    try {
      await name(site.url)
      await reopen()
      expect(standing()).toEqual([{ shows: 'same', size: 3 }])
      for (const [mood, words] of [
        ['failing', /status 500/],
        ['endless', /more than 17000000 bytes/],
        ['elsewhere', /cannot be reached|connection broke/],
        ['hanging', /did not answer within 5 s/],
      ] as const) {
        site.be(mood)
        await reopen()
        expect(ledger.mirrors(), mood).toMatchObject([{ shows: 'out', words: expect.stringMatching(words) }])
      }
      site.be('good')
      await mkdir(join(served, 'live'))
      const note = await otherHistory(options.signerDir, 7)
      await writeFile(join(served, 'live', 'checkpoint'), note)
      expect(await refusedStart()).toMatchObject({ code: 'MIRROR_AHEAD', evidence: { sizeSeen: 7, note } })
    } finally {
      await site.close()
    }
  }, 60_000)
})

describe('the list of mirrors', () => {
  it('refuses names, places and addresses that cannot stand in it, and a damaged file', async () => {
    const good = { name: 'inspector', place: '/mnt/log' }
    expect(await catchCode(() => checkMirror(good, []))).toBe('not refused')
    for (const bad of [
      { ...good, name: 'In Spector' },
      { ...good, place: 'relative/log' },
      { ...good, place: 'https://user:word@police.example/log' },
      { ...good, place: 'https://police.example/log?x=1' },
    ])
      expect(await catchCode(() => checkMirror(bad, []))).toBe('MIRROR_INVALID')
    expect(await catchCode(() => checkMirror(good, [good]))).toBe('MIRROR_INVALID')
    expect(await catchCode(() => checkMirror({ ...good, name: 'other' }, [good]))).toBe('MIRROR_INVALID')
    const path = join(folder, 'broken.json')
    for (const text of [
      '{',
      '{"format":"other","mirrors":[]}',
      '{"format":"casebound-mirrors-v1","mirrors":[{}]}',
    ]) {
      await writeFile(path, text)
      expect(await catchCode(readMirrors(path))).toBe('MIRROR_LIST_DAMAGED')
    }
  })
})
