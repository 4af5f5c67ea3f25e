import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openScratchLedger, type ScratchLedger } from './open-scratch-ledger.ts'
import { publicationStates, publishLog } from './publish-log.ts'
import { refusalDraft } from './sample-drafts.ts'
import { recountLogFolder, verifyLogFolder } from './verify-log-folder.ts'

const script = fileURLToPath(new URL('../../tools/recount.py', import.meta.url))
const dayMs = 86_400_000

let scratch: ScratchLedger
let folder = ''
let now = Date.parse('2026-09-01T08:00:00Z')
/** Entries in the log at the end of each of three days. */
const sizes: number[] = []

const addEntries = async (count: number) => {
  await Promise.all(Array.from({ length: count }, () => scratch.ledger.append(refusalDraft)))
  sizes.push(await scratch.ledger.size())
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-publish-'))
  scratch = await openScratchLedger({ clock: { now: () => new Date(now) } })
  await addEntries(40)
  now += 20 * dayMs
  await addEntries(250)
  now += 20 * dayMs
  await addEntries(20)
}, 120_000)
afterAll(async () => {
  await scratch?.close()
  await rm(folder, { recursive: true, force: true })
})

const publish = async (into: string, delayDays: number) => {
  const clock = { now: () => new Date(now) }
  const states = await publicationStates({ storage: scratch.storage, clock, delayDays })
  return publishLog({ logDir: scratch.options.logDir, states, into })
}
const newFolder = () => mkdtemp(join(folder, 'site-'))
const pythonExit = (dir: string): Promise<number> =>
  new Promise((settle) =>
    execFile('python3', [script, dir], (error) => settle(error === null ? 0 : Number(error.code))),
  )
const bytesBelow = async (dir: string): Promise<Map<string, string>> => {
  const names = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )
  const paths = names.map(({ parentPath, name }) => join(parentPath, name))
  return new Map(
    await Promise.all(paths.map(async (path) => [path, (await readFile(path)).toString('hex')] as const)),
  )
}

describe('a published log', () => {
  test('without delay holds all of it, and anybody can verify and recount it', async () => {
    const into = await newFolder()
    expect(await publish(into, 0)).toMatchObject({ size: sizes[2], liveSize: sizes[2] })
    const { report, recount } = await recountLogFolder(into, { vkey: scratch.ledger.vkey })
    expect(report).toMatchObject({ verified: true, size: sizes[2], liveSize: sizes[2] })
    expect(recount?.refusals).toBe(310)
    expect(await pythonExit(into)).toBe(0)
  })

  test('with a delay holds the entries that are old enough, and commits to the rest without showing it', async () => {
    const into = await newFolder()
    expect(await publish(into, 30)).toMatchObject({ size: sizes[0], liveSize: sizes[2] })
    const { report, recount } = await recountLogFolder(into)
    expect(report).toMatchObject({ verified: true, size: sizes[0], liveSize: sizes[2] })
    expect(recount?.refusals).toBe(40)
    expect(await pythonExit(into)).toBe(0)
    expect(await readdir(join(into, 'tile/entries'))).toEqual(['000.p'])
    expect(await readdir(join(into, 'live/tile'))).toEqual(['0', '1'])
  })

  test('grows when it is published again, and what was published before stays as it was', async () => {
    const into = await newFolder()
    await publish(into, 30)
    const before = await bytesBelow(join(into, 'tile'))
    now += 15 * dayMs
    expect(await publish(into, 30)).toMatchObject({ size: sizes[1], liveSize: sizes[2] })
    now -= 15 * dayMs
    const after = await bytesBelow(join(into, 'tile'))
    for (const [path, bytes] of before) expect(after.get(path), path).toBe(bytes)
    expect(await verifyLogFolder(into)).toMatchObject({ verified: true, size: sizes[1] })
    expect(await pythonExit(into)).toBe(0)
  })

  test('is finished by publishing again when it was cut off before its checkpoint', async () => {
    const into = await newFolder()
    await publish(into, 0)
    for (const path of ['checkpoint', 'live/checkpoint', 'tile/0/001.p/55', 'tile/entries/000'])
      await rm(join(into, path), { force: true })
    expect((await publish(into, 0)).filesWritten).toBeGreaterThan(2)
    expect(await verifyLogFolder(into)).toMatchObject({ verified: true, size: sizes[2] })
  })
})

