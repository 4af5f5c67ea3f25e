import { dimensionDeviations, mix, squaredLength } from './face-space.ts'
import { Normals } from './normals.ts'

export type TemplatePlan = { readonly rows: number; readonly dimension: number; readonly seed: number }

/** Rows of one block. A block is made from the seed and its own number alone, so it can be made again anywhere. */
export const rowsPerBlock = 4096
/** Odd, so that taking every 1597th place fills a block: rows of one person do not stand side by side. */
const placeStep = 1597
/** How many of a person's templates there are: 1 to 6, 3.1 on average. */
const templateShares = [0.25, 0.2, 0.15, 0.15, 0.125, 0.125]

const kinds = { layout: 1, person: 2, rows: 3, stranger: 4, probe: 5 }

/** `persons[i]` is the number of the person of row `first + i`, whose template begins at `i * dimension`. */
export type TemplateBlock = {
  readonly first: number
  readonly rows: number
  readonly persons: Uint32Array
  readonly vectors: Float32Array
}

export type Probe = { readonly vector: Float32Array; readonly person: number | undefined }

/**
 * Makes clustered templates of unit length: a person is a direction, a template that direction and noise of its own.
 * Two templates of one person agree to 0.5 to 0.8, of two persons to about N(0, 0.06).
 */
export class TemplateMaker {
  readonly plan: TemplatePlan
  readonly blocks: number
  readonly #deviations: Float64Array
  readonly #person: Float64Array
  readonly #noise: Float64Array

  constructor(plan: TemplatePlan) {
    this.plan = plan
    this.blocks = Math.ceil(plan.rows / rowsPerBlock)
    this.#deviations = dimensionDeviations(plan.dimension)
    this.#person = new Float64Array(plan.dimension)
    this.#noise = new Float64Array(plan.dimension)
  }

  /** `into` takes the vectors of a whole block; by default a new array does. */
  block(
    index: number,
    into: Float32Array = new Float32Array(rowsPerBlock * this.plan.dimension),
  ): TemplateBlock {
    const random = new Normals(this.plan.seed, kinds.rows, index)
    const persons = this.#layout(index)
    let current = -1
    for (let step = 0; step < rowsPerBlock; step++) {
      const place = (step * placeStep) % rowsPerBlock
      const person = persons[place] ?? 0
      if (person !== current) this.#stand(kinds.person, person)
      current = person
      this.#sample(random, into, place * this.plan.dimension)
    }
    const first = index * rowsPerBlock
    return { first, rows: Math.min(rowsPerBlock, this.plan.rows - first), persons, vectors: into }
  }

  /** Every other probe is a new picture of somebody in the gallery, the others are of strangers. */
  probes(count: number): readonly Probe[] {
    const random = new Normals(this.plan.seed, kinds.probe, 0)
    return Array.from({ length: count }, (_, index) => {
      const row = Math.floor(random.uniform() * this.plan.rows)
      const mated = index % 2 === 0
      const person = mated ? this.#layout(Math.floor(row / rowsPerBlock))[row % rowsPerBlock] : undefined
      this.#stand(person === undefined ? kinds.stranger : kinds.person, person ?? index)
      const vector = new Float32Array(this.plan.dimension)
      this.#sample(random, vector, 0)
      return { vector, person }
    })
  }

  /** The person at each place of a block; no person stands in two blocks. */
  #layout(index: number): Uint32Array {
    const random = new Normals(this.plan.seed, kinds.layout, index)
    const persons = new Uint32Array(rowsPerBlock)
    let person = index * rowsPerBlock
    for (let step = 0; step < rowsPerBlock; person++)
      for (let left = templatesOf(random.uniform()); left > 0 && step < rowsPerBlock; left--, step++)
        persons[(step * placeStep) % rowsPerBlock] = person
    return persons
  }

  #stand(kind: number, number: number): void {
    new Normals(this.plan.seed, kind, number).fill(this.#person)
    this.#toSpace(this.#person, 1)
  }

  #sample(random: Normals, into: Float32Array, at: number): void {
    const share = 0.7 + 0.2 * random.uniform()
    random.fill(this.#noise)
    this.#toSpace(this.#noise, Math.sqrt(1 - share * share))
    for (let index = 0; index < this.#noise.length; index++)
      this.#noise[index] = (this.#noise[index] ?? 0) + share * (this.#person[index] ?? 0)
    mix(this.#noise)
    const scale = 1 / Math.sqrt(squaredLength(this.#noise))
    for (let index = 0; index < this.#noise.length; index++)
      into[at + index] = (this.#noise[index] ?? 0) * scale
  }

  /** Gives the dimensions their deviations and the whole the length. */
  #toSpace(values: Float64Array, length: number): void {
    for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) * (this.#deviations[at] ?? 0)
    const scale = length / Math.sqrt(squaredLength(values))
    for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) * scale
  }
}

function templatesOf(chance: number): number {
  let left = chance
  for (const [index, share] of templateShares.entries()) {
    left -= share
    if (left < 0) return index + 1
  }
  return templateShares.length
}
