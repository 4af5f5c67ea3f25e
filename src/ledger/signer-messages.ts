import { isRefused, Refused } from '../kernel/index.ts'
import { fromBase64, toBase64 } from '../proof/index.ts'
import type { LedgerCode } from './ledger-refusal.ts'
import type { SignRequest } from './signer.ts'
import type { SignerMemory } from './signer-files.ts'

/** What goes to the signer's process, a line of JSON each. */
export type SignerQuestion =
  | { readonly id: number; readonly ask: 'memory' }
  | { readonly id: number; readonly ask: 'sign'; readonly request: SignRequest }

/** What comes back. The first line of a signer is its identity, or why it cannot work. */
export type SignerReply =
  | {
      readonly kind: 'open'
      readonly vkey: string
      readonly keyNotes: readonly string[]
      readonly origin: string
    }
  | { readonly kind: 'memory'; readonly id: number; readonly memory: SignerMemory }
  | { readonly kind: 'note'; readonly id: number; readonly note: string }
  | { readonly kind: 'refused'; readonly id: number; readonly refused: Refused<LedgerCode> }
  | { readonly kind: 'fault'; readonly id: number; readonly words: string }

/** The id of a refusal that no question asked for: the signer could not be opened. */
export const openingId = 0

/** A proof has at most 63 hashes, so an honest line is far below this. */
export const mostLineBytes = 65_536

export function questionLine(question: SignerQuestion): string {
  if (question.ask === 'memory') return `${JSON.stringify(question)}\n`
  const { size, root, consistency } = question.request
  const plain = { size, root: toBase64(root), consistency: consistency.map(toBase64) }
  return `${JSON.stringify({ id: question.id, ask: 'sign', request: plain })}\n`
}

/** Reads a question strictly: whoever took over the writer's process writes these lines. Undefined is none that can be answered. */
export function readQuestion(line: string): SignerQuestion | undefined {
  const said = parsed(line)
  const id = said?.id
  if (said === undefined || typeof id !== 'number' || !Number.isSafeInteger(id) || id <= openingId)
    return undefined
  if (said.ask === 'memory') return { id, ask: 'memory' }
  const request = said.request as Record<string, unknown> | undefined
  if (said.ask !== 'sign' || typeof request !== 'object' || request === null) return undefined
  const { size, root, consistency } = request
  const rootBytes = typeof root === 'string' ? fromBase64(root) : undefined
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined
  if (rootBytes?.length !== 32 || !Array.isArray(consistency) || consistency.length > 63) return undefined
  const hashes = consistency.map((hash) => (typeof hash === 'string' ? fromBase64(hash) : undefined))
  if (!hashes.every((hash) => hash?.length === 32)) return undefined
  return { id, ask: 'sign', request: { size, root: rootBytes, consistency: hashes as Uint8Array[] } }
}

export function replyLine(reply: SignerReply): string {
  if (reply.kind === 'memory') {
    const { origin, size, root } = reply.memory
    return `${JSON.stringify({ ...reply, memory: { origin, size, root: toBase64(root) } })}\n`
  }
  if (reply.kind !== 'refused') return `${JSON.stringify(reply)}\n`
  const { code, reason, needed } = reply.refused
  return `${JSON.stringify({ ...reply, refused: { code, reason, needed } })}\n`
}

/** Reads what the signer's own program wrote; anything else is a fault of ours and thrown. */
export function readReply(line: string): SignerReply {
  const said = parsed(line)
  if (said?.kind === 'refused')
    return {
      ...said,
      refused: new Refused(said.refused as ConstructorParameters<typeof Refused>[0]),
    } as SignerReply
  if (said?.kind === 'memory') {
    const memory = said.memory as { origin: string; size: number; root: string }
    const root = fromBase64(memory.root) ?? new Uint8Array(0)
    return { ...said, memory: { ...memory, root } } as SignerReply
  }
  if (said === undefined || !['open', 'note', 'fault'].includes(String(said.kind)))
    throw new Error('the signer wrote a line that is no answer')
  return said as SignerReply
}

/** How a failure inside the signer is told to the writer. */
export const failedReply = (id: number, error: unknown): SignerReply =>
  isRefused(error)
    ? { kind: 'refused', id, refused: error as Refused<LedgerCode> }
    : { kind: 'fault', id, words: (error as NodeJS.ErrnoException).code ?? 'an unexpected error' }

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const said: unknown = JSON.parse(line)
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
