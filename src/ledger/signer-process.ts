import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Refused } from '../kernel/index.ts'
import { type LedgerCode, refused } from './ledger-refusal.ts'
import type { Signer } from './signer.ts'
import { questionLine, readReply, type SignerQuestion, type SignerReply } from './signer-messages.ts'

const program = fileURLToPath(new URL('./signer-child.mjs', import.meta.url))

type Settle = { readonly resolve: (reply: SignerReply) => void; readonly reject: (error: unknown) => void }

/** The process as it is started: with two pipes and the standard error of its parent. */
type SignerChild = ChildProcess & { readonly stdin: Writable; readonly stdout: Readable }

/**
 * Opens the signer of a folder in a process of its own: the writer asks over a pipe, and whatever happens to the writer, the signer goes
 * by its own memory. It ends with its parent. Refused SIGNER_MISSING, SIGNER_MEMORY_LOST, LOG_IN_USE; SIGNER_GONE once it has ended.
 */
export async function openSignerProcess(signerDir: string): Promise<Signer & { readonly pid: number }> {
  // Nothing of our environment: there are secrets in it that a signer has no use for.
  const child = spawn(process.execPath, [program, signerDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {},
  }) as SignerChild
  const asked = new Map<number, Settle>()
  let gone: Refused<LedgerCode> | undefined
  let first: Settle | undefined
  const end = (why: Refused<LedgerCode>): void => {
    gone ??= why
    for (const settle of [first, ...asked.values()]) settle?.reject(gone)
    asked.clear()
  }
  const ended = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      end(signerGone(signal === null ? `exit code ${code}` : `signal ${signal}`))
      resolve()
    })
    child.once('error', (error: NodeJS.ErrnoException) => {
      end(signerGone(error.code ?? 'it could not be started'))
      resolve()
    })
  })
  // A signer that died between two questions breaks the pipe; its end is told above.
  child.stdin.on('error', () => undefined)
  createInterface({ input: child.stdout }).on('line', (line) => {
    const reply = readReply(line)
    const settle = 'id' in reply ? (asked.get(reply.id) ?? first) : first
    if ('id' in reply) asked.delete(reply.id)
    if (reply.kind === 'refused') settle?.reject(reply.refused)
    else if (reply.kind === 'fault') settle?.reject(new Error(`the signer failed: ${reply.words}`))
    else settle?.resolve(reply)
  })
  const opened = await new Promise<SignerReply>((resolve, reject) => {
    first = { resolve, reject }
    if (gone !== undefined) reject(gone)
  })
  if (opened.kind !== 'open') throw new Error('the signer did not say who it is')
  let last = 0
  type Ask = { readonly ask: 'memory' } | Omit<Extract<SignerQuestion, { ask: 'sign' }>, 'id'>
  const ask = (question: Ask): Promise<SignerReply> =>
    new Promise((resolve, reject) => {
      if (gone !== undefined) return reject(gone)
      const id = ++last
      asked.set(id, { resolve, reject })
      child.stdin.write(questionLine({ ...question, id }))
    })
  return {
    vkey: opened.vkey,
    keyNotes: opened.keyNotes,
    origin: opened.origin,
    pid: child.pid ?? 0,
    memory: async () => {
      const reply = await ask({ ask: 'memory' })
      if (reply.kind === 'memory') return reply.memory
      throw new Error('the signer answered something else')
    },
    sign: async (request) => {
      const reply = await ask({ ask: 'sign', request })
      if (reply.kind === 'note') return reply.note
      throw new Error('the signer answered something else')
    },
    close: async () => {
      child.stdin.end()
      await ended
    },
  }
}

const signerGone = (how: string) =>
  refused({
    code: 'SIGNER_GONE',
    reason: `The process that signs the log has ended (${how}).`,
    needed: 'Restart the server; find out who ended it if nobody meant to.',
  })
