import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EntryValue } from '../src/ledger/index.ts'
import {
  decodeEntryBundle,
  entryBundlePath,
  openCheckpoint,
  parseVerifierKey,
  tileWidth,
} from '../src/proof/index.ts'

/** All entries under the checkpoint that stands in the log folder now, as a stranger reads them; its signature is checked. */
export async function publishedEntries(logDir: string, vkey: string): Promise<readonly EntryValue[]> {
  const note = await readFile(join(logDir, 'checkpoint'))
  const { size } = await openCheckpoint(note, { keys: [parseVerifierKey(vkey)] })
  const entries: EntryValue[] = []
  for (let first = 0; first < size; first += tileWidth) {
    const width = Math.min(tileWidth, size - first)
    const bundle = await readFile(join(logDir, entryBundlePath(first / tileWidth, width))).catch(
      () => undefined,
    )
    // A partial bundle is removed when it becomes full: then there is a newer checkpoint to read.
    if (bundle === undefined && width < tileWidth) return publishedEntries(logDir, vkey)
    for (const entry of decodeEntryBundle(new Uint8Array(bundle ?? []), width)) {
      entries.push(JSON.parse(new TextDecoder().decode(entry)))
    }
  }
  return entries
}
