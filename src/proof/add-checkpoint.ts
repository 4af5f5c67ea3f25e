import { fromBase64, toBase64 } from './base64.ts'
import { utf8Text } from './bytes.ts'
import { parseLeafCount } from './leaf-count.ts'
import { hashBytes } from './merkle-hash.ts'
import { noteLimits, parseNote } from './note.ts'
import { refusal } from './refuse.ts'

/** What a log sends a witness: the size that the witness saw last, the proof from there, and the checkpoint (C2SP tlog-witness). */
export type AddCheckpoint = {
  readonly oldSize: number
  readonly proof: readonly Uint8Array[]
  readonly checkpointNote: string
}

const maxProofLines = 63

/** Body of an add-checkpoint request. */
export const formatAddCheckpoint = ({ oldSize, proof, checkpointNote }: AddCheckpoint): string =>
  [`old ${oldSize}`, ...proof.map(toBase64), '', checkpointNote].join('\n')

/** Reads the body of an add-checkpoint request. Refuses (ADD_CHECKPOINT_MALFORMED, NOTE_MALFORMED) all but the one spelling. */
export function parseAddCheckpoint(body: Uint8Array): AddCheckpoint {
  // From outside, and from anybody: bounded, strict UTF-8, one spelling.
  if (body.length > noteLimits.bytes)
    throw malformed(`has ${body.length} bytes; the limit is ${noteLimits.bytes}`)
  const text = utf8Text(body)
  if (text === undefined) throw malformed('is not valid UTF-8')
  const blank = text.indexOf('\n\n')
  if (blank < 0) throw malformed('has no empty line before the checkpoint')
  const [old = '', ...lines] = text.slice(0, blank).split('\n')
  const oldSize = old.startsWith('old ') ? parseLeafCount(old.slice('old '.length)) : undefined
  if (oldSize === undefined) throw malformed('does not begin with: old SIZE')
  if (lines.length > maxProofLines)
    throw malformed(`has ${lines.length} proof lines; the limit is ${maxProofLines}`)
  const proof = lines.map((line) => {
    const hash = fromBase64(line)
    if (hash?.length !== hashBytes) throw malformed('has a proof line that is not 32 bytes of base64')
    return hash
  })
  const checkpointNote = text.slice(blank + 2)
  parseNote(checkpointNote)
  return { oldSize, proof, checkpointNote }
}

const malformed = (fault: string) =>
  refusal(
    'ADD_CHECKPOINT_MALFORMED',
    `The request ${fault}.`,
    'An add-checkpoint request as C2SP tlog-witness describes it.',
  )
