import { must } from '../kernel/index.ts'
import { bookingKey } from './row-key.ts'
import type { Slot, TemplateStore } from './template-store.ts'

/** Holds the matcher's rows against the bookings that somebody else knows of. */
export type Comparison = {
  /** Whether the matcher has rows of the booking; they are no strays then. */
  holds(bookingId: string): boolean
  /** Ids of bookings in the matcher that were never asked for. */
  strays(): readonly string[]
}

/**
 * A table of all booking keys, 64 bits each, for as long as the comparison takes: 13 bytes for each of up to four times
 * the rows. Two bookings of one key are one in 10^12 at ten million rows, and the count of rows would betray them.
 */
export function compareKeys(store: TemplateStore): Comparison {
  const capacity = 2 ** Math.ceil(Math.log2(Math.max(8, store.rows * 2)))
  const firsts = new Uint32Array(capacity)
  const seconds = new Uint32Array(capacity)
  const places = new Uint32Array(capacity)
  const seen = new Uint8Array(capacity)
  const slots = allSlots(store)
  const next = (at: number) => (at + 1) % capacity
  let number = 0
  for (const { segment, row } of slots()) {
    const [first, second] = segment.memory.bookingKey(row)
    let at = first % capacity
    while (places[at] !== 0) at = next(at)
    firsts[at] = first
    seconds[at] = second
    places[at] = ++number
  }
  return {
    holds(bookingId) {
      const [first, second] = bookingKey(bookingId)
      let found = false
      for (let at = first % capacity; places[at] !== 0; at = next(at)) {
        if (firsts[at] !== first || seconds[at] !== second) continue
        seen[at] = 1
        found = true
      }
      return found
    },
    strays() {
      const unseen = new Set<number>()
      for (let at = 0; at < capacity; at++)
        if (seen[at] === 0 && places[at] !== 0) unseen.add(must(places[at], 'place'))
      if (unseen.size === 0) return []
      const ids = new Set<string>()
      let place = 0
      for (const slot of slots()) if (unseen.has(++place)) ids.add(store.record(slot).bookingId)
      return [...ids]
    },
  }
}

const allSlots = (store: TemplateStore) =>
  function* (): Generator<Slot> {
    for (const segment of store.segments)
      for (let row = 0; row < segment.end; row++) if (segment.memory.isFilled(row)) yield { segment, row }
  }
