import type { Clock } from '../kernel/index.ts'
import { consistencyProof, leafHash, rangeRoot, tileNodeReader } from '../proof/index.ts'
import type { Storage } from '../storage/index.ts'
import type { LoggedEntry } from './draft.ts'
import type { FaultPoints } from './fault-points.ts'
import { checkGrowth, growTree } from './grow-tree.ts'
import { folderFiles, removePartials, writePublicFile } from './log-files.ts'
import { type LogHead, rootHex } from './log-head.ts'
import { type QueuedEntry, readHead } from './log-rows.ts'
import type { Signer } from './signer.ts'
import type { Witnessing } from './witnessing.ts'

export type Writer = {
  readonly storage: Storage
  readonly logDir: string
  readonly signer: Signer
  readonly clock: Clock
  readonly faults: FaultPoints
  /** Undefined where the log has no witness policy. */
  readonly witnessing: Witnessing | undefined
}

export type Round = { readonly head: LogHead; readonly logged: readonly LoggedEntry[] }

/**
 * Brings queued entries into the log: files durable and read back, then signature, then the database (commit 1), then
 * the witnesses, then publication, then the database again (commit 2). Whatever step fails, the log before it stays whole.
 * The signed note is in the database before any witness sees it: otherwise a crash could leave us with another one of its size.
 */
export async function writeRound(
  writer: Writer,
  { head, rows }: { readonly head: LogHead | undefined; readonly rows: readonly QueuedEntry[] },
): Promise<Round> {
  const { faults, logDir } = writer
  await refuseMovedHead(writer, head)
  const files = folderFiles(logDir)
  const range = head?.range ?? { size: 0, nodes: [] }
  const growth = await growTree(files, { range, entries: rows.map(({ bytes }) => bytes) })
  await Promise.all(growth.files.map((file) => writePublicFile(logDir, file)))
  await faults('afterTiles')
  await checkGrowth(files, growth)
  await faults('afterReread')

  const { size } = growth.range
  const remembered = await writer.signer.memory()
  const consistency = await consistencyProof(remembered.size, size, tileNodeReader(files, size))
  const note = await writer.signer.sign({ size, root: rangeRoot(growth.range), consistency })
  await faults('afterSign')

  const logged = rows.map(({ entryId, bytes }, at) => ({
    entryId,
    index: range.size + at,
    size,
    leafSha256: Buffer.from(leafHash(bytes)).toString('hex'),
  }))
  const next = { range: growth.range, note }
  await commitPending(writer, { before: head, next, logged })
  await faults('afterCommit1')
  const published = (await writer.witnessing?.cosign(next)) ?? note
  await faults('afterWitnesses')
  await publish(writer, { pending: next, note: published })
  await removePartials(
    logDir,
    growth.files.flatMap(({ full, path }) => (full ? [path] : [])),
  )
  return { head: { range: next.range, note: published }, logged }
}

const headMoved = () => new Error('another writer moved the head of the log')

/**
 * A writer that was stopped while another took the log over must not write over the other's files: it looks before it writes. What
 * happens between this look and commit 1 is caught there.
 */
async function refuseMovedHead({ storage }: Writer, head: LogHead | undefined): Promise<void> {
  const row = await readHead(storage.db)
  const same = head === undefined ? row === undefined : row?.root === rootHex(head.range)
  if (!same) throw headMoved()
}

type PendingCommit = {
  readonly before: LogHead | undefined
  readonly next: LogHead
  readonly logged: readonly LoggedEntry[]
}

/** Commit 1. The head moves only from the state that this writer knows: a second writer's change stops us here. */
async function commitPending(writer: Writer, { before, next, logged }: PendingCommit): Promise<void> {
  const { storage, clock } = writer
  const now = clock.now()
  const size = String(next.range.size)
  const root = rootHex(next.range)
  await storage.transaction(async (tx) => {
    if (before === undefined)
      await tx
        .insertInto('log_head')
        .values({ size, root, pending_note: next.note, published_note: null })
        .execute()
    else {
      const moved = await tx
        .updateTable('log_head')
        .set({ size, root, pending_note: next.note })
        .where('size', '=', String(before.range.size))
        .where('root', '=', rootHex(before.range))
        .executeTakeFirst()
      if (moved.numUpdatedRows !== 1n) throw headMoved()
    }
    await tx.insertInto('log_signed').values({ size, root, signed_at: now, note: next.note }).execute()
    const step = 500
    for (let at = 0; at < logged.length; at += step) {
      const rows = logged.slice(at, at + step).map((entry) => ({
        log_index: String(entry.index),
        entry_id: entry.entryId,
        leaf_sha256: entry.leafSha256,
        sealed_into_size: String(entry.size),
        written_at: now,
      }))
      await tx.insertInto('log_entries').values(rows).execute()
    }
  })
}

/** Makes a note, with the cosignatures that it has, the public checkpoint and records that it is (commit 2). */
export async function publish(
  { storage, logDir, faults, clock }: Writer,
  { pending, note }: { readonly pending: LogHead; readonly note: string },
): Promise<void> {
  await writePublicFile(logDir, { path: 'checkpoint', bytes: new TextEncoder().encode(note) })
  await faults('afterPublish')
  await storage.transaction(async (tx) => {
    await tx
      .updateTable('log_head')
      .set({ published_note: note })
      .where('pending_note', '=', pending.note)
      .execute()
    if (note === pending.note) return
    // After a crash the same size may be cosigned anew; the first cosignatures are as good as the later ones.
    await tx
      .insertInto('log_cosigned')
      .values({ size: String(pending.range.size), note, cosigned_at: clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })
  await faults('afterCommit2')
}
