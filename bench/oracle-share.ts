import { BestList, personsBefore, type Ranked, rowsBefore } from './best-list.ts'
import { floatProducts, productError, queriesPerCall, rowsPerCall } from './float-products.ts'
import { rowsPerBlock, type TemplateBlock, TemplateMaker, type TemplatePlan } from './make-templates.ts'
import { personName } from './person-name.ts'
import { similarityOf } from './similarity.ts'

export const personsWanted = 200
export const rowsWanted = 20

/** For one query: the best persons, and the best rows, which other engines rank. */
export type QueryTruth = { readonly persons: readonly Ranked[]; readonly rows: readonly Ranked[] }

export type OracleShare = {
  readonly plan: TemplatePlan
  readonly queries: number
  /** Blocks lane, lane + lanes, lane + 2 lanes and so on are this share. */
  readonly lane: number
  readonly lanes: number
}

type Lists = { readonly persons: BestList; readonly rows: BestList }

/**
 * Ranks the blocks of one share for every query. A fast float32 product decides only which rows need the float64 sum
 * that the promise speaks of: those within its error of the 200th person so far.
 */
export function rankShare(share: OracleShare, blockDone: () => void): readonly QueryTruth[] {
  const maker = new TemplateMaker(share.plan)
  const { dimension } = share.plan
  const desk = new Desk(maker, share.queries)
  const lists = desk.queries.map(() => ({
    persons: new BestList(personsWanted, personsBefore(personName)),
    rows: new BestList(rowsWanted, rowsBefore),
  }))
  const limits = new Float64Array(lists.length).fill(-Infinity)
  for (let index = share.lane; index < maker.blocks; index += share.lanes) {
    const block = maker.block(index, desk.vectors)
    desk.eachNear(block, {
      limits,
      found: (query, row) => {
        const list = lists[query]
        const vector = desk.queries[query]
        if (list === undefined || vector === undefined) return
        offer(list, { block, row, similarity: similarityOf(vector, block.vectors, row * dimension) })
        limits[query] = list.persons.threshold - productError(dimension)
      },
    })
    blockDone()
  }
  return lists.map(({ persons, rows }) => ({ persons: persons.ranked, rows: rows.ranked }))
}

function offer(
  { persons, rows }: Lists,
  { block, row, similarity }: { block: TemplateBlock; row: number; similarity: number },
): void {
  persons.offer({ id: block.persons[row] ?? -1, similarity })
  rows.offer({ id: block.first + row, similarity })
}

type Search = {
  /** For each query, what a row must reach in float32 to be looked at. */
  readonly limits: Float64Array
  readonly found: (query: number, row: number) => void
}

/** The memory of the fast products: all queries, one block of rows, and the products of one call. */
class Desk {
  readonly queries: readonly Float32Array[]
  readonly vectors: Float32Array
  readonly #products: (row: number, query: number) => void
  readonly #out: Float32Array

  constructor(maker: TemplateMaker, queries: number) {
    const { dimension } = maker.plan
    this.queries = maker.probes(queries).map(({ vector }) => vector)
    const bytes = dimension * 4
    const groups = Math.ceil(queries / queriesPerCall)
    const rowsAt = groups * queriesPerCall * bytes
    const outAt = rowsAt + rowsPerBlock * bytes
    const pages = Math.ceil(outAt / 65536) + 1
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
    for (const [index, vector] of this.queries.entries())
      new Float32Array(memory.buffer, index * bytes, dimension).set(vector)
    this.vectors = new Float32Array(memory.buffer, rowsAt, rowsPerBlock * dimension)
    this.#out = new Float32Array(memory.buffer, outAt, queriesPerCall * rowsPerCall)
    const run = floatProducts(dimension, memory)
    this.#products = (row, query) => run(rowsAt + row * bytes, query * bytes, outAt)
  }

  eachNear({ rows }: TemplateBlock, search: Search): void {
    for (let row = 0; row < rows; row += rowsPerCall)
      for (let query = 0; query < this.queries.length; query += queriesPerCall) {
        this.#products(row, query)
        for (let of = 0; of < Math.min(queriesPerCall, this.queries.length - query); of++)
          this.#eachNearOf({ query: query + of, from: of * rowsPerCall, row, end: rows }, search)
      }
  }

  #eachNearOf(
    { query, from, row, end }: { query: number; from: number; row: number; end: number },
    { limits, found }: Search,
  ): void {
    const count = Math.min(rowsPerCall, end - row)
    for (let at = 0; at < count; at++)
      if ((this.#out[from + at] ?? 0) >= (limits[query] ?? 0)) found(query, row + at)
  }
}
