/** What a list ranks: a person or a row, and how similar it is. */
export type Ranked = { readonly id: number; readonly similarity: number }

/** True when the first stands before the second. */
export type Before = (first: Ranked, second: Ranked) => boolean

/** The order of the matcher: similarity descending, then the name of the person by UTF-16 code units. */
export const personsBefore =
  (name: (person: number) => string): Before =>
  (first, second) =>
    first.similarity === second.similarity
      ? name(first.id) < name(second.id)
      : first.similarity > second.similarity

export const rowsBefore: Before = (first, second) =>
  first.similarity === second.similarity ? first.id < second.id : first.similarity > second.similarity

/** Keeps the k best of what is offered, each id once by its best similarity. */
export class BestList {
  readonly #k: number
  readonly #before: Before
  readonly #ranked: Ranked[] = []

  constructor(k: number, before: Before) {
    this.#k = k
    this.#before = before
  }

  get ranked(): readonly Ranked[] {
    return this.#ranked
  }

  /** What is less similar cannot enter the list any more. */
  get threshold(): number {
    return this.#ranked.length < this.#k ? -Infinity : (this.#ranked[this.#k - 1]?.similarity ?? -Infinity)
  }

  offer(offered: Ranked): void {
    if (offered.similarity < this.threshold) return
    const known = this.#ranked.findIndex(({ id }) => id === offered.id)
    if (known >= 0) {
      if (!this.#before(offered, this.#ranked[known] ?? offered)) return
      this.#ranked.splice(known, 1)
    }
    let at = this.#ranked.length
    while (at > 0 && this.#before(offered, this.#ranked[at - 1] ?? offered)) at--
    this.#ranked.splice(at, 0, offered)
    if (this.#ranked.length > this.#k) this.#ranked.pop()
  }
}
