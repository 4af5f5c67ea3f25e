import { must } from '../kernel/index.ts'

/** A row that may still be among the best: its similarity lies between the two bounds. The person is a key. */
export type BoundedRow = {
  readonly slot: number
  readonly person: number
  readonly upper: number
  readonly lower: number
}

/** Rows waiting to be re-scored, taken in order of their upper bound, largest first; a binary heap once ordered. */
export class BoundQueue {
  #rows: BoundedRow[] = []

  get size(): number {
    return this.#rows.length
  }

  get largestUpper(): number {
    return this.#rows[0]?.upper ?? Number.NEGATIVE_INFINITY
  }

  /** Adds a row; the order holds only after order() was called. */
  add(row: BoundedRow): void {
    this.#rows.push(row)
  }

  /** Drops every row whose upper bound is below the threshold; gives the largest bound dropped, or -Infinity. */
  prune(threshold: number): number {
    let dropped = Number.NEGATIVE_INFINITY
    const kept: BoundedRow[] = []
    for (const row of this.#rows) {
      if (row.upper < threshold) dropped = Math.max(dropped, row.upper)
      else kept.push(row)
    }
    this.#rows = kept
    return dropped
  }

  order(): void {
    for (let at = (this.#rows.length >> 1) - 1; at >= 0; at--) this.#sink(at)
  }

  /** The row with the largest upper bound; of equal ones the lowest slot. */
  take(): BoundedRow {
    const top = must(this.#rows[0], 'row in the queue')
    const last = must(this.#rows.pop(), 'last row')
    if (this.#rows.length > 0) {
      this.#rows[0] = last
      this.#sink(0)
    }
    return top
  }

  #sink(from: number): void {
    const rows = this.#rows
    const sinking = must(rows[from], 'sinking row')
    let at = from
    for (;;) {
      let child = 2 * at + 1
      const right = rows[child + 1]
      if (right !== undefined && above(right, must(rows[child], 'left child'))) child++
      const best = rows[child]
      if (best === undefined || !above(best, sinking)) break
      rows[at] = best
      at = child
    }
    rows[at] = sinking
  }
}

const above = (first: BoundedRow, second: BoundedRow): boolean =>
  first.upper > second.upper || (first.upper === second.upper && first.slot < second.slot)