describe('a log that is published on a clock', () => {
  test('shows the state of the last full hour, however often it is published, and so tells no time of a search', async () => {
    const at = (time: string) => ({ now: () => new Date(Date.parse(`2026-09-01T${time}Z`)) })
    let clock = at('08:10:00')
    const own = await openScratchLedger({ clock: { now: () => clock.now() } })
    const liveAt = async (time: string) => {
      clock = at(time)
      const states = await publicationStates({ storage: own.storage, clock, delayDays: 0, clockMinutes: 60 })
      return states.live.size
    }
    await expect(liveAt('08:20:00')).rejects.toMatchObject({ code: 'NOTHING_PUBLIC_YET' })
    expect(await liveAt('09:00:00')).toBe(1)
    clock = at('09:05:00')
    await own.ledger.append(refusalDraft)
    expect([await liveAt('09:05:01'), await liveAt('09:59:59'), await liveAt('10:00:00')]).toEqual([1, 1, 2])
    const into = await newFolder()
    const states = await publicationStates({
      storage: own.storage,
      clock: at('09:30:00'),
      delayDays: 0,
      clockMinutes: 60,
    })
    expect(await publishLog({ logDir: own.options.logDir, states, into })).toMatchObject({
      size: 1,
      liveSize: 1,
    })
    expect(await verifyLogFolder(into)).toMatchObject({ verified: true, size: 1 })
    await own.close()
  })
})

describe('publishing refuses', () => {
  test('when nothing is old enough', async () => {
    await expect(publish(await newFolder(), 60)).rejects.toMatchObject({ code: 'NOTHING_PUBLIC_YET' })
  })

  test('to take back what is public', async () => {
    const into = await newFolder()
    await publish(into, 0)
    await expect(publish(into, 30)).rejects.toMatchObject({ code: 'PUBLISHED_BEYOND' })
    expect(await verifyLogFolder(into)).toMatchObject({ verified: true, size: sizes[2] })
  })

  test('a folder with something else in it, and the publication of another log', async () => {
    const into = await newFolder()
    await writeFile(join(into, 'thesis.txt'), 'three years of work')
    await expect(publish(into, 0)).rejects.toMatchObject({ code: 'PUBLISHED_FOLDER_FOREIGN' })
    const other = await openScratchLedger()
    const theirs = await newFolder()
    const states = await publicationStates({ ...other.options, delayDays: 0 })
    await publishLog({ logDir: other.options.logDir, states, into: theirs })
    await other.close()
    await expect(publish(theirs, 0)).rejects.toMatchObject({ code: 'PUBLISHED_FOLDER_FOREIGN' })
  })
})

describe('what a publication commits to is checked too', () => {
  const spoil = async (into: string, path: string, change: (bytes: Buffer) => Buffer) =>
    writeFile(join(into, path), change(await readFile(join(into, path))))

  test.each([
    [
      'a hash under live/ is changed',
      'live/tile/0/000',
      (bytes: Buffer) => Buffer.concat([Buffer.alloc(32), bytes.subarray(32)]),
    ],
    [
      'the live checkpoint is not signed',
      'live/checkpoint',
      (bytes: Buffer) => Buffer.from(String(bytes).replace('\n311\n', '\n312\n')),
    ],
    ['a live tile is cut off', 'live/tile/1/000.p/1', (bytes: Buffer) => bytes.subarray(1)],
  ])('%s', async (_, path, change) => {
    const into = await newFolder()
    await publish(into, 30)
    await spoil(into, path, change)
    const report = await verifyLogFolder(into)
    expect(report.verified).toBe(false)
    expect(report.problems.map((problem) => problem.path ?? '').join()).toContain('live/')
    expect(await pythonExit(into)).toBe(1)
  })

  test('a live checkpoint that lies behind the public one, signed and whole', async () => {
    const [into, older] = [await newFolder(), await newFolder()]
    await publish(into, 0)
    await publish(older, 30)
    await cp(join(older, 'checkpoint'), join(into, 'live/checkpoint'))
    await cp(join(older, 'tile/0'), join(into, 'live/tile/0'), { recursive: true })
    const { verified, problems } = await verifyLogFolder(into)
    expect(verified).toBe(false)
    expect(problems.at(-1)?.what).toContain('fewer than')
    expect(await pythonExit(into)).toBe(1)
  })
})
