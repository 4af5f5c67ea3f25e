import type { AgencyId, UserId } from '../kernel/index.ts'
import { isRefused } from '../kernel/index.ts'
import type { AccountHouse } from './account-house.ts'
import { addAccountIn } from './manage-account.ts'
import { refused } from './refusal-code.ts'
import { checkRoles, isRole, roles } from './roles.ts'
import { checkLogin, listUsers } from './user.ts'

/** One line of a list of people: as it was read, and what is wrong with it or becomes of it. */
export type ImportLine = {
  readonly line: number
  readonly login: string
  readonly name: string
  readonly roles: readonly string[]
  /** In words; undefined when the line is good. */
  readonly fault: string | undefined
  /** Of the one-time link, after the import. */
  readonly token?: string
}

/** A row as the CSV reader gives it, with the number of its line. */
export type PeopleRow = { readonly line: number; readonly cells: Readonly<Record<string, string>> }

const linesMost = 500

/** Reads rows into people, each with its fault in words; nothing is changed. Roles stand apart by blanks or semicolons. */
export async function readPeople(
  { storage }: AccountHouse,
  rows: readonly PeopleRow[],
): Promise<readonly ImportLine[]> {
  if (rows.length > linesMost) throw tooMany(rows.length)
  const taken = new Map((await listUsers(storage.db)).map(({ login }) => [login.toLowerCase(), 0]))
  return rows.map(({ line, cells }) => {
    const login = (cells.login ?? '').trim()
    const name = (cells.name ?? '').trim()
    const given = (cells.roles ?? '').split(/[\s;]+/).filter(Boolean)
    const earlier = taken.get(login.toLowerCase())
    taken.set(login.toLowerCase(), line)
    return { line, login, name, roles: given, fault: faultOf({ login, name, given, earlier }) }
  })
}

function faultOf(of: {
  login: string
  name: string
  given: readonly string[]
  earlier: number | undefined
}): string | undefined {
  const { login, name, given, earlier } = of
  const wrong = given.find((role) => !isRole(role))
  if (name === '' || name.length > 200) return 'The name is missing, or longer than 200 characters.'
  if (given.length === 0) return `There is no role; use ${roles.join(', ')}.`
  if (wrong !== undefined) return `“${wrong}” is not a role; use ${roles.join(', ')}.`
  if (earlier === 0) return `There is already an account with the login ${login}.`
  if (earlier !== undefined) return `The login ${login} stands in line ${earlier} already.`
  try {
    checkLogin(login)
    checkRoles(given.filter(isRole))
  } catch (error) {
    if (isRefused(error)) return error.reason
    throw error
  }
  return undefined
}

/** Adds every person of a list that has no fault, or nobody. Refuses IMPORT_FAULTY when a line has one. */
export async function importPeople(
  house: AccountHouse,
  of: {
    rows: readonly PeopleRow[]
    agencyId: AgencyId
    /** None at the console. */
    grantedBy?: { actorId: UserId; reason: string }
  },
): Promise<readonly ImportLine[]> {
  const lines = await readPeople(house, of.rows)
  const faults = lines.filter(({ fault }) => fault !== undefined)
  if (faults.length > 0) throw faulty(faults)
  return house.storage.transaction(async (tx) => {
    const added: ImportLine[] = []
    for (const line of lines) {
      const { login, name } = line
      const person = { login, name, roles: line.roles.filter(isRole), agencyId: of.agencyId }
      const granted = of.grantedBy === undefined ? {} : { grantedBy: of.grantedBy }
      const { token } = await addAccountIn(tx, { ...person, ...granted, clock: house.clock })
      added.push({ ...line, token })
    }
    return added
  })
}

const tooMany = (count: number) =>
  refused({
    code: 'IMPORT_TOO_LONG',
    reason: `The list has ${count} people; ${linesMost} are the most at once.`,
    needed: 'Split the list.',
  })
const faulty = (faults: readonly ImportLine[]) =>
  refused({
    code: 'IMPORT_FAULTY',
    reason: `${faults.length} ${faults.length === 1 ? 'line has' : 'lines have'} a fault, the first in line ${faults[0]?.line}: ${faults[0]?.fault}`,
    needed: 'Mend the lines; nobody was added.',
  })
