/** What this browser remembers of the log: the key it first saw, and the newest checkpoint it checked. */
export type SeenLog = {
  readonly verifierKey: string
  readonly keySeenOn: string
  readonly size: number
  /** Root hash, base64. */
  readonly root: string
}

/** A place for small texts, such as localStorage. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const place = 'casebound.seen-log'

/** What was remembered, or undefined when there is nothing readable. */
export function recallLog(store: TextStore): SeenLog | undefined {
  try {
    // From outside: anything may stand in a browser's storage.
    const value: unknown = JSON.parse(store.getItem(place) ?? 'null')
    return isSeenLog(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Remembers a checkpoint that was checked; a browser without storage forgets, and says nothing. */
export function rememberLog(store: TextStore, seen: SeenLog): void {
  try {
    store.setItem(place, JSON.stringify(seen))
  } catch {
    // Storage is full or forbidden: every visit is then a first visit, which the foot says.
  }
}

/** Forgets key and checkpoint: the next check is a first sight again. */
export function forgetLog(store: TextStore): void {
  store.removeItem(place)
}

function isSeenLog(value: unknown): value is SeenLog {
  if (typeof value !== 'object' || value === null) return false
  const { verifierKey, keySeenOn, size, root } = value as Record<string, unknown>
  return (
    typeof verifierKey === 'string' &&
    typeof keySeenOn === 'string' &&
    Number.isSafeInteger(size) &&
    typeof root === 'string'
  )
}
