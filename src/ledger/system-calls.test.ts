import { spawn, spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openScratchStorage } from '../storage/index.ts'
import { verifyLogFolder } from './verify-log-folder.ts'

// Kills the real writer at single system calls of an append, and makes single calls fail, with strace; then looks at the log that is
// left, and lets the next start recover it. A few calls always; every one with CASEBOUND_SLOW_TESTS=1.

const root = fileURLToPath(new URL('../..', import.meta.url))
const hasStrace = canTrace()
const all = process.env.CASEBOUND_SLOW_TESTS === '1'

function canTrace(): boolean {
  const tried = spawnSync('strace', ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=none', 'true'])
  if (tried.status === 0) return true
  const words = 'strace is missing or may not trace here: the test of single system calls is left out'
  if (process.env.CI) throw new Error(words)
  process.stderr.write(`${words}\n`)
  return false
}

/** Calls that change what is on the disk. `write` and `openat` are many and mostly the loading of the program, so not every one. */
const calls = ['rename', 'fsync', 'fdatasync', 'mkdir'] as const
type Call = (typeof calls)[number]
type Fault = { readonly call: Call; readonly nth: number; readonly does: string }

let fresh: string
let folder: string
let counts: Readonly<Record<Call, number>>

beforeAll(async () => {
  if (!hasStrace) return
  folder = await mkdtemp(join(tmpdir(), 'casebound-calls-'))
  fresh = join(folder, 'fresh')
  const storage = await openScratchStorage()
  await cp(storage.dataDir, fresh, { recursive: true })
  await storage.close()
  expect((await live(fresh, { mode: 'create', entries: 1 })).signal).toBe('exit 0')
  counts = await countCalls()
}, 600_000)
afterAll(() => (folder === undefined ? undefined : rm(folder, { recursive: true, force: true })))

type Life = {
  readonly mode: 'create' | 'open'
  readonly entries: number
  readonly trace?: readonly string[]
  readonly source?: string
}

/** One life of the program of crash.test.ts, under strace where something is to be traced. One thread does all work on files. */
async function live(dir: string, { mode, entries, trace, source = root }: Life) {
  const program = join(source, 'src', 'ledger', 'crash-child.ts')
  const node = [process.execPath, '--import', 'tsx', program, dir, 'none', '0', String(entries), mode]
  const [command = '', ...args] = trace === undefined ? node : ['strace', '-f', '-qq', ...trace, ...node]
  const child = spawn(command, args, { cwd: root, env: { ...process.env, UV_THREADPOOL_SIZE: '1' } })
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  child.stderr.resume()
  const signal = await new Promise<string>((resolve) =>
    child.on('close', (code, name) => resolve(name ?? `exit ${code}`)),
  )
  const words = (kind: string) =>
    text.split('\n').flatMap((line) => (line.startsWith(`${kind} `) ? [line.slice(kind.length + 1)] : []))
  return { signal, words }
}

/** How often one life that appends makes each call; the two threads that do count apart, so the busier one is taken. */
async function countCalls(): Promise<Readonly<Record<Call, number>>> {
  const dir = await copied()
  const out = join(folder, 'trace')
  await live(dir, { mode: 'open', entries: 1, trace: ['-o', out, '-e', `trace=${calls.join(',')}`] })
  const lines = (await readFile(out, 'utf8')).split('\n')
  return Object.fromEntries(
    calls.map((call) => {
      const byThread = new Map<string, number>()
      for (const line of lines) {
        const [, thread = '', name] = /^(\d+) +(\w+)\(/.exec(line) ?? []
        if (name === call) byThread.set(thread, (byThread.get(thread) ?? 0) + 1)
      }
      return [call, Math.max(0, ...byThread.values())]
    }),
  ) as Record<Call, number>
}

async function copied(): Promise<string> {
  const dir = await mkdtemp(join(folder, 'life-'))
  await cp(fresh, dir, { recursive: true })
  return dir
}

/** Which of the calls of a kind: every one, or so many of the later ones, where the append is and no longer the start. */
function nthsOf(call: Call, few: number): readonly number[] {
  const every = Array.from({ length: counts[call] }, (_, at) => at + 1)
  if (all) return every
  const later = every.slice(Math.floor(every.length / 2))
  return Array.from({ length: few }, (_, at) => later[Math.floor(((at + 0.5) * later.length) / few)] ?? 1)
}

/** A life with one fault in it, and what is wrong with the log that it left: with its files, and after the next start. */
async function afterFault({ call, nth, does }: Fault, source?: string): Promise<readonly string[]> {
  const dir = await copied()
  const trace = ['-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:${does}:when=${nth}`]
  const first = await live(dir, { mode: 'open', entries: 1, trace, ...(source ? { source } : {}) })
  const left = (await verifyLogFolder(join(dir, 'log'))).problems.map(({ what }) => `left: ${what}`)
  const next = await live(dir, { mode: 'open', entries: 1 })
  const entries = next.words('entry')
  const wrong = [
    ...left,
    ...(next.signal === 'exit 0' ? [] : [`the next start ended with ${next.signal}`]),
    ...(next.words('verified')[0]?.startsWith('true') ? [] : ['the next start does not verify']),
    ...(new Set(entries).size === entries.length ? [] : ['an entry stands twice']),
    ...first
      .words('settled')
      .flatMap((id) => (entries.includes(id) ? [] : ['an acknowledged entry is lost'])),
  ]
  await rm(dir, { recursive: true })
  return wrong.map((what) => `${call} ${nth} ${does}: ${what}`)
}

async function allFaults(
  does: string,
  few: Readonly<Partial<Record<Call, number>>>,
): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const call of calls)
    for (const nth of nthsOf(call, few[call] ?? 0)) wrong.push(...(await afterFault({ call, nth, does })))
  return wrong
}

describe.runIf(hasStrace)('a writer at each system call of an append', () => {
  it('makes several of every kind that changes the disk', () => {
    for (const call of ['rename', 'fsync', 'fdatasync'] as const) expect(counts[call]).toBeGreaterThan(3)
  })

  it('killed there leaves a log that verifies, and loses nothing acknowledged', async () => {
    expect(await allFaults('signal=KILL', { rename: 2, fsync: 1, fdatasync: 1 })).toEqual([])
  }, 3_600_000)

  it('that fails there with EIO stops, acknowledges nothing, and the next start recovers', async () => {
    expect(await allFaults('error=EIO', { rename: 1, fsync: 1 })).toEqual([])
  }, 3_600_000)

  it('that has no room left stops likewise', async () => {
    expect(await allFaults('error=ENOSPC', { fsync: 1 })).toEqual([])
  }, 3_600_000)

  it('is watched by a check that finds a writer which publishes its checkpoint first', async () => {
    const source = await mutantSource()
    const wrong: string[] = []
    for (let nth = counts.rename; nth > 0 && wrong.length === 0; nth--)
      wrong.push(...(await afterFault({ call: 'rename', nth, does: 'signal=KILL' }, source)))
    expect(wrong.join('\n')).toMatch(/left: /)
  }, 3_600_000)
})

/** The same program with the one mistake that the order of writes is there for: the checkpoint is published before what it signs. */
async function mutantSource(): Promise<string> {
  const source = join(folder, 'mutant')
  await cp(join(root, 'src'), join(source, 'src'), { recursive: true })
  await cp(join(root, 'package.json'), join(source, 'package.json'))
  await cp(join(root, 'tsconfig.json'), join(source, 'tsconfig.json'))
  await symlink(join(root, 'node_modules'), join(source, 'node_modules'))
  const path = join(source, 'src', 'ledger', 'write-round.ts')
  const text = await readFile(path, 'utf8')
  const late = 'await Promise.all(growth.files.map((file) => writePublicFile(logDir, file)))'
  const early = `const leaves = rows.map(({ bytes }) => leafHash(bytes))
  const ahead = leaves.reduce(appendLeaf, range)
  const before = await consistencyProof(range.size, ahead.size, async (level, index) => {
    const tree = [...(await Promise.all(Array.from({ length: range.size }, (_, at) => tileNodeReader(files, range.size)(0, at)))), ...leaves]
    return rootFromLeaves(tree.slice(index * 2 ** level, (index + 1) * 2 ** level))
  })
  const hasty = await writer.signer.sign({ size: ahead.size, root: rangeRoot(ahead), consistency: before })
  await writePublicFile(logDir, { path: 'checkpoint', bytes: new TextEncoder().encode(hasty) })
  ${late}`
  expect(text).toContain(late)
  await writeFile(
    path,
    text
      .replace(late, early)
      .replace('import { consistencyProof,', 'import { appendLeaf, consistencyProof, rootFromLeaves,'),
  )
  return source
}
