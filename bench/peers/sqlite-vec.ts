import { join } from 'node:path'
import { allCodes, eachBlock, toCodes } from './all-vectors.ts'
import type { Peer, PeerAnswer, PeerSetting } from './peer.ts'
import { requirePackage } from './require-package.ts'

type Statement = {
  readonly run: (...values: readonly unknown[]) => unknown
  readonly all: (...values: readonly unknown[]) => readonly { readonly rowid: number }[]
}
type Database = {
  readonly exec: (sql: string) => void
  readonly prepare: (sql: string) => Statement
  readonly loadExtension: (path: string) => void
  readonly enableLoadExtension: (on: boolean) => void
}
type Sqlite = { readonly DatabaseSync: new (path: string, options: object) => Database }

/** The row is found by its distance: of unit vectors, the nearer are the more similar. */
const tables = { float32: 'float[N]', int8: 'int8[N] distance_metric=cosine' }
const asBytes = (values: Float32Array | Int8Array): Buffer =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength)

export async function openSqliteVec({ plan, folder }: PeerSetting): Promise<Peer> {
  const { DatabaseSync } = requirePackage<Sqlite>('@photostructure/sqlite')
  const extension = requirePackage<{ readonly getLoadablePath: () => string }>('sqlite-vec')
  const database = new DatabaseSync(join(folder, 'vectors.sqlite'), { allowExtension: true })
  database.enableLoadExtension(true)
  database.loadExtension(extension.getLoadablePath())
  database.exec('pragma journal_mode = off; pragma synchronous = off; pragma mmap_size = 17179869184')
  for (const [name, type] of Object.entries(tables))
    database.exec(
      `create virtual table ${name} using vec0(template ${type.replace('N', `${plan.dimension}`)})`,
    )
  const { scale } = allCodes({ ...plan, rows: Math.min(plan.rows, 8192) })
  fill(database, { plan, scale })
  const search = {
    float32: database.prepare('select rowid from float32 where template match ? and k = ?'),
    int8: database.prepare('select rowid from int8 where template match vec_int8(?) and k = ?'),
  }
  return {
    variants: Object.keys(tables),
    search: ({ vector, k, variant }) =>
      variant === 'float32'
        ? ask(search.float32, { query: vector, k })
        : ask(search.int8, { query: toCodes(vector, scale), k }),
  }
}

function fill(
  database: Database,
  { plan, scale }: { readonly plan: PeerSetting['plan']; readonly scale: number },
): void {
  const floats = database.prepare('insert into float32(rowid, template) values (?, ?)')
  const bytes = database.prepare('insert into int8(rowid, template) values (?, vec_int8(?))')
  database.exec('begin')
  eachBlock(plan, ({ first, rows, values }) => {
    for (let row = 0; row < rows; row++) {
      const vector = values.subarray(row * plan.dimension, (row + 1) * plan.dimension)
      floats.run(BigInt(first + row), asBytes(vector))
      bytes.run(BigInt(first + row), asBytes(toCodes(vector, scale)))
    }
  })
  database.exec('commit')
}

function ask(
  statement: Statement,
  { query, k }: { readonly query: Float32Array | Int8Array; readonly k: number },
): PeerAnswer {
  const startedAt = performance.now()
  const rows = statement.all(asBytes(query), k)
  return { ms: performance.now() - startedAt, rows: rows.map(({ rowid }) => rowid) }
}
