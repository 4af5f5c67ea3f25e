import type { CanonicalValue } from '../kernel/index.ts'
import { type BatchRow, readBatchRows } from './batch-row.ts'
import { utf8Bytes } from './bytes.ts'
import { readEntry } from './read-entry.ts'
import { refusal } from './refuse.ts'
import { verifyTlogProof } from './tlog-proof.ts'
import type { TrustPolicy } from './trust-policy.ts'
import { parseVerifierKey } from './verifier-key.ts'

const maxDisclosures = 500

/** An entry as it travels outside the log: its exact text, where it stands, and values of it that were opened. */
export type ProvenEntry = {
  /** The entry's bytes as text; they are canonical JSON, so there is one such text. */
  readonly entry: string
  /** A `.tlog-proof` (C2SP) of these bytes. */
  readonly tlogProof: string
  /** Disclosures (RFC 9901) of hidden fields, and of single items of hidden lists. */
  readonly disclosures: readonly string[]
  /** Of an entry `import`: rows of its batch that were opened. */
  readonly rows?: readonly BatchRow[] | undefined
}

/** Reads one from outside; undefined when a member is missing or of another kind. */
export function readProvenEntry(value: unknown): ProvenEntry | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { entry, tlogProof, disclosures, rows } = value as Partial<Record<string, unknown>>
  if (typeof entry !== 'string' || typeof tlogProof !== 'string' || !Array.isArray(disclosures))
    return undefined
  if (disclosures.length > maxDisclosures || !disclosures.every((one) => typeof one === 'string'))
    return undefined
  if (rows === undefined) return { entry, tlogProof, disclosures }
  const read = readBatchRows(rows)
  return read && { entry, tlogProof, disclosures, rows: read }
}

/** Checks that the log of this key holds the entry; gives its index and members. Refuses PROOF_INVALID, DISCLOSURE_INVALID, VERIFIER_KEY_INVALID. */
export async function provenEntry(
  proven: ProvenEntry,
  of: { readonly vkey: string; readonly what: string; readonly policy?: TrustPolicy | undefined },
): Promise<{ readonly index: number; readonly entry: { readonly [member: string]: CanonicalValue } }> {
  const bytes = utf8Bytes(proven.entry) ?? new Uint8Array(0)
  const keys = [parseVerifierKey(of.vkey)]
  const report = await verifyTlogProof({ text: proven.tlogProof, entryBytes: bytes, keys, policy: of.policy })
  if (!report.verified || report.index === undefined)
    throw refusal(
      'PROOF_INVALID',
      `The entry under ${of.what} is not proved: ${report.problems.join(' ')}`,
      'The file as it was handed out, and the key of the log it comes from.',
    )
  const read = readEntry(bytes)
  if ('fault' in read)
    throw refusal(
      'DISCLOSURE_INVALID',
      `The entry under ${of.what} cannot be read: ${read.fault}.`,
      'Ask for it again.',
    )
  const entry = read.value as { readonly [member: string]: CanonicalValue }
  const { c } = entry
  if (typeof c !== 'object' || Array.isArray(c))
    throw refusal('DISCLOSURE_INVALID', `The entry under ${of.what} commits to nothing.`, 'Ask for it again.')
  return { index: report.index, entry }
}
