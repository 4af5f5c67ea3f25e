import { fromBase64, toBase64 } from '../proof/index.ts'

/** What a matcher shows to be given the key of the templates for one search. */
export type ReleaseRequest = {
  /** `.tlog-proof` of the `search` entry, with cosignatures where the log has witnesses. */
  readonly tlogProof: string
  readonly entryBytes: Uint8Array
  /** Hashes that lead from the largest checkpoint that the release has seen to the one of the proof. */
  readonly consistency: readonly Uint8Array[]
  /** Disclosures of the entry's hidden fields `time`, and `probe` or `copy`, and no others. */
  readonly disclosures: readonly string[]
  /** SHA-256 of the picture that will be compared, hex; undefined for a measurement of strangers, which has none. */
  readonly pictureSha256: string | undefined
  /** Log index of the gallery state that will be compared with. */
  readonly gallery: number
  /** One-time X25519 public key of the matcher, 32 bytes: only it can open the answer. */
  readonly matcherKey: Uint8Array
}

/** The key, sealed to the matcher's one-time key and bound to the entry. */
export type ReleasedKey = {
  readonly index: number
  /** Leaf hash of the entry, hex. */
  readonly leafSha256: string
  /** One-time X25519 public key of the release, 32 bytes. */
  readonly releaseKey: Uint8Array
  /** Nonce, ciphertext and tag of AES-256-GCM. */
  readonly sealed: Uint8Array
}

/** A proof file may hold a hundred cosignatures; an entry at most 4,096 bytes. */
export const mostRequestBytes = 131_072
/** No proof between two trees of 2^53 leaves is longer than twice their height. */
const mostHashes = 106

/** What the process is asked: for the key, or how large the largest checkpoint is that it has seen. */
export type Question =
  | { readonly id: number; readonly ask: 'seen' }
  | { readonly id: number; readonly ask: 'release'; readonly request: ReleaseRequest }

export function questionLine(question: Question): string {
  const { id, ask } = question
  if (ask === 'seen') return `${JSON.stringify({ id, ask })}\n`
  const { entryBytes, consistency, matcherKey, ...plain } = question.request
  const encoded = { entry: toBase64(entryBytes), matcherKey: toBase64(matcherKey) }
  return `${JSON.stringify({ id, ask, ...plain, ...encoded, consistency: consistency.map(toBase64) })}\n`
}

/** Reads a question strictly: it comes from whoever holds the pipe. Undefined is none. */
export function readQuestion(line: string): Question | undefined {
  let said: Record<string, unknown>
  try {
    said = JSON.parse(line) ?? {}
  } catch {
    return undefined
  }
  const { id, ask } = said
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1) return undefined
  if (ask === 'seen') return { id, ask }
  const request = ask === 'release' ? readRequest(said) : undefined
  return request && { id, ask: 'release', request }
}

function readRequest(said: Record<string, unknown>): ReleaseRequest | undefined {
  const { tlogProof, disclosures, gallery, pictureSha256 } = said
  const [entryBytes, matcherKey] = [bytesOf(said.entry), bytesOf(said.matcherKey)]
  const consistency = Array.isArray(said.consistency) ? said.consistency.map(bytesOf) : []
  if (typeof tlogProof !== 'string' || entryBytes === undefined || matcherKey?.length !== 32) return undefined
  if (!Array.isArray(disclosures) || !disclosures.every((one) => typeof one === 'string')) return undefined
  if (!Array.isArray(said.consistency) || consistency.length > mostHashes) return undefined
  const hashes = consistency.filter((hash) => hash?.length === 32) as Uint8Array[]
  if (hashes.length !== consistency.length) return undefined
  if (typeof gallery !== 'number' || !Number.isSafeInteger(gallery)) return undefined
  if (pictureSha256 === undefined)
    return { tlogProof, entryBytes, consistency: hashes, disclosures, pictureSha256, gallery, matcherKey }
  if (typeof pictureSha256 !== 'string' || !/^[0-9a-f]{64}$/.test(pictureSha256)) return undefined
  return { tlogProof, entryBytes, consistency: hashes, disclosures, pictureSha256, gallery, matcherKey }
}

const bytesOf = (text: unknown): Uint8Array | undefined =>
  typeof text === 'string' ? fromBase64(text) : undefined
