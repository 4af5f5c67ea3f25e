import { isRefused } from '../kernel/index.ts'
import {
  type AddCheckpoint,
  emptyRoot,
  type OpenedCheckpoint,
  openCheckpoint,
  parseAddCheckpoint,
  parseCheckpoint,
  parseNote,
  type VerifierKey,
  verifyConsistency,
} from '../proof/index.ts'
import type { SeenCheckpoint } from './witness-files.ts'

/** What a witness answers, as HTTP says it. */
export type WitnessReply = {
  readonly status: 200 | 400 | 403 | 404 | 409 | 413 | 422
  readonly type: 'text/plain; charset=utf-8' | 'text/x.tlog.size'
  readonly body: string
}

/** What is asked, or why it cannot be read. */
export function readRequest(body: Uint8Array): (AddCheckpoint & { origin: string }) | WitnessReply {
  try {
    const asked = parseAddCheckpoint(body)
    const { origin, size } = parseCheckpoint(parseNote(asked.checkpointNote).text)
    if (asked.oldSize <= size) return { ...asked, origin }
    return words(400, 'The old size is above the size of the checkpoint.')
  } catch (error) {
    if (isRefused(error)) return words(400, error.reason)
    throw error
  }
}

/** The checkpoint with the signature of its log checked, and nothing else of what signed it kept. */
export async function openSigned(note: string, key: VerifierKey): Promise<OpenedCheckpoint | WitnessReply> {
  try {
    return await openCheckpoint(note, { keys: [key] })
  } catch (error) {
    if (isRefused(error)) return words(403, 'The checkpoint is not signed by the key of that log.')
    throw error
  }
}

/** Why a checkpoint is not cosigned, or undefined when it continues what was seen. */
export function refusalOf(
  seen: SeenCheckpoint | undefined,
  { asked, opened }: { asked: AddCheckpoint; opened: OpenedCheckpoint },
): WitnessReply | undefined {
  const [oldSize, oldRoot] = [seen?.size ?? 0, seen?.rootHash ?? emptyRoot]
  if (asked.oldSize !== oldSize) return { status: 409, type: 'text/x.tlog.size', body: `${oldSize}\n` }
  const follows = verifyConsistency({
    oldSize,
    oldRoot,
    newSize: opened.size,
    newRoot: opened.rootHash,
    proof: asked.proof,
    fromEmpty: oldSize === 0,
  })
  if (follows) return undefined
  if (oldSize === opened.size && asked.proof.length === 0)
    return words(409, `This witness cosigned another root for ${oldSize} entries.`)
  return words(422, `The proof does not lead from ${oldSize} to ${opened.size} entries.`)
}

/** An answer in words, for people. */
export const words = (status: WitnessReply['status'], text: string): WitnessReply => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: text.endsWith('\n') ? text : `${text}\n`,
})
