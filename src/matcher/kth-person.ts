/** No key of a person: those are whole numbers from 0. */
const nobody = -1

/**
 * What the k-th best distinct person reaches, by the best value offered for each: as BestPersons, for keys and without the
 * rows. A search offers it thousands of rows, so it holds numbers and no objects.
 */
export class KthPerson {
  /** Best first. */
  readonly #values: Float64Array
  readonly #persons: Float64Array
  #count = 0

  constructor(k: number) {
    this.#values = new Float64Array(k)
    this.#persons = new Float64Array(k).fill(nobody)
  }

  /** Value of the k-th person; -Infinity until there are k. */
  get threshold(): number {
    return this.#count < this.#values.length
      ? Number.NEGATIVE_INFINITY
      : (this.#values[this.#count - 1] ?? Number.NEGATIVE_INFINITY)
  }

  offer(person: number, value: number): void {
    if (value <= this.threshold) return
    const values = this.#values
    const persons = this.#persons
    let from = persons.indexOf(person)
    if (from < 0) from = this.#count < values.length ? this.#count++ : values.length - 1
    else if (value <= (values[from] ?? Number.NEGATIVE_INFINITY)) return
    let to = from
    while (to > 0 && (values[to - 1] ?? Number.POSITIVE_INFINITY) < value) to--
    values.copyWithin(to + 1, to, from)
    persons.copyWithin(to + 1, to, from)
    values[to] = value
    persons[to] = person
  }
}
