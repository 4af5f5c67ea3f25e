import { AsyncLocalStorage } from 'node:async_hooks'
import { CompiledQuery, type DatabaseConnection, type Dialect, type Driver } from 'kysely'

/** The role that row-level security binds; the owner of the tables, as which the house itself works, is not bound. */
const boundRole = 'casebound_agency'

/** For which agency the running code works; nobody in particular is the house itself. */
export type ActingAgency = {
  current(): string | undefined
  run<T>(agencyId: string | undefined, work: () => Promise<T>): Promise<T>
}

export function createActingAgency(): ActingAgency {
  const acting = new AsyncLocalStorage<string | undefined>()
  return { current: () => acting.getStore(), run: (agencyId, work) => acting.run(agencyId, work) }
}

/** The same dialect; whoever takes a connection holds it as the agency he works for, and never as the one before him. */
export const dialectByAgency = (dialect: Dialect, acting: ActingAgency): Dialect => ({
  createAdapter: () => dialect.createAdapter(),
  createIntrospector: (db) => dialect.createIntrospector(db),
  createQueryCompiler: () => dialect.createQueryCompiler(),
  createDriver: () => driverByAgency(dialect.createDriver(), acting),
})

function driverByAgency(driver: Driver, acting: ActingAgency): Driver {
  const heldAs = new WeakMap<DatabaseConnection, string>()
  return {
    init: () => driver.init(),
    acquireConnection: async () => {
      const connection = await driver.acquireConnection()
      const agencyId = acting.current()
      if (heldAs.get(connection) === agencyId) return connection
      try {
        heldAs.delete(connection)
        await connection.executeQuery(becoming(agencyId))
        if (agencyId !== undefined) heldAs.set(connection, agencyId)
        return connection
      } catch (error) {
        // Unknown whose it is now: the next one to take it sets it anew, also for the house.
        heldAs.set(connection, unknownAgency)
        await driver.releaseConnection(connection)
        throw error
      }
    },
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    releaseConnection: (connection) => driver.releaseConnection(connection),
    destroy: () => driver.destroy(),
  }
}

/** No agency's code: codes are capital letters, digits and hyphens. */
const unknownAgency = '?'

const becoming = (agencyId: string | undefined): CompiledQuery =>
  CompiledQuery.raw("select set_config('role', $1, false), set_config('casebound.agency', $2, false)", [
    agencyId === undefined ? 'none' : boundRole,
    agencyId ?? '',
  ])
