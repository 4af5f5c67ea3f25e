import { fromBase64, toBase64 } from '../proof/index.ts'

/** What a matcher shows to be given the key of the templates for one search. */
export type ReleaseRequest = {
  /** `.tlog-proof` of the `search` entry, with cosignatures where the log has witnesses. */
  readonly tlogProof: string
  readonly entryBytes: Uint8Array
  /** Disclosures of the entry's hidden fields `time` and `probe`, and no others. */
  readonly disclosures: readonly string[]
  /** SHA-256 of the image that will be compared, hex. */
  readonly probeSha256: string
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

export const requestLine = (id: number, request: ReleaseRequest): string =>
  `${JSON.stringify({
    id,
    tlogProof: request.tlogProof,
    entry: toBase64(request.entryBytes),
    disclosures: request.disclosures,
    probeSha256: request.probeSha256,
    matcherKey: toBase64(request.matcherKey),
  })}\n`

/** Reads a request strictly: it comes from whoever holds the pipe. Undefined is none. */
export function readRequest(
  line: string,
): { readonly id: number; readonly request: ReleaseRequest } | undefined {
  let said: Record<string, unknown>
  try {
    said = JSON.parse(line) ?? {}
  } catch {
    return undefined
  }
  const { id, tlogProof, entry, disclosures, probeSha256, matcherKey } = said
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1) return undefined
  const entryBytes = typeof entry === 'string' ? fromBase64(entry) : undefined
  const key = typeof matcherKey === 'string' ? fromBase64(matcherKey) : undefined
  if (typeof tlogProof !== 'string' || entryBytes === undefined || key?.length !== 32) return undefined
  if (!Array.isArray(disclosures) || !disclosures.every((one) => typeof one === 'string')) return undefined
  if (typeof probeSha256 !== 'string' || !/^[0-9a-f]{64}$/.test(probeSha256)) return undefined
  return { id, request: { tlogProof, entryBytes, disclosures, probeSha256, matcherKey: key } }
}
