import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildProgram } from '../bin/build-program.mjs'
import { openScratchStorage } from '../src/storage/index.ts'
import { copyFolder } from '../src/storage/open-scratch-storage.ts'
import { type AppendCall, readAppendCalls } from './append-calls.ts'

// The real writer of the log in a process of its own, under strace: what an append calls, and a life with a fault at one of its calls.

const root = fileURLToPath(new URL('..', import.meta.url))
const steadyNames = fileURLToPath(new URL('./steady-names.mjs', import.meta.url))

/** How one life of the program ended and what it said. */
export type TracedLife = { readonly signal: string; readonly words: (kind: string) => readonly string[] }

type Life = {
  readonly mode: 'create' | 'open'
  readonly trace?: readonly string[]
  /** Where the sources lie; those of this repository unless given. */
  readonly source?: string
}

export type TracedWriter = {
  /** Always the same folder, so that calls can be told by their paths; put back to a fresh log of two entries before each fault. */
  readonly dir: string
  /** Every system call by which one append touches a file, in its order. */
  readonly calls: readonly AppendCall[]
  live(life: Life): Promise<TracedLife>
  /** A life from the fresh log that appends one entry and meets a fault at one call. */
  strike(call: AppendCall, fault: { does: string; source?: string | undefined }): Promise<TracedLife>
  close(): Promise<void>
}

/** Makes a log, traces one append to it, and stays to repeat that with faults. */
export async function openTracedWriter(source = root): Promise<TracedWriter> {
  const folder = await mkdtemp(join(tmpdir(), 'casebound-calls-'))
  const [fresh, dir, out] = [join(folder, 'fresh'), join(folder, 'life'), join(folder, 'trace')]
  const storage = await openScratchStorage()
  await copyFolder(storage.dataDir, dir)
  await storage.close()
  const created = await live({ mode: 'create', source }, dir)
  if (created.signal !== 'exit 0') throw new Error(`the log could not be made: ${created.signal}`)
  await copyFolder(dir, fresh)
  const afresh = async () => {
    await rm(dir, { recursive: true })
    await mkdir(dir)
    await copyFolder(fresh, dir)
  }
  await live({ mode: 'open', source, trace: ['-y', '-o', out, '-e', 'trace=%file,%desc'] }, dir)
  const calls = readAppendCalls(await readFile(out, 'utf8'), dir)
  return {
    dir,
    calls,
    live: (life) => live(life, dir),
    strike: async (call, fault) => {
      await afresh()
      const inject = `inject=${call.name}:${fault.does}:when=${call.nth}`
      const paths = call.paths.flatMap((path) => ['-P', path])
      const trace = ['-o', '/dev/null', ...paths, '-e', `trace=${call.name}`, '-e', inject]
      return live({ mode: 'open', source: fault.source ?? source, trace }, dir)
    },
    close: async () => {
      await rm(folder, { recursive: true, force: true })
      await rm(buildOf(source), { recursive: true, force: true })
      built.delete(source)
    },
  }
}

const built = new Map<string, Promise<void>>()
const buildOf = (source: string): string => join(source, 'dist', 'traced', `${process.pid}`)

/** The program of crash.test.ts, joined into few files: hundreds of lives begin with it, and no life with reading TypeScript. */
async function programOf(source: string): Promise<string> {
  const folder = buildOf(source)
  const building =
    built.get(source) ?? buildProgram({ root: source, folder, entries: ['ledger/crash-child.ts'] })
  built.set(source, building)
  await building
  return join(folder, 'ledger', 'crash-child.js')
}

/** One life of the program of crash.test.ts. One thread does all work on the log's files, so that their order is always the same. */
async function live({ mode, trace, source = root }: Life, dir: string): Promise<TracedLife> {
  const program = await programOf(source)
  // A start that nobody traces makes up names as always: what a dead one left may have the counted ones.
  const names = trace ? ['--import', steadyNames] : []
  const args = [...names, program, dir, 'none', '0', '1', trace ? 'wait' : mode]
  const child = spawn(process.execPath, args, {
    ...{ cwd: root, stdio: ['pipe', 'pipe', 'ignore'] },
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
  })
  let text = ''
  let tracer: ChildProcess | undefined
  child.stdout.on('data', (chunk) => {
    text += chunk
    if (trace && text.includes('opened\n')) tracer ??= watch(child, trace)
    // What comes after the append is no part of it, and slow while it is watched.
    if (text.includes('settled ')) tracer?.kill()
  })
  const signal = await ended(child)
  if (tracer) await ended(tracer)
  const words = (kind: string) =>
    text.split('\n').flatMap((line) => (line.startsWith(`${kind} `) ? [line.slice(kind.length + 1)] : []))
  return { signal, words }
}

/** Lets a life that waits go on as soon as strace watches all of its threads. */
function watch(child: ChildProcess, trace: readonly string[]): ChildProcess {
  const tracer = spawn('strace', ['-f', '-p', String(child.pid), ...trace], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const goOn = () => {
    if (child.stdin?.writableEnded === false) child.stdin.end('\n')
  }
  let said = ''
  tracer.stderr.on('data', (chunk) => {
    said += chunk
    if (said.includes(' attached')) goOn()
  })
  tracer.on('close', goOn)
  return tracer
}

const ended = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null)
      return resolve(child.signalCode ?? `exit ${child.exitCode}`)
    child.on('close', (code, name) => resolve(name ?? `exit ${code}`))
  })
