import { createHash } from 'node:crypto'
import { assert } from '../kernel/index.ts'
import type { Chain, TrustPolicy } from '../proof/index.ts'
import type { LogHead } from './log-head.ts'
import { type QueuedEntry, queuedById, takeQueued } from './log-rows.ts'
import { queueEntry } from './queue-entry.ts'
import { readEntry } from './read-entry.ts'
import type { RecordKeys } from './record-keys.ts'
import { wholeHouse } from './whole-house.ts'
import { keepPolicyText } from './witness-policy.ts'
import { type Writer, writeRound } from './write-round.ts'

/** As many queued entries as a stopped writer can have left, and more. */
const mostQueued = 10_000

type Recording = {
  readonly head: LogHead
  readonly chain: Chain
  readonly keys: RecordKeys
  readonly policy: TrustPolicy
  readonly bytes: Uint8Array
}

/**
 * Puts a witness policy on record (`witnesses`) before anything else is sequenced under it, unless the log names it already: whoever
 * changes who must cosign does so in public. Gives the head after it. The round is cosigned as the new policy asks.
 */
export async function recordWitnessPolicy(writer: Writer, of: Recording): Promise<LogHead> {
  const sha256 = createHash('sha256').update(of.bytes).digest('hex')
  if (of.chain.witnessPolicy()?.sha256 === sha256) return of.head
  await keepPolicyText(writer.logDir, { bytes: of.bytes, sha256 })
  const row = (await queuedBefore(writer, sha256)) ?? (await queueNow(writer, { ...of, sha256 }))
  const { head } = await writeRound(writer, { head: of.head, rows: [row] })
  const read = readEntry(row.bytes)
  assert('entry' in read, 'an entry that was just made can be read')
  of.chain.add(read.entry, of.head.range.size)
  return head
}

/** What a start that failed after this had queued already. */
async function queuedBefore({ storage }: Writer, sha256: string): Promise<QueuedEntry | undefined> {
  const rows = await takeQueued(storage.db, { above: 0, limit: mostQueued })
  return rows.find(({ bytes }) => {
    const read = readEntry(bytes)
    return 'entry' in read && read.entry.t === 'witnesses' && read.entry.sha256 === sha256
  })
}

async function queueNow(
  { storage, clock }: Writer,
  { chain, keys, policy, sha256 }: Recording & { readonly sha256: string },
): Promise<QueuedEntry> {
  const fields = { sha256, named: policy.witnesses.length }
  const draft = { type: 'witnesses', unit: wholeHouse, fields, hidden: {} } as const
  const context = { chain, clock, keys, recent: () => undefined }
  const id = await storage.transaction((tx) => queueEntry(context, tx, draft))
  const row = (await queuedById(storage.db, [id])).get(id)
  assert(row !== undefined, 'an entry whose transaction committed is queued')
  return row
}
