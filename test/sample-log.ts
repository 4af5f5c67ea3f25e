import { generateKeyPairSync, sign } from 'node:crypto'
import { must, profiledJson } from '../src/kernel/index.ts'
import {
  cosignatureBytes,
  cosignatureMessage,
  encodeEntryBundle,
  encodeTile,
  entryBundlePath,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  keyIdOf,
  type LogFiles,
  leafHash,
  type NoteSignature,
  newBundles,
  newTiles,
  noteSigningBytes,
  rootFromLeaves,
  signatureType,
  tilePath,
  tileWidth,
  type VerifierKey,
} from '../src/proof/index.ts'

type Signer = {
  readonly key: VerifierKey
  readonly vkey: string
  readonly sign: (text: string) => NoteSignature
}

/** A fresh Ed25519 key of node:crypto that signs notes, as a log does. */
export function makeLogKey(name: string): Signer {
  const { key, signBytes } = makeKey(name, signatureType.note)
  return {
    key,
    vkey: formatVerifierKey(key),
    sign: (text) => ({ ...key, signature: signBytes(noteSigningBytes(text)) }),
  }
}

/** A fresh key that cosigns, always at the same second, as a witness does. */
export function makeWitness(name: string, timestampSec = 1_800_000_000): Signer & { at: SignAt } {
  const { key, signBytes } = makeKey(name, signatureType.cosignature)
  const at: SignAt = (timeSec) => ({
    sign: (text) => {
      const signature = signBytes(cosignatureMessage({ timestampSec: timeSec, text }))
      return { ...key, signature: cosignatureBytes({ timestampSec: timeSec, signature }) }
    },
  })
  return { key, vkey: formatVerifierKey(key), at, sign: at(timestampSec).sign }
}

/** The same witness at another second. */
type SignAt = (timestampSec: number) => Pick<Signer, 'sign'>

function makeKey(name: string, type: number) {
  const { privateKey, publicKey: publicObject } = generateKeyPairSync('ed25519')
  const publicKey = new Uint8Array(publicObject.export({ format: 'der', type: 'spki' }).subarray(-32))
  const key: VerifierKey = { name, type, publicKey, keyId: keyIdOf(name, type, publicKey) }
  return { key, signBytes: (bytes: Uint8Array) => new Uint8Array(sign(null, bytes, privateKey)) }
}

export type SampleLog = {
  readonly files: Map<string, Uint8Array>
  readonly entries: readonly Uint8Array[]
  readonly log: Signer
  /** The signed checkpoint as text. */
  readonly note: string
}

/** Canonical entries that differ: types alternate between search and result. */
export const sampleEntries = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => {
    const t = index % 3 === 2 ? 'result' : 'search'
    return Buffer.from(profiledJson({ c: { pad: 'x'.repeat(43) }, n: index, t, v: 1 }))
  })

/** A whole log in memory, written the naive way: every tile from its definition, none from the others. */
export function makeSampleLog(
  entries: readonly Uint8Array[],
  log: Signer = makeLogKey('log.example/1'),
): SampleLog {
  const files = new Map<string, Uint8Array>()
  const leaves = entries.map((entry) => leafHash(entry))
  const size = leaves.length
  for (const { level, index, width } of newTiles(0, size)) {
    const span = tileWidth ** level
    const hashes = Array.from({ length: width }, (_, at) => {
      const start = (index * tileWidth + at) * span
      return rootFromLeaves(leaves.slice(start, start + span))
    })
    files.set(tilePath(level, index, width), encodeTile(hashes))
  }
  for (const { index, width } of newBundles(0, size)) {
    const start = index * tileWidth
    files.set(entryBundlePath(index, width), encodeEntryBundle(entries.slice(start, start + width)))
  }
  const text = formatCheckpoint({ origin: log.key.name, size, rootHash: rootFromLeaves(leaves) })
  const note = formatNote({ text, signatures: [log.sign(text)] })
  files.set('checkpoint', Buffer.from(note))
  return { files, entries, log, note }
}

export const readFrom = (files: ReadonlyMap<string, Uint8Array>): LogFiles => ({
  read: async (path) => files.get(path),
})

/** The same files with one of them changed; undefined removes it. */
export function withFile(
  files: ReadonlyMap<string, Uint8Array>,
  path: string,
  change: (bytes: Uint8Array) => Uint8Array | undefined,
): Map<string, Uint8Array> {
  const changed = new Map(files)
  const bytes = change(must(files.get(path), `file ${path}`))
  if (bytes === undefined) changed.delete(path)
  else changed.set(path, bytes)
  return changed
}
