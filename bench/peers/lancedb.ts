import { rowsPerBlock, TemplateMaker } from '../make-templates.ts'
import type { Peer, PeerAnswer, PeerSetting } from './peer.ts'
import { requirePackage } from './require-package.ts'

type Query = {
  readonly distanceType: (name: string) => Query
  readonly bypassVectorIndex: () => Query
  readonly limit: (k: number) => Query
  readonly select: (columns: readonly string[]) => Query
  readonly toArray: () => Promise<readonly { readonly id: number }[]>
}
type Table = {
  readonly add: (rows: unknown) => Promise<unknown>
  readonly vectorSearch: (vector: Float32Array) => Query
}
type Lance = {
  readonly connect: (
    folder: string,
  ) => Promise<{ readonly createTable: (name: string, rows: unknown) => Promise<Table> }>
}
/** What is used of apache-arrow, whose tables LanceDB takes without looking at each row. */
type Arrow = {
  readonly Float32: new () => object
  readonly Int32: new () => object
  readonly Field: new (name: string, type: object) => object
  readonly FixedSizeList: new (length: number, child: object) => object
  readonly makeData: (of: object) => object
  readonly makeVector: (of: object) => object
  readonly Table: new (columns: object) => object
}

/** A flat search of float32 in its own format on disk: no index, so nothing is missed. */
export async function openLancedb({ plan, folder }: PeerSetting): Promise<Peer> {
  const lance = requirePackage<Lance>('@lancedb/lancedb')
  const arrow = requirePackage<Arrow>('apache-arrow')
  const database = await lance.connect(folder)
  const maker = new TemplateMaker(plan)
  let table: Table | undefined
  for (let index = 0; index < maker.blocks; index += blocksPerAdd) {
    const rows = arrowTable(arrow, { maker, index })
    if (table === undefined) table = await database.createTable('templates', rows)
    else await table.add(rows)
  }
  const filled = table
  if (filled === undefined) throw new Error('a gallery without rows')
  return {
    variants: ['flat float32'],
    search: async ({ vector, k }): Promise<PeerAnswer> => {
      const query = filled.vectorSearch(vector).distanceType('dot').bypassVectorIndex()
      const startedAt = performance.now()
      const rows = await query.limit(k).select(['id', '_distance']).toArray()
      return { ms: performance.now() - startedAt, rows: rows.map(({ id }) => id) }
    },
  }
}

/** One addition is one fragment on disk; few and large are what it likes. */
const blocksPerAdd = 32

function arrowTable(
  arrow: Arrow,
  { maker, index }: { readonly maker: TemplateMaker; readonly index: number },
): object {
  const { dimension, rows } = maker.plan
  const first = index * rowsPerBlock
  const count = Math.min(blocksPerAdd * rowsPerBlock, rows - first)
  const values = new Float32Array(count * dimension)
  for (let at = 0; at * rowsPerBlock < count; at++) {
    const block = maker.block(index + at)
    values.set(block.vectors.subarray(0, block.rows * dimension), at * rowsPerBlock * dimension)
  }
  const child = arrow.makeData({ type: new arrow.Float32(), data: values })
  const type = new arrow.FixedSizeList(dimension, new arrow.Field('item', new arrow.Float32()))
  const template = arrow.makeVector(arrow.makeData({ type, length: count, nullCount: 0, child }))
  const id = arrow.makeVector(Int32Array.from({ length: count }, (_, at) => first + at))
  return new arrow.Table({ id, vector: template })
}
