import { isRefused } from '../kernel/index.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { utf8Text } from './bytes.ts'
import { type CheckpointTrust, type OpenedCheckpoint, openCheckpoint } from './checkpoint.ts'
import { parseLeafCount } from './leaf-count.ts'
import { hashBytes, leafHash } from './merkle-hash.ts'
import { noteLimits, parseNote } from './note.ts'
import { inWords, refusal } from './refuse.ts'
import { verifyInclusion } from './verify-proof.ts'

/** An entry's place in a log with all that is needed to check it offline (C2SP tlog-proof). */
export type TlogProof = {
  readonly index: number
  /** Inclusion hashes, leaf's sibling first. */
  readonly proof: readonly Uint8Array[]
  /** The signed checkpoint verbatim. */
  readonly checkpointNote: string
  /** Free bytes that nobody vouches for. */
  readonly extra?: Uint8Array
}

const header = 'c2sp.org/tlog-proof@v1'
// A tree of 2^53 leaves is 53 levels high.
const maxProofHashes = 53

/** Text of a `.tlog-proof` file. */
export function formatTlogProof({ index, proof, checkpointNote, extra }: TlogProof): string {
  const lines = [header]
  if (extra !== undefined) lines.push(`extra ${toBase64(extra)}`)
  lines.push(`index ${index}`, ...proof.map(toBase64))
  const text = `${lines.join('\n')}\n\n${checkpointNote}`
  parseTlogProof(text)
  return text
}

/** Reads a `.tlog-proof` file. Refuses PROOF_INVALID for its own lines and NOTE_MALFORMED for the checkpoint. */
export function parseTlogProof(file: string | Uint8Array): TlogProof {
  // From outside: bounded, strict UTF-8; the note's own reader looks at the rest.
  if (file.length > noteLimits.bytes)
    throw invalid(`has ${file.length} bytes; the limit is ${noteLimits.bytes}`)
  const text = typeof file === 'string' ? file : utf8Text(file)
  if (text === undefined) throw invalid('is not valid UTF-8')
  const blank = text.indexOf('\n\n')
  if (blank < 0) throw invalid('has no blank line before the checkpoint')
  const lines = text.slice(0, blank).split('\n')
  if (lines.shift() !== header) throw invalid(`does not begin with ${header}`)
  const extra = lines[0]?.startsWith('extra ') === true ? readExtra(lines.shift()) : undefined
  const index = readIndex(lines.shift())
  if (lines.length > maxProofHashes)
    throw invalid(`has ${lines.length} hashes; the limit is ${maxProofHashes}`)
  const proof = lines.map(readHash)
  const checkpointNote = text.slice(blank + 2)
  parseNote(checkpointNote)
  return { index, proof, checkpointNote, ...(extra === undefined ? {} : { extra }) }
}

/** What was found about a `.tlog-proof`. Only when `verified` is true may the rest be believed. */
export type TlogProofReport = {
  readonly verified: boolean
  /** In plain words; empty exactly when verified. */
  readonly problems: readonly string[]
  readonly index?: number
  readonly checkpoint?: OpenedCheckpoint
}

export type TlogProofClaim = CheckpointTrust & {
  readonly text: string | Uint8Array
  /** The exact bytes of the entry. */
  readonly entryBytes: Uint8Array
}

/**
 * Checks that the log of one of `keys` (and a quorum of witnesses, when asked for) holds exactly these entry
 * bytes at the index in the file. Reports whatever is wrong with the input instead of throwing.
 */
export async function verifyTlogProof({
  text,
  entryBytes,
  ...trust
}: TlogProofClaim): Promise<TlogProofReport> {
  try {
    const { index, proof, checkpointNote } = parseTlogProof(text)
    const checkpoint = await openCheckpoint(checkpointNote, trust)
    const { size, rootHash: root } = checkpoint
    if (verifyInclusion({ leafHash: leafHash(entryBytes), index, size, proof, root }))
      return { verified: true, problems: [], index, checkpoint }
    const problem = `These bytes are not entry ${index} of the ${size} entries signed for. (PROOF_INVALID)`
    return { verified: false, problems: [problem] }
  } catch (error) {
    if (isRefused(error)) return { verified: false, problems: [inWords(error)] }
    throw error
  }
}

function readExtra(line = ''): Uint8Array {
  const extra = fromBase64(line.slice('extra '.length))
  if (extra === undefined) throw invalid('has extra data that is not base64')
  return extra
}

function readIndex(line = ''): number {
  const index = line.startsWith('index ') ? parseLeafCount(line.slice('index '.length)) : undefined
  if (index === undefined) throw invalid('has no index line with a plain decimal below 2^53')
  return index
}

function readHash(line: string): Uint8Array {
  const hash = fromBase64(line)
  if (hash?.length !== hashBytes) throw invalid('has a hash that is not 32 bytes of base64')
  return hash
}

const invalid = (fault: string) =>
  refusal('PROOF_INVALID', `The proof file ${fault}.`, 'The .tlog-proof file as the log gave it out.')
