import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { Refused } from '../kernel/index.ts'
import { fromBase64 } from '../proof/index.ts'
import type { KeyRelease } from './open-release.ts'
import { refused } from './refusal-code.ts'
import { type ReleasedKey, requestLine } from './release-request.ts'

const program = fileURLToPath(new URL('./release-child.mjs', import.meta.url))

type Said = {
  readonly id: number
  readonly refused?: ConstructorParameters<typeof Refused>[0]
  readonly fault?: string
  readonly index?: number
  readonly leafSha256?: string
  readonly releaseKey?: string
  readonly sealed?: string
}
type Settle = { readonly resolve: (said: Said) => void; readonly reject: (error: unknown) => void }
type Child = ChildProcess & { readonly stdin: Writable; readonly stdout: Readable }

/**
 * Opens the key release of a folder in a process of its own. The asker gets keys sealed to its one-time key, never the folder. Refused
 * RELEASE_ABSENT, RELEASE_IN_USE, RELEASE_MEMORY_DAMAGED; RELEASE_GONE once the process has ended.
 */
export async function openReleaseProcess(dir: string): Promise<KeyRelease & { readonly pid: number }> {
  const child = spawn(process.execPath, [program, dir], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {},
  }) as Child
  const asked = new Map<number, Settle>()
  let gone: Refused | undefined
  const ended = new Promise<void>((resolve) => {
    const end = (how: string) => {
      gone ??= releaseGone(how)
      for (const { reject } of asked.values()) reject(gone)
      asked.clear()
      resolve()
    }
    child.once('close', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`))
    child.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? 'it could not be started'))
  })
  child.stdin.on('error', () => undefined)
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said: Said = JSON.parse(line)
    const settle = asked.get(said.id)
    asked.delete(said.id)
    if (said.refused !== undefined) settle?.reject(new Refused(said.refused))
    else if (said.fault !== undefined) settle?.reject(new Error(`the key release failed: ${said.fault}`))
    else settle?.resolve(said)
  })
  const answerTo = (id: number, line: string | undefined): Promise<Said> =>
    new Promise((resolve, reject) => {
      if (gone !== undefined) return reject(gone)
      asked.set(id, { resolve, reject })
      if (line !== undefined) child.stdin.write(line)
    })
  await answerTo(0, undefined)
  let last = 0
  return {
    pid: child.pid ?? 0,
    release: async (request) => {
      const id = ++last
      return released(await answerTo(id, requestLine(id, request)))
    },
    close: async () => {
      child.stdin.end()
      await ended
    },
  }
}

function released({ index, leafSha256, releaseKey = '', sealed = '' }: Said): ReleasedKey {
  const [key, box] = [fromBase64(releaseKey), fromBase64(sealed)]
  if (index === undefined || leafSha256 === undefined || key === undefined || box === undefined)
    throw new Error('the key release answered something else')
  return { index, leafSha256, releaseKey: key, sealed: box }
}

const releaseGone = (how: string) =>
  refused({
    code: 'RELEASE_GONE',
    reason: `The process that releases the template key has ended (${how}).`,
    needed: 'Start it again; no search can be made meanwhile.',
  })
