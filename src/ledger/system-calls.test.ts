import { spawn, spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppendCall } from '../../test/append-calls.ts'
import { openTracedWriter, type TracedWriter } from '../../test/traced-writer.ts'
import { verifyLogFolder } from './verify-log-folder.ts'

// Kills the real writer at single system calls of an append, and makes single calls fail, with strace; then looks at the log that is
// left, and lets the next start recover it. One call of each kind always; every one with CASEBOUND_SLOW_TESTS=1.

const root = fileURLToPath(new URL('../..', import.meta.url))
const hasStrace = canTrace()
const all = process.env.CASEBOUND_SLOW_TESTS === '1'

function canTrace(): boolean {
  // The writer is watched from its opening on, which is more than watching one's own child.
  const other = spawn('sleep', ['1'])
  const tried = spawnSync('strace', ['-qq', '-o', '/dev/null', '-p', String(other.pid)])
  if (tried.status === 0) return true
  const words = 'strace is missing or may not trace here: the test of single system calls is left out'
  if (process.env.CI) throw new Error(words)
  process.stderr.write(`${words}\n`)
  return false
}

let writer: TracedWriter
beforeAll(async () => {
  if (hasStrace) writer = await openTracedWriter()
}, 600_000)
afterAll(() => writer?.close())

const of = (group: AppendCall['group'], ...names: readonly string[]) =>
  writer.calls.filter((call) => call.group === group && (names.length === 0 || names.includes(call.name)))

/** Every one of these calls, or the middle one of each name. */
function chosen(calls: readonly AppendCall[]): readonly AppendCall[] {
  if (all) return calls
  return [...new Set(calls.map(({ name }) => name))].flatMap((name) => {
    const same = calls.filter((call) => call.name === name)
    return same.slice(Math.floor(same.length / 2)).slice(0, 1)
  })
}

/** What is wrong with the log that a life with a fault left: with its files, and after the next start. */
async function afterFault(
  by: TracedWriter,
  fault: { call: AppendCall; does: string; source?: string },
): Promise<readonly string[]> {
  const { call, does, source } = fault
  const first = await by.strike(call, { does, source })
  const left = (await verifyLogFolder(join(by.dir, 'log'))).problems.map(({ what }) => `left: ${what}`)
  const next = await by.live({ mode: 'open' })
  const entries = next.words('entry')
  const wrong = [
    ...left,
    ...(first.signal === 'exit 0' ? ['the fault did not strike'] : []),
    ...(next.signal === 'exit 0' ? [] : [`the next start ended with ${next.signal}`]),
    ...(next.words('verified')[0]?.startsWith('true') ? [] : ['the next start does not verify']),
    ...(new Set(entries).size === entries.length ? [] : ['an entry stands twice']),
    ...first
      .words('settled')
      .flatMap((id) => (entries.includes(id) ? [] : ['an acknowledged entry is lost'])),
  ]
  return wrong.map((what) => `${call.name} ${call.nth} on ${call.touches}, ${does}: ${what}`)
}

async function allFaults(does: string, calls: readonly AppendCall[]): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const [at, call] of calls.entries()) {
    if (all && at % 20 === 0) process.stderr.write(`${does}: ${at} of ${calls.length} calls\n`)
    wrong.push(...(await afterFault(writer, { call, does })))
  }
  if (all) process.stderr.write(`${does}: all ${calls.length} calls\n`)
  return wrong
}

describe.runIf(hasStrace)('a writer at each system call of an append', () => {
  it('opens, writes, flushes and renames files of the log, and writes and flushes those of the database', () => {
    for (const name of ['openat', 'write', 'fsync', 'rename', 'close'])
      expect(of('log', name).length, name).toBeGreaterThan(3)
    expect(of('database', 'write', 'pwrite64').length).toBeGreaterThan(0)
    expect(of('log').some(({ touches }) => touches.startsWith('signer/'))).toBe(true)
    expect(of('log').some(({ touches }) => touches.startsWith('log/tile/entries/'))).toBe(true)
  })

  it('killed there leaves a log that verifies, and loses nothing acknowledged', async () => {
    const calls = all ? of('log') : of('log', 'openat', 'write', 'fsync', 'rename')
    expect(await allFaults('signal=KILL', chosen(calls))).toEqual([])
  }, 7_200_000)

  it('killed at a call on the files of its database leaves likewise', async () => {
    const calls = all ? of('database') : of('database', 'write', 'pwrite64').slice(-1)
    expect(await allFaults('signal=KILL', calls)).toEqual([])
  }, 7_200_000)

  it('that fails there with EIO stops, acknowledges nothing, and the next start recovers', async () => {
    const calls = all ? of('log', 'openat', 'write', 'fsync', 'rename') : of('log', 'write', 'fsync')
    expect(await allFaults('error=EIO', chosen(calls))).toEqual([])
  }, 7_200_000)

  it('that has no room left stops likewise', async () => {
    const calls = all ? of('log', 'openat', 'write', 'fsync', 'rename') : of('log', 'write')
    expect(await allFaults('error=ENOSPC', chosen(calls))).toEqual([])
  }, 7_200_000)

  it('is watched by a check that finds a writer which publishes its checkpoint first', async () => {
    const source = await mutantSource()
    const mutant = await openTracedWriter(source)
    const wrong: string[] = []
    const renames = mutant.calls.filter(({ group, name }) => group === 'log' && name === 'rename')
    for (const call of renames.reverse())
      if (!wrong.some((what) => what.includes('left: ')))
        wrong.push(...(await afterFault(mutant, { call, does: 'signal=KILL', source })))
    await mutant.close()
    await rm(source, { recursive: true })
    expect(wrong.join('\n')).toMatch(/left: /)
  }, 7_200_000)
})

/** The same program with the one mistake that the order of writes is there for: the checkpoint is published before what it signs. */
async function mutantSource(): Promise<string> {
  const source = await mkdtemp(join(tmpdir(), 'casebound-mutant-'))
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
