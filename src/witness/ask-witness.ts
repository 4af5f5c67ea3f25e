import { isRefused } from '../kernel/index.ts'
import {
  formatAddCheckpoint,
  formatNote,
  type NoteSignature,
  openCheckpoint,
  type PolicyWitness,
  parseSignatureLines,
  sameBytes,
  type VerifierKey,
  verifyNote,
} from '../proof/index.ts'
import { originHash } from './witness-files.ts'

/** A checkpoint of our log that is to be cosigned, and what is needed to show that it continues what a witness saw. */
export type Submission = {
  readonly log: VerifierKey
  /** Signed by the log. */
  readonly note: string
  readonly text: string
  readonly size: number
  readonly root: Uint8Array
  /** Consistency proof from a smaller size of the log. */
  readonly proofFrom: (oldSize: number) => Promise<readonly Uint8Array[]>
  /** Root of the log at a smaller size. */
  readonly rootAt: (size: number) => Promise<Uint8Array>
}

/** What came of asking one witness; `words` say it to people. */
export type WitnessAnswer =
  | { readonly kind: 'cosigned'; readonly signature: NoteSignature; readonly timestampSec: number }
  /**
   * It says that it saw more of the log, or another history. `evidence` is the note it showed, when that is signed by the log's
   * own key and contradicts what is submitted: two such notes prove that the log's key signed two histories or went back.
   */
  | {
      readonly kind: 'ahead' | 'forked'
      readonly size: number
      readonly words: string
      readonly evidence?: string
    }
  | { readonly kind: 'silent' | 'refused' | 'false'; readonly words: string }

/** How much of an answer is read: a cosignature has 150 bytes, a checkpoint with many of them a few thousand. */
const mostAnswerBytes = 65_536

export type Asking = {
  readonly witness: PolicyWitness & { readonly url: string }
  readonly submission: Submission
  /** Size up to which this witness is thought to have followed. */
  readonly oldSize: number
  readonly timeoutMs: number
}

/**
 * Asks a witness for a cosignature (C2SP tlog-witness add-checkpoint). When it says that it stands elsewhere (409), it is asked once
 * more from there. Never throws for what a witness does: a wrong, late, huge or missing answer is an answer of kind silent, refused
 * or false.
 */
export async function askWitness(asking: Asking): Promise<WitnessAnswer> {
  const signal = AbortSignal.timeout(asking.timeoutMs)
  const first = await post(asking, { oldSize: asking.oldSize, signal })
  if (!('standsAt' in first)) return first
  const { standsAt } = first
  if (standsAt > asking.submission.size) return contradiction(asking, { standsAt, signal, kind: 'ahead' })
  if (standsAt === asking.oldSize) return contradiction(asking, { standsAt, signal, kind: 'forked' })
  const second = await post(asking, { oldSize: standsAt, signal })
  if (!('standsAt' in second)) return second
  return {
    kind: 'false',
    words: `said that it stands at ${standsAt} entries, and then at ${second.standsAt}`,
  }
}

type Step = { readonly oldSize: number; readonly signal: AbortSignal }

async function post(
  asking: Asking,
  { oldSize, signal }: Step,
): Promise<WitnessAnswer | { standsAt: number }> {
  const { witness, submission } = asking
  const body = formatAddCheckpoint({
    oldSize,
    proof: oldSize === submission.size ? [] : await submission.proofFrom(oldSize),
    checkpointNote: submission.note,
  })
  const reply = await fetchText(`${prefixOf(witness)}/add-checkpoint`, { method: 'POST', body, signal })
  if ('kind' in reply) return reply
  if (reply.status === 200) return checkedCosignature(asking, reply.text)
  if (reply.status === 409) {
    const size = /^(0|[1-9]\d{0,15})\n$/.test(reply.text) ? Number(reply.text) : Number.NaN
    if (Number.isSafeInteger(size)) return { standsAt: size }
    // Of equal sizes and other roots the standard gives the status and no size.
    if (oldSize === submission.size)
      return contradiction(asking, { standsAt: oldSize, signal, kind: 'forked' })
    return { kind: 'false', words: 'answered 409 with something that is no size' }
  }
  if (reply.status === 422) return contradiction(asking, { standsAt: oldSize, signal, kind: 'forked' })
  return { kind: 'refused', words: `answered with status ${reply.status}` }
}

