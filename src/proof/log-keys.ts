import { isRefused } from '../kernel/index.ts'
import { sha256Of } from './merkle-hash.ts'
import { inWords, refusal } from './refuse.ts'
import type { LogFiles } from './tile.ts'
import { parseVerifierKey, type VerifierKey } from './verifier-key.ts'
import type { LogProblem } from './verify-log.ts'
import { verifyNote } from './verify-note.ts'

/** A key of a log; the first is number 1 and stands in genesis, each later one was announced under the key before it. */
export type LogKey = {
  readonly n: number
  readonly vkey: string
  readonly key: VerifierKey
  /** SHA-256 in hex of the note that announces it; undefined for the first. */
  readonly noteSha256: string | undefined
}

/** The keys of a log as its notes link them, and which of them the reader trusts from elsewhere. */
export type LogKeys = {
  readonly keys: readonly LogKey[]
  readonly pinned: LogKey
  readonly problems: readonly LogProblem[]
}

/** Where a log publishes the note that announces its key number n: signed by that key and by the one before it. */
export const keyNotePath = (n: number): string => `keys/${n}.note`

/** More than any log will have; a reader need not look for ever. */
export const mostKeys = 100

const mostNoteBytes = 4_096

type KeyChange = {
  readonly origin: string
  readonly n: number
  readonly before: string
  readonly next: string
}

/** Text of such a note. Its second line keeps it from ever being taken for a checkpoint. */
export const keyNoteText = ({ origin, n, before, next }: KeyChange): string =>
  `${origin}\nlog key ${n}\n${before}\n${next}\n`

/**
 * Reads the keys of a log from its notes. Each is believed when the key before it and the key itself have signed; a key that is trusted
 * from elsewhere and stands in the chain makes the others trusted, and one that does not stands alone.
 */
export async function readLogKeys(files: LogFiles, vkey: string): Promise<LogKeys> {
  const alone: LogKey = { n: 1, vkey, key: parseVerifierKey(vkey), noteSha256: undefined }
  const chain: LogKey[] = []
  const problems: LogProblem[] = []
  for (let n = 2; n <= mostKeys; n++) {
    const path = keyNotePath(n)
    const bytes = await files.read(path)
    if (bytes === undefined) break
    try {
      const link = await readKeyNote(bytes, { n, origin: alone.key.name })
      if (chain.length === 0) chain.push({ ...alone, vkey: link.before, key: parseVerifierKey(link.before) })
      if (chain.at(-1)?.vkey !== link.before) throw invalid('follows another key than the one before it')
      const noteSha256 = hexOf(sha256Of(bytes))
      chain.push({ n, vkey: link.next, key: parseVerifierKey(link.next), noteSha256 })
    } catch (error) {
      if (!isRefused(error)) throw error
      problems.push({ path, what: inWords(error) })
      break
    }
  }
  const pinned = chain.find((one) => one.vkey === vkey)
  if (pinned !== undefined) return { keys: chain, pinned, problems }
  if (chain.length > 0)
    problems.push({
      path: keyNotePath(2),
      what: 'begins a chain of keys in which the trusted key does not stand',
    })
  return { keys: [alone], pinned: alone, problems }
}

/** Reads a note that announces a key. Refuses KEY_NOTE_INVALID unless both keys signed it, NOTE_MALFORMED, NOTE_SIGNATURE_INVALID. */
async function readKeyNote(bytes: Uint8Array, of: { n: number; origin: string }): Promise<KeyChange> {
  // From outside: the keys stand in the text, so it is looked at before the signatures, and believed after them.
  if (bytes.length > mostNoteBytes) throw invalid(`has ${bytes.length} bytes; the limit is ${mostNoteBytes}`)
  const text = new TextDecoder().decode(bytes)
  const [origin = '', , before = '', next = ''] = text.split('\n')
  const change = { origin, n: of.n, before, next }
  const keys = [parseVerifierKey(before), parseVerifierKey(next)]
  if (before === next) throw invalid('announces the key that it is signed with')
  const verified = await verifyNote(bytes, keys)
  if (verified.text !== keyNoteText(change)) throw invalid(`is not the announcement of key ${of.n}`)
  if (origin !== of.origin || keys.some(({ name }) => name !== origin)) throw invalid('is of another log')
  if (verified.signers.length !== 2) throw invalid('is not signed by both the old and the new key')
  return change
}

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const invalid = (fault: string) =>
  refusal(
    'KEY_NOTE_INVALID',
    `The note ${fault}.`,
    'The note as the log published it when its key was changed.',
  )
