import { type EntryId, isRefused, must, type Refused } from '../kernel/index.ts'
import type { LoggedEntry } from './draft.ts'
import { type LedgerCode, refused } from './ledger-refusal.ts'
import type { LogHead } from './log-head.ts'
import { findLogged, queuedById, takeQueued } from './log-rows.ts'
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
  /** Resolves when the entry is in a published checkpoint. */
  readonly settled: (id: EntryId) => Promise<LoggedEntry>
  /** Tells that a transaction is about to queue this entry. */
  readonly expect: (id: EntryId) => void
  /** Sequences all that is queued now. */
  readonly drain: () => Promise<void>
  readonly close: () => Promise<void>
}

type Waiter = { readonly resolve: (entry: LoggedEntry) => void; readonly reject: (error: unknown) => void }

/**
 * The one loop that gives log indices. Rounds run one after another; whoever waits meanwhile shares the next round.
 * The first failure stops it for good: after an I/O error the page may be lost though the kernel calls it clean, so
 * nothing is retried before a restart has verified the files.
 */
export function startSequencer(
  writer: Writer,
  start: {
    readonly head: LogHead
    readonly onLogged: (rows: readonly Uint8Array[], logged: readonly LoggedEntry[]) => void
  },
): Sequencer {
  const { db } = writer.storage
  const waiters = new Map<EntryId, Waiter[]>()
  const expected = new Map<EntryId, number>()
  let head = start.head
  let above = 0
  let stopped: Refused<LedgerCode> | undefined
  let running: Promise<void> | undefined
  let wanted = false

  const resolve = (entry: LoggedEntry): void => {
    for (const waiter of waiters.get(entry.entryId) ?? []) waiter.resolve(entry)
    waiters.delete(entry.entryId)
    expected.delete(entry.entryId)
  }

  const round = async (): Promise<void> => {
    const awaited = [...waiters.keys()]
    const rows = await takeQueued(db, { above, limit: roundLimit })
    await writer.faults('afterTake')
    if (rows.length > 0) {
      const done = await writeRound(writer, { head, rows })
      head = done.head
      start.onLogged(
        rows.map(({ bytes }) => bytes),
        done.logged,
      )
      for (const entry of done.logged) resolve(entry)
      above = Math.max(above, must(rows.at(-1), 'last row').position - lateRows)
    }
    if (rows.length === roundLimit) wanted = true
    else await lookForMissing(awaited.filter((id) => waiters.has(id)))
  }

  // Whoever still waits after a round that took all there was: logged before, late in the queue, or never committed.
  const lookForMissing = async (ids: readonly EntryId[]): Promise<void> => {
    const queued = await queuedById(db, ids)
    for (const id of ids) {
      const entry = await findLogged(db, id)
      if (entry !== undefined) resolve(entry)
      else if (queued.has(id)) {
        above = 0
        wanted = true
      } else {
        const error = new Error('an entry was awaited whose transaction was not committed')
        for (const waiter of waiters.get(id) ?? []) waiter.reject(error)
        waiters.delete(id)
        expected.delete(id)
      }
    }
  }

  const stop = (reason: Refused<LedgerCode>): void => {
    stopped = reason
    clearInterval(sweep)
    for (const waiter of [...waiters.values()].flat()) waiter.reject(reason)
    waiters.clear()
  }

  const run = async (): Promise<void> => {
    // One turn of the event loop, so that all who queued together share the round.
    await new Promise((next) => setImmediate(next))
    try {
      while (wanted && stopped === undefined) {
        wanted = false
        await round()
      }
    } catch (error) {
      stop(unavailable(error))
    } finally {
      running = undefined
    }
  }

  const kick = (): Promise<void> => {
    wanted = true
    running ??= run()
    return running
  }

  const assertRunning = (): void => {
    if (stopped !== undefined) throw stopped
  }

  // Entries whose transaction committed but whose caller died before it waited.
  const sweep = setInterval(() => {
    if (expected.size === 0) return
    for (const [id, sweeps] of expected)
      if (sweeps === 0) expected.delete(id)
      else expected.set(id, sweeps - 1)
    void kick()
  }, idleSweepMs)
  sweep.unref()

  return {
    head: () => head,
    assertRunning,
    expect: (id) => void expected.set(id, expectedSweeps),
    settled: async (id) => {
      assertRunning()
      return new Promise<LoggedEntry>((resolve, reject) => {
        waiters.set(id, [...(waiters.get(id) ?? []), { resolve, reject }])
        void kick()
      })
    },
    drain: async () => {
      await kick()
      assertRunning()
    },
    close: async () => {
      clearInterval(sweep)
      await running
      stop(closed())
    },
  }
}

/** Says why without repeating a foreign message, which may hold anything. */
function unavailable(error: unknown): Refused<LedgerCode> {
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
