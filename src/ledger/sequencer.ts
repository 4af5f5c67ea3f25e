import { type EntryId, isRefused, must, type Refused } from '../kernel/index.ts'
import type { LoggedEntry } from './draft.ts'
import { type LedgerCode, refused } from './ledger-refusal.ts'
import type { LogHead } from './log-head.ts'
import { findLogged, highestQueued, queuedById, takeQueued } from './log-rows.ts'
import { createWaitingList, type WaitingList } from './waiting-list.ts'
import { type Writer, writeRound } from './write-round.ts'

/** Most entries that one checkpoint takes in. */
const roundLimit = 256
/** Queue positions below the newest logged one that every round looks at again, for rows that committed late. */
const lateRows = 10_000
const idleSweepMs = 1000
/** A transaction that has not committed by then was rolled back. */
const expectedSweeps = 600

export type Sequencer = {
  /** The head whose checkpoint is published. */
  readonly head: () => LogHead
  /** Throws AUDIT_UNAVAILABLE once the writer has stopped. */
  readonly assertRunning: () => void
  /** Throws that too, and WITNESSES_MISSING while the log waits for its witnesses. */
  readonly assertWriting: () => void
  /** Calls back once, when enough witnesses answer again after they did not. */
  readonly onResumed: (listener: () => void) => void
  /** Resolves when the entry is in a published checkpoint. */
  readonly settled: (id: EntryId) => Promise<LoggedEntry>
  /** Tells that a transaction is about to queue this entry. */
  readonly expect: (id: EntryId) => void
  /** Sequences all that is queued now. */
  readonly drain: () => Promise<void>
  readonly close: () => Promise<void>
}

type OnLogged = (rows: readonly Uint8Array[], logged: readonly LoggedEntry[]) => void

type Loop = {
  readonly writer: Writer
  readonly onLogged: OnLogged
  readonly waiting: WaitingList
  /** Entries whose transaction may commit without anybody waiting, and how many sweeps they are still looked for. */
  readonly expected: Map<EntryId, number>
  head: LogHead
  /** Queue position that the next round looks above. */
  above: number
  wanted: boolean
  stopped: Refused<LedgerCode> | undefined
  /** Why nothing is published for now; it goes on by itself. */
  missing: Refused<LedgerCode> | undefined
  running: Promise<void> | undefined
}

/**
 * The one loop that gives log indices. Rounds run one after another; whoever waits meanwhile shares the next round.
 * The first failure stops it for good: after an I/O error the page may be lost though the kernel calls it clean, so
 * nothing is retried before a restart has verified the files.
 */
export function startSequencer(
  writer: Writer,
  start: { readonly head: LogHead; readonly onLogged: OnLogged },
): Sequencer {
  const loop: Loop = {
    writer,
    onLogged: start.onLogged,
    waiting: createWaitingList(),
    expected: new Map(),
    head: start.head,
    above: 0,
    wanted: false,
    stopped: undefined,
    missing: undefined,
    running: undefined,
  }
  const sweep = setInterval(() => lookForUnawaited(loop), idleSweepMs)
  sweep.unref()
  const assertRunning = (): void => {
    if (loop.stopped !== undefined) throw loop.stopped
  }
  const assertWriting = (): void => {
    assertRunning()
    if (loop.missing !== undefined) throw loop.missing
  }
  const listeners: (() => void)[] = []
  return {
    head: () => loop.head,
    assertRunning,
    assertWriting,
    onResumed: (listener) => void listeners.push(listener),
    expect: (id) => void loop.expected.set(id, expectedSweeps),
    settled: async (id) => {
      assertWriting()
      const settling = loop.waiting.wait(id)
      void kick(loop)
      return settling
    },
    drain: async () => {
      await kick(loop)
      assertRunning()
      // All that is queued is in the log now; from here on rounds need not look through the whole of a long queue.
      const { db } = writer.storage
      loop.above = Math.max(
        loop.above,
        (await writer.storage.actingFor(undefined, () => highestQueued(db))) - lateRows,
      )
      writer.witnessing?.watch({
        missing: (why) => {
          loop.missing = why
          loop.waiting.rejectAll(why)
        },
        resumed: () => {
          loop.missing = undefined
          for (const listener of listeners.splice(0)) setImmediate(listener)
        },
      })
    },
    close: async () => {
      clearInterval(sweep)
      writer.witnessing?.stop()
      await loop.running
      stop(loop, closed())
    },
  }
}

