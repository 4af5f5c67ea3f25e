import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { testModelDir } from '../src/face/index.ts'
import { type CommandHost, keepCommandHost } from './keep-command-host.ts'

export const repoRoot = fileURLToPath(new URL('..', import.meta.url))
export const demoPeople = join(repoRoot, 'tools', 'synth', 'people')
const program = join(repoRoot, 'bin', 'casebound.mjs')

export type Ran = {
  readonly code: number | null
  readonly out: string
  readonly err: string
  readonly json: unknown
}

/** Set for the program on top of the environment, from which what would lead it to another house is taken away. */
export type Surroundings = Readonly<Record<string, string>>

let host: CommandHost | undefined

/**
 * Runs the real program as a user would; `json` is its last line, when that is JSON. Commands that follow each other share a process, which
 * is not loaded anew for each; one with surroundings, or beside another, has its own.
 */
export async function casebound(args: readonly string[], surroundings?: Surroundings): Promise<Ran> {
  host ??= keepCommandHost({ cwd: repoRoot, env: ownEnvironment() })
  if (surroundings !== undefined || host.isBusy) return ended(startCasebound(args, surroundings))
  const { code, out, err } = await host.run(args)
  return { code, out, err, json: lastJson(out) }
}

/** Runs the program and answers its questions: `answer` is given all it has said, and gives a line when that ends in a question. */
export function answerCasebound(
  args: readonly string[],
  answer: (said: string) => string | undefined,
): Promise<Ran> {
  const child = startCasebound(args, {}, 'pipe')
  let said = ''
  let answeredAt = 0
  child.stderr?.on('data', (chunk) => {
    said += chunk
    const line = said.length > answeredAt ? answer(said) : undefined
    if (line === undefined) return
    answeredAt = said.length
    child.stdin?.write(`${line}\n`)
  })
  return ended(child)
}

function ended(child: ChildProcess): Promise<Ran> {
  return new Promise((resolve) => {
    let out = ''
    let err = ''
    child.stdout?.on('data', (chunk) => {
      out += chunk
    })
    child.stderr?.on('data', (chunk) => {
      err += chunk
    })
    child.on('close', (code) => resolve({ code, out, err, json: lastJson(out) }))
  })
}

/** Starts the real program and leaves it running. */
export function startCasebound(
  args: readonly string[],
  surroundings: Surroundings = {},
  input: 'ignore' | 'pipe' = 'ignore',
): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    cwd: repoRoot,
    env: { ...ownEnvironment(), ...surroundings },
    stdio: [input, 'pipe', 'pipe'],
  })
}

function ownEnvironment(): NodeJS.ProcessEnv {
  const {
    DATABASE_URL: _url,
    CASEBOUND_DATA: _data,
    CASEBOUND_KEY_FILE: _key,
    CASEBOUND_SIGNER_DIR: _signer,
    ...env
  } = process.env
  return env
}

/** Starts `casebound serve` on a free port; resolves with its address once it listens. */
export async function startServer(
  dataDir: string,
): Promise<{ url: string; child: ChildProcess; stderr: () => string }> {
  const child = startCasebound(['serve', '--data', dataDir, '--port', '0', '--json'])
  let err = ''
  child.stderr?.on('data', (chunk) => {
    err += chunk
  })
  const url = await new Promise<string>((resolve, reject) => {
    let out = ''
    child.stdout?.on('data', (chunk) => {
      out += chunk
      const answer = lastJson(out) as { url?: string } | undefined
      if (answer?.url) resolve(answer.url)
    })
    child.on('close', (code) => reject(new Error(`the server ended with ${code}: ${err}`)))
  })
  return { url, child, stderr: () => err }
}

/** Ends a child and waits until it is gone. */
export const stop = (child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.on('close', () => resolve())
    child.kill(signal)
  })

/** Puts the compiled test model into a data folder, so that founding need not compile it again. */
export async function lendModel(dataDir: string): Promise<void> {
  await mkdir(join(dataDir, 'models'), { recursive: true })
  await cp(await testModelDir(), join(dataDir, 'models', 'faceapi-128'), { recursive: true })
}

function lastJson(text: string): unknown {
  const last = text.trimEnd().split('\n').at(-1) ?? ''
  try {
    return last.startsWith('{') ? JSON.parse(last) : undefined
  } catch {
    return undefined
  }
}
