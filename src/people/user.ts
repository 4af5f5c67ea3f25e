import { type AgencyId, asId, type Clock, newId, Refused, type UserId } from '../kernel/index.ts'
import type { Db, Tx } from '../storage/index.ts'
import { isUniqueViolation } from '../storage/index.ts'
import type { PeopleRefusalCode } from './refusal-code.ts'

/** What a person may be at a desk of the agency. Nobody verifies or approves his own work; administrators do not search. */
export const roles = [
  'requester',
  'examiner',
  'verifier',
  'supervisor',
  'records-clerk',
  'training-officer',
  'programme-manager',
  'auditor',
  'administrator',
] as const
export type Role = (typeof roles)[number]

export type Agency = { readonly id: AgencyId; readonly name: string; readonly demonstration: boolean }

export type User = {
  readonly id: UserId
  readonly login: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly agency: Agency
  readonly closed: boolean
}

/** Records an agency; `id` is its code, used as the unit in the log, e.g. DEMO-SO. */
export async function createAgency(
  db: Db | Tx,
  agency: { id: string; name: string; demonstration: boolean; clock: Clock },
): Promise<Agency> {
  const { id, name, demonstration, clock } = agency
  await db.insertInto('agencies').values({ id, name, demonstration, created_at: clock.now() }).execute()
  return { id: asId(id), name, demonstration }
}

/** Records a user of an agency. Refuses LOGIN_TAKEN. */
export async function createUser(
  db: Db | Tx,
  user: { agencyId: AgencyId; login: string; name: string; roles: readonly Role[]; clock: Clock },
): Promise<UserId> {
  const id = newId<UserId>()
  try {
    await db
      .insertInto('users')
      .values({
        id,
        agency_id: user.agencyId,
        login: user.login,
        name: user.name,
        roles: [...user.roles],
        closed_at: null,
        created_at: user.clock.now(),
      })
      .execute()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new Refused<PeopleRefusalCode>({
      code: 'LOGIN_TAKEN',
      reason: `There is already a user with the login ${user.login}.`,
      needed: 'Choose another login, or use the existing user.',
    })
  }
  return id
}

const userColumns = [
  'users.id',
  'users.login',
  'users.name',
  'users.roles',
  'users.closed_at',
  'agencies.id as agency_id',
  'agencies.name as agency_name',
  'agencies.demonstration',
] as const

const usersWithAgency = (db: Db | Tx) =>
  db.selectFrom('users').innerJoin('agencies', 'agencies.id', 'users.agency_id').select(userColumns)

type Row = Awaited<ReturnType<ReturnType<typeof usersWithAgency>['executeTakeFirstOrThrow']>>

const toUser = (row: Row): User => ({
  id: asId(row.id),
  login: row.login,
  name: row.name,
  roles: row.roles.filter((role): role is Role => (roles as readonly string[]).includes(role)),
  agency: { id: asId(row.agency_id), name: row.agency_name, demonstration: row.demonstration },
  closed: row.closed_at !== null,
})

/** The user with this id; undefined when there is none. */
export async function userById(db: Db | Tx, id: UserId): Promise<User | undefined> {
  const row = await usersWithAgency(db).where('users.id', '=', id).executeTakeFirst()
  return row && toUser(row)
}

/** The user with this login; undefined when there is none. */
export async function userByLogin(db: Db | Tx, login: string): Promise<User | undefined> {
  const row = await usersWithAgency(db).where('users.login', '=', login).executeTakeFirst()
  return row && toUser(row)
}

/** All users, by login. */
export async function listUsers(db: Db | Tx): Promise<readonly User[]> {
  return (await usersWithAgency(db).orderBy('users.login').execute()).map(toUser)
}

type AgencyRow = { readonly id: string; readonly name: string; readonly demonstration: boolean }
const toAgency = ({ id, name, demonstration }: AgencyRow): Agency => ({ id: asId(id), name, demonstration })

/** The agency that founded this house, the first of its region; undefined before `init`. */
export async function theAgency(db: Db | Tx): Promise<Agency | undefined> {
  return (await listAgencies(db))[0]
}

/** The agencies that share this house and its gallery, in the order in which they joined. */
export async function listAgencies(db: Db | Tx): Promise<readonly Agency[]> {
  const rows = await db.selectFrom('agencies').selectAll().orderBy('created_at').orderBy('id').execute()
  return rows.map(toAgency)
}

/** The agency of this code; undefined when there is none. */
export async function agencyById(db: Db | Tx, id: string): Promise<Agency | undefined> {
  const row = await db.selectFrom('agencies').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toAgency(row)
}
