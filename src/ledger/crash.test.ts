import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describePostgresql } from '../../test/describe-postgresql.ts'
import { makeScratchDatabase, openScratchStorage } from '../storage/index.ts'
import { copyFolder } from '../storage/open-scratch-storage.ts'
import { type FaultPoint, faultPoints } from './fault-points.ts'
import { verifyLogFolder } from './verify-log-folder.ts'

const child = fileURLToPath(new URL('./crash-child.ts', import.meta.url))
let folder: string
let databaseUrl: string | undefined

/** Runs the program of crash-child.ts in a process of its own; gives its lines and how it ended. */
async function run({ mode, fatal = 'none', passes = 0 }: Omit<Life, 'fatal'> & { fatal?: string }) {
  const given = [folder, fatal, String(passes), '12', mode, ...(databaseUrl ? [databaseUrl] : [])]
  const started = spawn(process.execPath, ['--import', 'tsx', child, ...given])
  let text = ''
  started.stdout.on('data', (chunk) => {
    text += chunk
  })
  let trouble = ''
  started.stderr.on('data', (chunk) => {
    trouble += chunk
  })
  const signal = await new Promise<string>((resolve) =>
    started.on('close', (code, name) => resolve(name ?? `exit ${code}`)),
  )
  const words = (kind: string) =>
    text.split('\n').flatMap((line) => (line.startsWith(`${kind} `) ? [line.slice(kind.length + 1)] : []))
  return { signal, words, trouble }
}

/** One life of the writer: where it is killed, and after how many passes of that point ('none': it survives). */
type Life = { readonly mode: 'create' | 'open'; readonly fatal?: FaultPoint; readonly passes?: number }

// Each life begins with the recovery from the death before it. Passes 0 kills in the recovery itself.
const lives: readonly Life[] = [
  { mode: 'create', fatal: 'afterSignerMemory' },
  { mode: 'create', fatal: 'afterCommit1' },
  { mode: 'open', fatal: 'afterTake', passes: 2 },
  { mode: 'open', fatal: 'afterTiles', passes: 1 },
  { mode: 'open', fatal: 'afterReread', passes: 1 },
  { mode: 'open', fatal: 'afterSignerMemory', passes: 1 },
  { mode: 'open', fatal: 'afterSign', passes: 1 },
  { mode: 'open', fatal: 'afterCommit1', passes: 0 },
  { mode: 'open', fatal: 'afterWitnesses', passes: 1 },
  { mode: 'open', fatal: 'afterPublish', passes: 0 },
  { mode: 'open', fatal: 'afterCommit2', passes: 3 },
  { mode: 'open' },
]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-crash-'))
  databaseUrl = undefined
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** Lives and dies through all of `lives`; every start finds what was acknowledged, once. */
async function liveAllLives(): Promise<void> {
  const acknowledged: string[] = []
  for (const life of lives) {
    const lived = await run(life)
    expect(lived.trouble).toBe('')
    expect(lived.signal).toBe(life.fatal === undefined ? 'exit 0' : 'SIGKILL')
    acknowledged.push(...lived.words('settled'))
    if (life.mode === 'open') expect(await problemsOfFiles()).toEqual([])
    if (life.fatal !== undefined) continue
    const entries = lived.words('entry')
    expect(lived.words('verified')).toEqual([`true ${entries.length}`])
    expect(new Set(entries).size).toBe(entries.length)
    // The last life acknowledges twelve; there must be some of lives that were cut off.
    expect(acknowledged.length).toBeGreaterThan(12)
    expect(entries).toEqual(expect.arrayContaining(acknowledged))
    expect([...entries].sort()).toEqual(lived.words('queued').sort())
  }
}

describe('a writer killed with SIGKILL at every point, one death after another', () => {
  it('dies at each of its fault points at least once', () => {
    expect(new Set(lives.flatMap(({ fatal }) => fatal ?? []))).toEqual(new Set(faultPoints))
  })

  it('leaves a log that verifies, loses nothing acknowledged and repeats nothing', async () => {
    const storage = await openScratchStorage()
    await copyFolder(storage.dataDir, folder)
    await storage.close()
    await liveAllLives()
  }, 600_000)

  describePostgresql(() => {
    it('does so there too, where the server must notice that the holder of the lock died', async () => {
      const database = await makeScratchDatabase()
      databaseUrl = database.databaseUrl
      await liveAllLives()
      await database.drop()
    }, 600_000)
  })
})

const problemsOfFiles = async () => (await verifyLogFolder(join(folder, 'log'))).problems
