import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { Refused } from '../kernel/index.ts'
import { fromBase64 } from '../proof/index.ts'
import type { KeyRelease } from './open-release.ts'
import { refused } from './refusal-code.ts'
import { type Question, questionLine, type ReleasedKey } from './release-request.ts'

const program = fileURLToPath(new URL('./release-child.mjs', import.meta.url))

/** Longer than any disk takes to flush two small files. */
const answerWithinMs = 20_000

type Said = {
  readonly id: number
  readonly refused?: ConstructorParameters<typeof Refused>[0]
  readonly fault?: string
  readonly size?: number
  readonly index?: number
  readonly leafSha256?: string
  readonly releaseKey?: string
  readonly sealed?: string
}
type Settle = { readonly resolve: (said: Said) => void; readonly reject: (error: unknown) => void }
type Child = ChildProcess & { readonly stdin: Writable; readonly stdout: Readable }

export type ReleaseProcess = KeyRelease & { readonly pid: number; readonly isGone: () => boolean }

/**
 * Opens the key release of a folder in a process of its own. The asker gets keys sealed to its one-time key, never the folder. Refused
 * RELEASE_ABSENT, RELEASE_IN_USE, RELEASE_MEMORY_DAMAGED; RELEASE_GONE once the process has ended, or gave no answer in time and was ended.
 */
export async function openReleaseProcess(dir: string): Promise<ReleaseProcess> {
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
  const answerTo = (question: Question | undefined): Promise<Said> => {
    const answer = new Promise<Said>((resolve, reject) => {
      if (gone !== undefined) return reject(gone)
      asked.set(question?.id ?? 0, { resolve, reject })
      if (question !== undefined) child.stdin.write(questionLine(question))
    })
    // One that was stopped, or hangs, must not hold a search for ever.
    const late = setTimeout(() => child.kill('SIGKILL'), answerWithinMs)
    return answer.finally(() => clearTimeout(late))
  }
  await answerTo(undefined)
  let last = 0
  return {
    pid: child.pid ?? 0,
    isGone: () => gone !== undefined,
    seen: async () => {
      const { size } = await answerTo({ id: ++last, ask: 'seen' })
      if (size === undefined) throw new Error('the key release answered something else')
      return size
    },
    release: async (request) => released(await answerTo({ id: ++last, ask: 'release', request })),
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
    reason: `The process that gives leave to compare has ended (${how}).`,
    needed: 'Submit the search again: nothing was compared, and it is started again by the next search.',
  })
