import { must } from '../kernel/index.ts'

/** A row offered for its person. */
export type Offer = { readonly person: string; readonly slot: number; readonly value: number }

/** True when the first stands before the second; a total order, also between rows of one person. */
export type Before<Row extends Offer> = (first: Row, second: Row) => boolean

/** Keeps the k best distinct persons, each by the best row offered for them, whatever the order of offers. */
export class BestPersons<Row extends Offer> {
  /** Best first. */
  readonly #offers: Row[] = []
  readonly #k: number
  readonly #before: Before<Row>

  constructor(k: number, before: Before<Row>) {
    this.#k = k
    this.#before = before
  }

  /** Value of the k-th person; -Infinity until there are k. A row below it cannot change the list. */
  get threshold(): number {
    return this.#offers.length < this.#k
      ? Number.NEGATIVE_INFINITY
      : must(this.#offers[this.#k - 1], 'k-th').value
  }

  get ranked(): readonly Row[] {
    return this.#offers
  }

  offer(offer: Row): void {
    if (offer.value < this.threshold) return
    const known = this.#offers.findIndex(({ person }) => person === offer.person)
    if (known >= 0) {
      if (!this.#before(offer, must(this.#offers[known], 'known person'))) return
      this.#offers.splice(known, 1)
    } else if (this.#offers.length === this.#k) {
      if (!this.#before(offer, must(this.#offers[this.#k - 1], 'k-th'))) return
      this.#offers.pop()
    }
    let at = this.#offers.length
    while (at > 0 && this.#before(offer, must(this.#offers[at - 1], 'person above'))) at--
    this.#offers.splice(at, 0, offer)
  }
}
