import type { PGlite, Results } from '@electric-sql/pglite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import { createTurns } from './take-turns.ts'

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/**
 * Kysely on PGlite. PGlite is one single connection, so whoever acquires it keeps it until the release: a transaction
 * from begin to commit, a lone query for itself. Nothing interleaves.
 */
export function pgliteDialect(pg: PGlite): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => pgliteDriver(pg),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

function pgliteDriver(pg: PGlite): Driver {
  const turns = createTurns()
  const connection = pgliteConnection(pg)
  let endTurn: (() => void) | undefined
  const run = async (sql: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(sql))
  }
  return {
    init: async () => {},
    acquireConnection: async () => {
      endTurn = await turns.take()
      return connection
    },
    releaseConnection: async () => endTurn?.(),
    beginTransaction: (_connection, settings) => run(beginSql(settings)),
    commitTransaction: () => run('commit'),
    rollbackTransaction: () => run('rollback'),
    destroy: () => pg.close(),
  }
}

const beginSql = ({ isolationLevel, accessMode }: TransactionSettings): string =>
  ['begin', isolationLevel && `isolation level ${isolationLevel}`, accessMode].filter(Boolean).join(' ')

function pgliteConnection(pg: PGlite): DatabaseConnection {
  return {
    executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
      const result = await runQuery<Row>(pg, query)
      const rows = result?.rows ?? []
      return changing.has(commandOf(result))
        ? { rows, numAffectedRows: BigInt(result?.affectedRows ?? 0) }
        : { rows }
    },
    streamQuery: () => {
      throw new Error('streaming a query is not available on PGlite')
    },
  }
}

/** Without parameters several statements may come in one text (migrations), as with the pg package. */
async function runQuery<Row>(pg: PGlite, query: CompiledQuery): Promise<Results<Row> | undefined> {
  if (query.parameters.length > 0) return await pg.query<Row>(query.sql, [...query.parameters])
  return (await pg.exec(query.sql)).at(-1) as Results<Row> | undefined
}

const commandOf = (result: Results<unknown> | undefined): string => result?.command?.split(' ')[0] ?? ''
