import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { catchCode } from '../../../test/refusal-code.ts'
import { systemClock } from '../../kernel/index.ts'
import { openStorage } from '../../storage/index.ts'
import { copyFolder, makeScratchFolder } from '../../storage/open-scratch-storage.ts'
import { createLog } from '../create-log.ts'
import type { Ledger } from '../ledger.ts'
import { type LedgerOptions, openLedger } from '../open-ledger.ts'
import { refusalDraft } from '../sample-drafts.ts'
import { openSigner } from '../signer.ts'
import { verifyLogFolder } from '../verify-log-folder.ts'
import { writeMirrors } from './mirror-list.ts'
import { restoreFromMirror } from './restore-from-mirror.ts'

// Whole houses in folders, so that parts of them can be lost, damaged, or come back from a backup.

let folder: string
let home: string
const disk = () => join(folder, 'disk')
const mirror = () => ({ name: 'inspector', place: disk() })
const signerDir = () => join(home, 'signer')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-restore-'))
  home = join(folder, 'home')
  await copyFolder(await makeScratchFolder(), home)
  await mkdir(disk())
  await inHouse(async (house) => (await createLog(house)).close())
  await writeMirrors(join(home, 'mirrors.json'), [mirror()])
  await append(2)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function inHouse<T>(act: (house: LedgerOptions) => Promise<T>): Promise<T> {
  const storage = await openStorage({ dataDir: home, key: new Uint8Array(32).fill(7) })
  const house = {
    ...{
      storage,
      logDir: join(home, 'log'),
      signerDir: signerDir(),
      mirrorsPath: join(home, 'mirrors.json'),
    },
    ...{ openSigner, clock: systemClock, origin: 'agency.example/fr-log/1' },
  }
  return act(house).finally(() => storage.close())
}
const inLedger = <T>(act: (ledger: Ledger) => Promise<T>) =>
  inHouse(async (house) => {
    const ledger = await openLedger(house)
    return act(ledger).finally(() => ledger.close())
  })
const append = (count: number) =>
  inLedger((ledger) => Promise.all(Array.from({ length: count }, () => ledger.append(refusalDraft))))
const restore = () => inHouse((house) => restoreFromMirror(mirror(), house))
const startCode = () => inHouse((house) => catchCode(openLedger(house).then((ledger) => ledger.close())))
const newest = () =>
  inLedger(async (ledger) => {
    const size = await ledger.size()
    return { size, entry: (await ledger.entry(size - 1)).value }
  })
const backUp = () => copyFolder(home, join(folder, 'backup'))
async function bringBack(...parts: readonly string[]): Promise<void> {
  for (const part of parts) {
    await rm(join(home, part), { recursive: true })
    await cp(join(folder, 'backup', part), join(home, part), { recursive: true })
  }
}
const everyPart = async () => (await readdir(home)).filter((name) => name !== 'mirrors.json')

describe('a log whose files are lost or damaged', () => {
  it('is restored from the mirror, and the damaged folder is kept', async () => {
    const checkpoint = await readFile(join(home, 'log', 'checkpoint'), 'utf8')
    const bundle = join(home, 'log', 'tile', 'entries', '000.p', '3')
    await writeFile(bundle, 'spoilt')
    expect(await startCode()).toBe('LOG_DAMAGED')
    const restored = await restore()
    expect(restored).toMatchObject({ size: 3, takenOver: 0 })
    expect(await readFile(join(restored.replaced ?? '', 'tile', 'entries', '000.p', '3'), 'utf8')).toBe(
      'spoilt',
    )
    expect(await readFile(join(home, 'log', 'checkpoint'), 'utf8')).toBe(checkpoint)
    expect(await startCode()).toBe('not refused')
    expect((await newest()).entry.t).toBe('refusal')
  })

  it('is restored from a mirror that is older, with the rest from the database', async () => {
    await copyFolder(disk(), join(folder, 'older'))
    await append(300)
    await rm(join(home, 'log'), { recursive: true })
    await rm(disk(), { recursive: true })
    await copyFolder(join(folder, 'older'), disk())
    expect(await startCode()).not.toBe('not refused')
    expect(await restore()).toMatchObject({ size: 303, takenOver: 0, replaced: undefined })
    expect(await verifyLogFolder(join(home, 'log'))).toMatchObject({ verified: true, size: 303 })
    expect(await startCode()).toBe('not refused')
    expect(await verifyLogFolder(disk())).toMatchObject({ verified: true, size: 303 })
  }, 120_000)

  it('is not restored from a mirror that does not hold to its last entry', async () => {
    const path = join(disk(), 'tile', 'entries', '000.p', '3')
    const bytes = await readFile(path)
    bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1
    await writeFile(path, bytes)
    await rm(join(home, 'log', 'tile'), { recursive: true })
    const refusal = await restore().catch((error: unknown) => error)
    expect(refusal).toMatchObject({
      code: 'MIRROR_UNFIT',
      reason: expect.stringMatching(/000\.p\/3|entry 2/),
    })
    expect(await readdir(home)).not.toContain('log.restoring')
    await rm(disk(), { recursive: true })
    expect(await restore().catch((error: unknown) => error)).toMatchObject({
      code: 'MIRROR_UNFIT',
      reason: expect.stringContaining('its folder cannot be read (ENOENT)'),
    })
  })
})

describe('a house that came back from an old backup, the memory of its signer with it', () => {
  it('takes over what the mirror holds, says in the log which records are lost, and goes on', async () => {
    await backUp()
    await append(4)
    const ahead = await readFile(join(disk(), 'checkpoint'), 'utf8')
    await bringBack(...(await everyPart()))
    expect(await startCode()).toBe('MIRROR_AHEAD')
    expect(await restore()).toMatchObject({ size: 7, takenOver: 4 })
    expect(await readFile(join(home, 'log', 'checkpoint'), 'utf8')).toBe(ahead)
    const { size, entry } = await newest()
    expect({ size, entry }).toMatchObject({
      size: 8,
      entry: { t: 'incident', class: 'records-lost', from: 3, to: 6 },
    })
    await append(1)
    expect(await verifyLogFolder(disk())).toMatchObject({ verified: true, size: 9 })
    expect((await restore()).takenOver).toBe(0)
  })

  it('is not continued where the signer signed for more than anybody holds', async () => {
    await backUp()
    await copyFolder(disk(), join(folder, 'older'))
    await append(2)
    await bringBack('database', 'log')
    await rm(disk(), { recursive: true })
    await copyFolder(join(folder, 'older'), disk())
    expect(await restore().catch((error: unknown) => error)).toMatchObject({
      code: 'MIRROR_UNFIT',
      reason: expect.stringContaining(
        'the signer has signed for 5 entries, and the mirror and the database together reach 3',
      ),
    })
  })

  it('is not continued from a mirror of another history', async () => {
    await backUp()
    await append(1)
    await bringBack(...(await everyPart()))
    const list = join(home, 'mirrors.json')
    await writeMirrors(list, [])
    await append(2)
    await writeMirrors(list, [mirror()])
    expect(await startCode()).toBe('MIRROR_FORKED')
    expect(await restore().catch((error: unknown) => error)).toMatchObject({
      code: 'MIRROR_UNFIT',
      reason: expect.stringContaining('it holds another history than the database, from entry 3 on'),
    })
  })
})