/** The cosignature in an answer, once it holds for this very checkpoint. Lines by keys that are not the witness's are ignored. */
async function checkedCosignature({ witness, submission }: Asking, lines: string): Promise<WitnessAnswer> {
  try {
    const signature = parseSignatureLines(lines).find(
      ({ name, keyId }) => name === witness.key.name && keyId === witness.key.keyId,
    )
    if (signature === undefined) return { kind: 'false', words: 'answered without a cosignature of its key' }
    const note = formatNote({ text: submission.text, signatures: [signature] })
    const { signers } = await verifyNote(note, [witness.key])
    return { kind: 'cosigned', signature, timestampSec: signers[0]?.timestampSec ?? 0 }
  } catch (error) {
    if (!isRefused(error)) throw error
    return { kind: 'false', words: 'answered with a cosignature that does not hold' }
  }
}

type Contradiction = {
  readonly standsAt: number
  readonly kind: 'ahead' | 'forked'
  readonly signal: AbortSignal
}

/** Asks a witness that contradicts us to show what it saw; its word alone could be a lie. */
async function contradiction(asking: Asking, of: Contradiction): Promise<WitnessAnswer> {
  const { standsAt, kind } = of
  const claim =
    kind === 'ahead'
      ? `says it saw ${standsAt} entries, but this log has ${asking.submission.size}`
      : `says it saw another history of ${standsAt} entries`
  const evidence = await shownEvidence(asking, of.signal)
  if (evidence === undefined) return { kind, size: standsAt, words: `${claim}, and does not show it` }
  return { kind, size: evidence.size, words: `${claim}, and shows it`, evidence: evidence.note }
}

async function shownEvidence(
  asking: Asking,
  signal: AbortSignal,
): Promise<{ note: string; size: number } | undefined> {
  const { submission } = asking
  const newest = await newestOfWitness({ ...asking, log: submission.log, signal })
  if (newest === undefined) return undefined
  const { note, size, rootHash } = newest
  if (size > submission.size) return { note, size }
  const ours = size === submission.size ? submission.root : await submission.rootAt(size)
  return sameBytes(ours, rootHash) ? undefined : { note, size }
}

/** The newest checkpoint that a witness shows of a log, signed by that log's key; undefined when it shows none. */
export async function newestOfWitness(asking: {
  readonly witness: PolicyWitness & { readonly url: string }
  readonly log: VerifierKey
  readonly signal: AbortSignal
}) {
  const { witness, log, signal } = asking
  const url = `${prefixOf(witness)}/${originHash(log.name)}/checkpoint`
  const reply = await fetchText(url, { method: 'GET', signal })
  if ('kind' in reply || reply.status !== 200) return undefined
  try {
    return {
      ...(await openCheckpoint(reply.text, { keys: [log], witnesses: [witness.key] })),
      note: reply.text,
    }
  } catch (error) {
    if (!isRefused(error)) throw error
    return undefined
  }
}

const prefixOf = ({ url }: { readonly url: string }): string => url.replace(/\/+$/, '')

type Sent = { readonly method: 'GET' | 'POST'; readonly body?: string; readonly signal: AbortSignal }

/** One exchange; the answer is read up to a limit, and its content type is not trusted. */
async function fetchText(
  url: string,
  sent: Sent,
): Promise<{ readonly status: number; readonly text: string } | { kind: 'silent' | 'false'; words: string }> {
  try {
    const response = await fetch(url, { ...sent, redirect: 'error' })
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length
      if (bytes > mostAnswerBytes)
        return { kind: 'false', words: `answered with more than ${mostAnswerBytes} bytes` }
      chunks.push(chunk)
    }
    return { status: response.status, text: Buffer.concat(chunks).toString('utf8') }
  } catch (error) {
    if (sent.signal.aborted) return { kind: 'silent', words: 'did not answer in time' }
    const cause = (error as { cause?: NodeJS.ErrnoException }).cause?.code ?? 'the connection broke'
    return { kind: 'silent', words: `cannot be reached (${cause})` }
  }
}