function kick(loop: Loop): Promise<void> {
  loop.wanted = true
  // Whoever kicks may work for an agency; the log's own tables are the house's.
  loop.running ??= loop.writer.storage.actingFor(undefined, () => run(loop))
  return loop.running
}

async function run(loop: Loop): Promise<void> {
  // One turn of the event loop, so that all who queued together share the round.
  await new Promise((next) => setImmediate(next))
  try {
    while (loop.wanted && loop.stopped === undefined) {
      loop.wanted = false
      await takeRound(loop)
    }
  } catch (error) {
    stop(loop, unavailable(error))
  } finally {
    loop.running = undefined
  }
}

async function takeRound(loop: Loop): Promise<void> {
  const { writer, waiting } = loop
  const awaited = waiting.ids()
  const rows = await takeQueued(writer.storage.db, { above: loop.above, limit: roundLimit })
  await writer.faults('afterTake')
  if (rows.length > 0) {
    const done = await writeRound(writer, { head: loop.head, rows })
    loop.head = done.head
    loop.above = Math.max(loop.above, must(rows.at(-1), 'last row').position - lateRows)
    loop.onLogged(
      rows.map(({ bytes }) => bytes),
      done.logged,
    )
    for (const entry of done.logged) settle(loop, entry)
  }
  if (rows.length === roundLimit) loop.wanted = true
  else
    await lookForMissing(
      loop,
      awaited.filter((id) => waiting.has(id)),
    )
}

function settle(loop: Loop, entry: LoggedEntry): void {
  loop.expected.delete(entry.entryId)
  loop.waiting.resolve(entry)
}

/** Whoever still waits after a round that took all there was: logged before, late in the queue, or never committed. */
async function lookForMissing(loop: Loop, ids: readonly EntryId[]): Promise<void> {
  const { db } = loop.writer.storage
  const queued = await queuedById(db, ids)
  for (const id of ids) {
    const entry = await findLogged(db, id)
    if (entry !== undefined) settle(loop, entry)
    else if (queued.has(id)) {
      loop.above = 0
      loop.wanted = true
    } else {
      loop.expected.delete(id)
      loop.waiting.reject(id, new Error('an entry was awaited whose transaction was not committed'))
    }
  }
}

/** Entries whose transaction committed but whose caller died before it waited. */
function lookForUnawaited(loop: Loop): void {
  if (loop.expected.size === 0 || loop.stopped !== undefined) return
  for (const [id, sweeps] of loop.expected)
    if (sweeps === 0) loop.expected.delete(id)
    else loop.expected.set(id, sweeps - 1)
  void kick(loop)
}

function stop(loop: Loop, reason: Refused<LedgerCode>): void {
  loop.stopped ??= reason
  loop.waiting.rejectAll(loop.stopped)
}

/** Says why without repeating a foreign message, which may hold anything. */
function unavailable(error: unknown): Refused<LedgerCode> {
  if (isRefused(error) && error.code === 'WITNESSES_MISSING') return error as Refused<LedgerCode>
  const cause = isRefused(error)
    ? error.reason
    : ((error as NodeJS.ErrnoException).code ?? 'an unexpected error')
  const stopped = refused({
    code: 'AUDIT_UNAVAILABLE',
    reason: `The log writer stopped and no search can be made: ${cause}`,
    needed: 'Restart the server; it verifies the log before it takes searches again.',
  })
  stopped.cause = error
  return stopped
}

const closed = () =>
  refused({
    code: 'AUDIT_UNAVAILABLE',
    reason: 'The log is closed because the server is shutting down.',
    needed: 'Try again when the server is back.',
  })
