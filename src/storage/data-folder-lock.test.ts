import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { must } from '../kernel/index.ts'
import { lockDataFolder, readLock } from './data-folder-lock.ts'
import { ownProcessMark } from './process-mark.ts'

const command = 'casebound test'
let dataDir: string
const children: ChildProcessByStdio<Writable, Readable, null>[] = []
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'casebound-lock-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await rm(dataDir, { recursive: true })
})

/** A real process that tries for the lock; `word` is LOCKED or the code of the refusal. */
async function startChild(atEnd = 'leave') {
  const script = fileURLToPath(new URL('./hold-lock.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir, atEnd], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  children.push(child)
  const exit = once(child, 'exit')
  const [said] = await once(child.stdout, 'data')
  const end = async (act: () => void): Promise<void> => {
    act()
    await exit
  }
  return { word: String(said).trim(), pid: must(child.pid, 'pid'), end, child }
}

test('a lock names its holder to others, with the address once it is known, until it is released', async () => {
  expect(await readLock(dataDir)).toBeUndefined()
  const lock = await lockDataFolder(dataDir, { command })
  expect(lock.holder).toMatchObject({ pid: process.pid, command })
  expect(await readLock(dataDir)).toEqual(lock.holder)
  await lock.publishUrl('http://127.0.0.1:7171')
  expect(await readLock(dataDir)).toEqual({ ...lock.holder, url: 'http://127.0.0.1:7171' })
  await expect(lockDataFolder(dataDir, { command: 'casebound import' })).rejects.toMatchObject({
    code: 'DATA_FOLDER_LOCKED',
    reason: expect.stringContaining(`in use by \`casebound test\` (process ${process.pid}) since 20`),
    evidence: { pid: process.pid, command, since: lock.holder.startedAt, url: 'http://127.0.0.1:7171' },
  })
  await lock.release()
  await lock.release()
  expect(await readLock(dataDir)).toBeUndefined()
  expect(await readdir(dataDir)).toEqual(['lock'])
  await (await lockDataFolder(dataDir, { command })).release()
})

test('another process is refused while one lives, and takes over once that one was killed', async () => {
  const holder = await startChild()
  expect(holder.word).toBe('LOCKED')
  await expect(lockDataFolder(dataDir, { command })).rejects.toMatchObject({ evidence: { pid: holder.pid } })
  await holder.end(() => holder.child.kill('SIGKILL'))
  expect(await readLock(dataDir)).toBeUndefined()
  const lock = await lockDataFolder(dataDir, { command })
  const late = await startChild()
  expect(late.word).toBe('DATA_FOLDER_LOCKED')
  await lock.release()
})

test('a process that releases at its end leaves nothing', async () => {
  const holder = await startChild('release')
  await holder.end(() => holder.child.stdin.end())
  expect(await readdir(join(dataDir, 'lock'))).toEqual([])
})

test('of four processes that race for a lock whose holder was killed exactly one gets it', async () => {
  const killed = await startChild()
  await killed.end(() => killed.child.kill('SIGKILL'))
  const racers = await Promise.all([startChild(), startChild(), startChild(), startChild()])
  const words = racers.map((racer) => racer.word).sort()
  expect(words).toEqual(['DATA_FOLDER_LOCKED', 'DATA_FOLDER_LOCKED', 'DATA_FOLDER_LOCKED', 'LOCKED'])
  expect((await readLock(dataDir))?.pid).toBe(racers.find((racer) => racer.word === 'LOCKED')?.pid)
}, 180_000)

test('of twenty at the same moment never more than one holds the lock', async () => {
  for (let round = 0; round < 5; round++) {
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => lockDataFolder(dataDir, { command })),
    )
    const locks = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(locks).toHaveLength(1)
    await locks[0]?.release()
  }
})

/** A claim as a process would have left it that is not this one. */
async function plantClaim(mark: { pid: number; startMark: string; place: string }): Promise<string> {
  await (await lockDataFolder(dataDir, { command })).release()
  const path = join(dataDir, 'lock', `${mark.pid}-${mark.startMark}-${mark.place}-0123456789ab`)
  await writeFile(path, '')
  return path
}

test('a living process with the number of a dead holder is not taken for it', async () => {
  const own = ownProcessMark()
  await plantClaim({ ...own, startMark: String(Number(own.startMark) - 1) })
  await (await lockDataFolder(dataDir, { command })).release()
})

test('a claim from another container counts while it is touched, and no longer', async () => {
  const path = await plantClaim({ pid: 1, startMark: '5', place: 'f'.repeat(16) })
  await expect(lockDataFolder(dataDir, { command })).rejects.toMatchObject({ code: 'DATA_FOLDER_LOCKED' })
  const minuteAgo = new Date(Date.now() - 60_000)
  await utimes(path, minuteAgo, minuteAgo)
  await (await lockDataFolder(dataDir, { command })).release()
})

test.each(['', 'null', '{}', '[1', '{"pid":1,"startedAt":"x","command":"c","claim":"../../key"}'])(
  'a lock file that holds %j is no lock',
  async (text) => {
    await writeFile(join(dataDir, 'lock.json'), text)
    expect(await readLock(dataDir)).toBeUndefined()
    await (await lockDataFolder(dataDir, { command })).release()
  },
)
