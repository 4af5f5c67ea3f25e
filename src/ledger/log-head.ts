import { toBase64url } from '../kernel/index.ts'
import { type CompactRange, openCheckpoint, parseVerifierKey, rangeRoot } from '../proof/index.ts'
import { damaged } from './ledger-refusal.ts'
import type { HeadRow } from './log-rows.ts'

/** The log as the writer holds it in memory: the tree's right edge and the note that signs it. */
export type LogHead = { readonly range: CompactRange; readonly note: string }

export const rootHex = (range: CompactRange): string => Buffer.from(rangeRoot(range)).toString('hex')

export const sameRoot = (left: Uint8Array, right: Uint8Array): boolean =>
  toBase64url(left) === toBase64url(right)

/** Checks that the database's head row is signed by this log's key and says what its own columns say. */
export async function checkHeadRow(head: HeadRow, vkey: string): Promise<void> {
  const note = await openCheckpoint(head.pendingNote, { keys: [parseVerifierKey(vkey)] })
  if (note.size !== head.size || Buffer.from(note.rootHash).toString('hex') !== head.root)
    throw damaged('the database row log_head', 'is not what its own signed note says')
}
