import { type AgencyId, asId, type Clock, newId, type UserId } from '../kernel/index.ts'
import type { Db, Tx } from '../storage/index.ts'
import { isUniqueViolation } from '../storage/index.ts'
import { noteAccountEvent } from './account-events.ts'
import { refused } from './refusal-code.ts'
import { checkRoles, isRole, type Role } from './roles.ts'

export type Agency = { readonly id: AgencyId; readonly name: string; readonly demonstration: boolean }

export type User = {
  readonly id: UserId
  readonly login: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly agency: Agency
  /** The part of the agency in which the person works, where it was said. */
  readonly unit?: string | undefined
  readonly closed: boolean
  /** When an administrator last confirmed that the account is needed. */
  readonly revalidatedAt: Date
  /** When the person last signed in; before the first time, when the account was made. */
  readonly activeAt: Date
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

export type NewUser = {
  readonly agencyId: AgencyId
  readonly login: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly unit?: string | undefined
  readonly clock: Clock
  /** Who gives the roles, and why; none at the console. */
  readonly grantedBy?: { readonly actorId: UserId; readonly reason: string }
}

/** Records a user of an agency. Refuses LOGIN_INVALID, LOGIN_TAKEN, ROLES_BARRED. */
export async function createUser(db: Db | Tx, user: NewUser): Promise<UserId> {
  checkLogin(user.login)
  checkRoles(user.roles)
  const id = newId<UserId>()
  const now = user.clock.now()
  try {
    await db
      .insertInto('users')
      .values({
        id,
        agency_id: user.agencyId,
        login: user.login,
        name: user.name,
        roles: [...user.roles],
        unit: user.unit?.trim() || null,
        closed_at: null,
        created_at: now,
        revalidated_at: now,
        last_signed_in_at: null,
      })
      .execute()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw refused({
      code: 'LOGIN_TAKEN',
      reason: `There is already a user with the login ${user.login}.`,
      needed: 'Choose another login, or use the existing user.',
    })
  }
  const { grantedBy } = user
  await noteAccountEvent(db, {
    at: now,
    event: 'added',
    userId: id,
    actorId: grantedBy?.actorId,
    detail: [user.roles.join(', '), grantedBy?.reason ?? 'at the console'].join('; '),
  })
  return id
}

/** Refuses LOGIN_INVALID: a login is what people type, so it has no blanks and no letters that only look alike. */
export function checkLogin(login: string): void {
  if (/^[a-zA-Z0-9][a-zA-Z0-9._@+-]{0,99}$/.test(login)) return
  throw refused({
    code: 'LOGIN_INVALID',
    reason: `The login ${JSON.stringify(login.slice(0, 60))} is not one.`,
    needed: 'Use letters a to z, digits and . _ @ + -, at most 100, beginning with a letter or digit.',
  })
}

const userColumns = [
  'users.id',
  'users.login',
  'users.name',
  'users.roles',
  'users.unit',
  'users.closed_at',
  'users.revalidated_at',
  'users.last_signed_in_at',
  'users.created_at',
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
  roles: row.roles.filter(isRole),
  agency: { id: asId(row.agency_id), name: row.agency_name, demonstration: row.demonstration },
  unit: row.unit ?? undefined,
  closed: row.closed_at !== null,
  revalidatedAt: row.revalidated_at,
  activeAt: row.last_signed_in_at ?? row.created_at,
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
