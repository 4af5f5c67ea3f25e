import { Refused } from '../kernel/index.ts'
import type { OpenHouse } from '../lead/index.ts'
import { type Agency, agencyById, linkHours, type User, userByLogin } from '../people/index.ts'
import { type Desk, exitCodes, type Input } from './command.ts'
import { openDoor } from './door.ts'

/** Works on the house itself; people and certificates are managed at the console, not while a server runs. */
export async function atConsole(
  desk: Desk,
  of: { input: Input; command: string },
  work: (open: OpenHouse) => Promise<void>,
) {
  const door = await openDoor(desk, { dataDir: of.input.dataDir, command: of.command })
  try {
    if (!door.open) {
      throw new Refused<'SERVER_RUNNING'>({
        code: 'SERVER_RUNNING',
        reason: `casebound serve is running at ${door.url}; users and certificates are managed at the console.`,
        needed: 'Stop the server, run this command, and start it again.',
      })
    }
    await work(door.open)
    return exitCodes.done
  } finally {
    await door.close()
  }
}

/** The agency with this code; without a code the one that founded the house. Refuses AGENCY_UNKNOWN. */
export async function namedAgency(house: OpenHouse['house'], code: string | undefined): Promise<Agency> {
  const agency = code === undefined ? house.agency : await agencyById(house.storage.db, code)
  if (agency) return agency
  throw new Refused<'AGENCY_UNKNOWN'>({
    code: 'AGENCY_UNKNOWN',
    reason: `There is no agency with the code ${JSON.stringify(code?.slice(0, 50))} in this house.`,
    needed: 'See casebound agencies list, or add it: casebound agencies add CODE --name NAME.',
  })
}

export async function knownUser({ house }: OpenHouse, login: string): Promise<User> {
  const user = await userByLogin(house.storage.db, login)
  if (user) return user
  throw new Refused<'USER_UNKNOWN'>({
    code: 'USER_UNKNOWN',
    reason: `There is no user with the login ${login}.`,
    needed: 'See casebound users list.',
  })
}

/** A one-time link, as it is handed over: in a real house for setting up factors, in a demonstration for signing in. */
export function printLink(desk: Desk, token: string): void {
  desk.terminal.print(
    `One-time link, valid ${linkHours} hours, shown only now; hand it over by a way you trust:`,
  )
  desk.terminal.print(`  http://localhost:8787/sign-in#token=${token}      (or: casebound sign-in ${token})`)
}
