import { AsyncLocalStorage } from 'node:async_hooks'
import type { Dialect, Driver } from 'kysely'

/** Knows whether the running code was called from inside a transaction that is still open. */
export type TransactionGuard = {
  /** Throws (a bug) when called from inside an open transaction. */
  refuseInside(): void
  /** Runs the work of a transaction. */
  inside<T>(work: () => Promise<T>): Promise<T>
}

/**
 * Inside a transaction everything must go through its `tx`. A query on `db` would wait forever on PGlite (one
 * connection) and see other data on PostgreSQL: a mistake that must be loud on both.
 */
export function createTransactionGuard(): TransactionGuard {
  const current = new AsyncLocalStorage<{ open: boolean }>()
  return {
    refuseInside: () => {
      if (current.getStore()?.open)
        throw new Error('storage.db or storage.transaction was used inside a transaction: use its tx instead')
    },
    inside: async (work) => {
      const state = { open: true }
      try {
        return await current.run(state, work)
      } finally {
        state.open = false
      }
    },
  }
}

/** The same dialect, refusing connections to code that already holds a transaction. */
export const guardDialect = (dialect: Dialect, guard: TransactionGuard): Dialect => ({
  createAdapter: () => dialect.createAdapter(),
  createIntrospector: (db) => dialect.createIntrospector(db),
  createQueryCompiler: () => dialect.createQueryCompiler(),
  createDriver: () => guardDriver(dialect.createDriver(), guard),
})

function guardDriver(driver: Driver, guard: TransactionGuard): Driver {
  return {
    init: () => driver.init(),
    acquireConnection: async () => {
      guard.refuseInside()
      return await driver.acquireConnection()
    },
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    releaseConnection: (connection) => driver.releaseConnection(connection),
    destroy: () => driver.destroy(),
  }
}
