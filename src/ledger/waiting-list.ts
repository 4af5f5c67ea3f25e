import type { EntryId } from '../kernel/index.ts'
import type { LoggedEntry } from './draft.ts'

type Waiter = { readonly resolve: (entry: LoggedEntry) => void; readonly reject: (error: unknown) => void }

/** Those who wait for entries to settle; several may wait for one. */
export type WaitingList = {
  readonly wait: (id: EntryId) => Promise<LoggedEntry>
  readonly ids: () => readonly EntryId[]
  readonly has: (id: EntryId) => boolean
  readonly resolve: (entry: LoggedEntry) => void
  readonly reject: (id: EntryId, error: unknown) => void
  readonly rejectAll: (error: unknown) => void
}

export function createWaitingList(): WaitingList {
  const waiters = new Map<EntryId, Waiter[]>()
  const take = (id: EntryId): readonly Waiter[] => {
    const taken = waiters.get(id) ?? []
    waiters.delete(id)
    return taken
  }
  const reject = (id: EntryId, error: unknown): void => {
    for (const waiter of take(id)) waiter.reject(error)
  }
  return {
    wait: (id) =>
      new Promise((resolve, reject) => {
        waiters.set(id, [...(waiters.get(id) ?? []), { resolve, reject }])
      }),
    ids: () => [...waiters.keys()],
    has: (id) => waiters.has(id),
    resolve: (entry) => {
      for (const waiter of take(entry.entryId)) waiter.resolve(entry)
    },
    reject,
    rejectAll: (error) => {
      for (const id of [...waiters.keys()]) reject(id, error)
    },
  }
}
