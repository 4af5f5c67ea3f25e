import { createHash } from 'node:crypto'
import { must } from '../kernel/index.ts'
import { keyNotePath } from '../proof/index.ts'
import { writePublicFile } from './log-files.ts'
import type { LogHead } from './log-head.ts'
import { type RecordingAtStart, recordAtStart } from './record-at-start.ts'
import { wholeHouse } from './whole-house.ts'
import type { Writer } from './write-round.ts'

/**
 * Announces (`key`) the keys that the signer holds and the log does not name yet, each with its note beside it, before anything else is
 * sequenced: a change of key that was cut off anywhere is finished by the next start. Gives the head after it.
 */
export async function recordLogKeys(
  writer: Writer,
  of: Pick<RecordingAtStart, 'head' | 'chain' | 'keys'>,
): Promise<LogHead> {
  let { head } = of
  for (const [at, note] of writer.signer.keyNotes.entries()) {
    if (of.chain.logKeys()[at] !== undefined) continue
    const n = at + 2
    const bytes = new TextEncoder().encode(note)
    await writePublicFile(writer.logDir, { path: keyNotePath(n), bytes })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const vkey = must(note.split('\n')[3], 'verifier key in the note')
    head = await recordAtStart(writer, {
      ...{ ...of, head },
      draft: { type: 'key', unit: wholeHouse, fields: { n, vkey, note: sha256 }, hidden: {} },
      same: (entry) => entry.t === 'key' && entry.note === sha256,
    })
  }
  return head
}
