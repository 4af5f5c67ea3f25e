/**
 * Many may hold the gallery's state at once; a change waits until none does, and newcomers wait behind the change.
 * So a search ranks exactly the state that its log entry names.
 */
export type SharedHold = {
  hold<T>(work: () => Promise<T>): Promise<T>
  change<T>(work: () => Promise<T>): Promise<T>
}

export function createSharedHold(): SharedHold {
  let lastChange: Promise<unknown> = Promise.resolve()
  const holders = new Set<Promise<unknown>>()

  return {
    async hold(work) {
      const before = lastChange
      const held = before.then(work)
      const settled = held.catch(() => undefined)
      holders.add(settled)
      settled.then(() => holders.delete(settled))
      return held
    },
    async change(work) {
      const before = [lastChange, ...holders]
      const changed = Promise.all(before).then(work)
      lastChange = changed.catch(() => undefined)
      return changed
    },
  }
}
