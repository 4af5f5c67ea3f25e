import {
  decodeEntryBundle,
  entryBundlePath,
  inclusionProof,
  leafHash,
  openCheckpoint,
  parseVerifierKey,
  tileNodeReader,
  tileWidth,
  verifyInclusion,
  widthOfTile,
} from '../proof/index.ts'
import type { Door } from './door.ts'

export type Inclusion = { readonly verified: boolean; readonly size: number; readonly checkpoint: string }

/** Checks from the log's public files that entries stand under its signed checkpoint: each leaf hash to the root. */
export async function checkInclusion(
  door: Door,
  of: { vkey: string; indices: readonly number[] },
): Promise<Inclusion> {
  const files = { read: (path: string) => door.bytes(`/log/${path}`) }
  const note = await files.read('checkpoint')
  if (!note) return { verified: false, size: 0, checkpoint: '' }
  const checkpoint = new TextDecoder().decode(note)
  const { size, rootHash } = await openCheckpoint(checkpoint, { keys: [parseVerifierKey(of.vkey)] })
  const readNode = tileNodeReader(files, size)
  for (const index of of.indices) {
    const entry = index < size ? await entryBytes(files, { index, size }) : undefined
    if (!entry) return { verified: false, size, checkpoint }
    const proof = await inclusionProof(index, size, readNode)
    const claim = { leafHash: leafHash(entry), index, size, proof, root: rootHash }
    if (!verifyInclusion(claim)) return { verified: false, size, checkpoint }
  }
  return { verified: true, size, checkpoint }
}

async function entryBytes(
  files: { read: (path: string) => Promise<Uint8Array | undefined> },
  of: { index: number; size: number },
): Promise<Uint8Array | undefined> {
  const bundle = Math.floor(of.index / tileWidth)
  const width = widthOfTile(of.size, { level: 0, index: bundle })
  const bytes = await files.read(entryBundlePath(bundle, width))
  return bytes && decodeEntryBundle(bytes, width)[of.index % tileWidth]
}
