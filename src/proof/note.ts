import { fromBase64, toBase64 } from './base64.ts'
import { joinBytes, utf8Bytes, utf8Text } from './bytes.ts'
import { refusal } from './refuse.ts'
import { keyIdBytes, nameFault, readKeyId } from './verifier-key.ts'

/** One signature line. `keyId` is a uint32; `signature` is what follows the key id (64 bytes for Ed25519). */
export type NoteSignature = {
  readonly name: string
  readonly keyId: number
  readonly signature: Uint8Array
}

/** A note whose form is right and whose signatures nobody has checked: its text must not be believed yet. */
export type SignedNote = {
  /** With its final newline: exactly what was signed. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export const noteLimits = { bytes: 1_000_000, signatures: 100 } as const

/**
 * Reads a signed note (C2SP signed-note v1.0.0): text, the last blank line, 1 to 100 signature lines. Refuses
 * (NOTE_MALFORMED) bytes that are not UTF-8, control characters, a missing final newline, names with spaces
 * or plus signs, and loose base64.
 */
export function parseNote(note: string | Uint8Array): SignedNote {
  const whole = wellFormedText(note)
  const split = whole.lastIndexOf('\n\n')
  if (split <= 0) throw malformed('has no blank line between text and signatures')
  const text = whole.slice(0, split + 1)
  return { text, signatures: parseSignatureLines(whole.slice(split + 2)) }
}

/**
 * Reads signature lines alone: the body that a witness answers with (C2SP tlog-witness). 1 to 100 lines, each
 * ended by a newline; refuses (NOTE_MALFORMED) anything else.
 */
export function parseSignatureLines(lines: string | Uint8Array): readonly NoteSignature[] {
  const text = wellFormedText(lines)
  if (!text.endsWith('\n')) throw malformed('does not end with a newline')
  const rows = text.slice(0, -1).split('\n')
  if (rows.length > noteLimits.signatures)
    throw malformed(`has ${rows.length} signatures; the limit is ${noteLimits.signatures}`)
  return rows.map(parseSignatureLine)
}

/** One signature line with its newline: `— name base64(key id ‖ signature)`. Refuses a name outside the rules. */
export function signatureLine(signature: NoteSignature): string {
  const fault = nameFault(signature.name)
  if (fault !== undefined) throw malformed(`has a key name that ${fault}`)
  if (signature.signature.length === 0) throw malformed('has an empty signature')
  const bytes = joinBytes(keyIdBytes(signature.keyId), signature.signature)
  return `— ${signature.name} ${toBase64(bytes)}\n`
}

/** The bytes that a key of type 0x01 signs: the text as UTF-8. Refuses text that no note may hold. */
export function noteSigningBytes(text: string): Uint8Array {
  if (!text.endsWith('\n')) throw malformed('does not end with a newline')
  wellFormedText(text)
  return utf8Bytes(text) ?? new Uint8Array(0)
}

/** Writes a signed note; what comes out is read back by parseNote to the same text and signatures. */
export function formatNote({ text, signatures }: SignedNote): string {
  noteSigningBytes(text)
  const note = `${text}\n${signatures.map(signatureLine).join('')}`
  // Read back: a text of nothing but newlines, or too many signatures, must fail here and not at the reader.
  parseNote(note)
  return note
}

/** Text from outside: strict UTF-8, bounded, no ASCII control characters but newline. */
function wellFormedText(note: string | Uint8Array): string {
  if (note.length > noteLimits.bytes)
    throw malformed(`has ${note.length} bytes; the limit is ${noteLimits.bytes}`)
  const text = typeof note === 'string' ? note : utf8Text(note)
  if (text?.isWellFormed() !== true) throw malformed('is not valid UTF-8')
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x20 && code !== 0x0a) throw malformed('holds a control character')
  }
  return text
}

function parseSignatureLine(line: string): NoteSignature {
  const [, name = '', base64 = ''] = /^— ([^ ]*) (.*)$/.exec(line) ?? []
  const fault = nameFault(name)
  if (fault !== undefined) throw malformed(`has a signature line whose key name ${fault}`)
  const bytes = fromBase64(base64)
  if (bytes === undefined || bytes.length <= 4) throw malformed('has a signature that is not base64')
  return { name, keyId: readKeyId(bytes), signature: bytes.slice(4) }
}

const malformed = (fault: string) =>
  refusal('NOTE_MALFORMED', `The signed note ${fault}.`, 'The note byte for byte as it was published.')
