import { isoDate, must, Refused } from '../../kernel/index.ts'
import type { OpenHouse } from '../../lead/index.ts'
import {
  type Agency,
  agencyById,
  createUser,
  listUsers,
  makeSignInLink,
  type Role,
  roles,
  type User,
  userByLogin,
} from '../../people/index.ts'
import { certificateOf, recordCertificate } from '../../training/index.ts'
import { type Command, type Desk, exitCodes, type Input } from '../command.ts'
import { openDoor } from '../door.ts'
import { table } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

const linkHours = 72
const courseDays = 365

export const usersList: Command = {
  name: 'users list',
  summary: 'list users, roles and certificates',
  examples: ['casebound users list'],
  run: (input, desk) =>
    atConsole(desk, { input, command: 'users list' }, async ({ house }) => {
      const users = await Promise.all(
        (await listUsers(house.storage.db)).map(async (user) => ({
          login: user.login,
          name: user.name,
          roles: user.roles,
          certificateUntil:
            (await certificateOf(house.storage.db, { userId: user.id, clock: house.clock }))?.validTo ?? '',
        })),
      )
      desk.terminal.print(
        table([
          ['login', 'name', 'roles', 'certificate until'],
          ...users.map((user) => [
            user.login,
            user.name,
            user.roles.join(', '),
            user.certificateUntil || 'none',
          ]),
        ]),
      )
      desk.terminal.result({ users })
    }),
}

export const usersAdd: Command = {
  name: 'users add',
  summary: 'add a user and print a sign-in link, once',
  positionals: [{ name: 'LOGIN', words: 'login of the new user' }],
  options: {
    name: { type: 'string', hint: 'NAME', words: 'name as shown to others', required: true },
    role: {
      type: 'string',
      hint: 'ROLE',
      words: `one of ${roles.join(', ')}; may be given several times`,
      multiple: true,
    },
    agency: {
      type: 'string',
      hint: 'CODE',
      words: 'agency of the user (default: the one that founded the house)',
    },
  },
  examples: ['casebound users add r.ortiz --name "R. Ortiz" --role examiner'],
  run: (input, desk) =>
    atConsole(desk, { input, command: 'users add' }, async ({ house }) => {
      const login = input.positionals[0] ?? ''
      const given = input.texts('role')
      const wrong = given.find((role) => !(roles as readonly string[]).includes(role))
      if (given.length === 0 || wrong !== undefined) {
        throw new WrongUse(
          `--role ${wrong === undefined ? 'is needed' : `"${wrong}" is not a role`}: one of ${roles.join(', ')}.`,
        )
      }
      const agency = await namedAgency(house, input.text('agency'))
      const userId = await createUser(house.storage.db, {
        agencyId: agency.id,
        login,
        name: input.text('name') ?? login,
        roles: given as Role[],
        clock: house.clock,
      })
      const token = await makeSignInLink(house.storage.db, {
        userId,
        validHours: linkHours,
        reusable: false,
        clock: house.clock,
      })
      desk.terminal.print(
        `${login} was added to ${agency.name} (${given.join(', ')}), without a certificate.`,
      )
      printLink(desk, token)
      desk.terminal.result({ login, agency: agency.id, roles: given, token })
    }),
}

export const usersLink: Command = {
  name: 'users link',
  summary: 'make a new sign-in link for a user and print it, once',
  positionals: [{ name: 'LOGIN', words: 'login of the user' }],
  examples: ['casebound users link r.ortiz'],
  run: (input, desk) =>
    atConsole(desk, { input, command: 'users link' }, async (open) => {
      const user = await knownUser(open, input.positionals[0] ?? '')
      const { storage, clock } = open.house
      const token = await makeSignInLink(storage.db, {
        userId: user.id,
        validHours: linkHours,
        reusable: false,
        clock,
      })
      printLink(desk, token)
      desk.terminal.result({ login: user.login, token })
    }),
}

export const certificatesRecord: Command = {
  name: 'certificates record',
  summary: 'record a training certificate of a user',
  positionals: [{ name: 'LOGIN', words: 'login of the user' }],
  options: {
    course: { type: 'string', hint: 'NAME', words: 'course, e.g. facial-review-basic', required: true },
    issuer: {
      type: 'string',
      hint: 'NAME',
      words: 'body that issued it, e.g. state-academy',
      required: true,
    },
    from: { type: 'string', hint: 'DATE', words: 'first day, YYYY-MM-DD (default: today)' },
    to: {
      type: 'string',
      hint: 'DATE',
      words: `last day, YYYY-MM-DD (default: ${courseDays} days after the first)`,
    },
  },
  examples: [
    'casebound certificates record r.ortiz --course facial-review-basic --issuer state-academy --to 2027-11-21',
  ],
  run: (input, desk) =>
    atConsole(desk, { input, command: 'certificates record' }, async (open) => {
      const { house } = open
      const user = await knownUser(open, input.positionals[0] ?? '')
      const validFrom = input.text('from') ?? isoDate(house.clock.now())
      const validTo = input.text('to') ?? isoDate(new Date(Date.parse(validFrom) + courseDays * 86_400_000))
      const draft = {
        userId: user.id,
        course: must(input.text('course'), 'course'),
        issuer: must(input.text('issuer'), 'issuer'),
        validFrom,
        validTo,
      }
      const id = await recordCertificate(house, draft)
      desk.terminal.print(
        `${user.login}: ${draft.course} by ${draft.issuer}, ${validFrom} to ${validTo}. It is in the log.`,
      )
      desk.terminal.result({ id, login: user.login, ...draft })
    }),
}

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

async function namedAgency(house: OpenHouse['house'], code: string | undefined): Promise<Agency> {
  const agency = code === undefined ? house.agency : await agencyById(house.storage.db, code)
  if (agency) return agency
  throw new Refused<'AGENCY_UNKNOWN'>({
    code: 'AGENCY_UNKNOWN',
    reason: `There is no agency with the code ${JSON.stringify(code?.slice(0, 50))} in this house.`,
    needed: 'See casebound agencies list, or add it: casebound agencies add CODE --name NAME.',
  })
}

async function knownUser({ house }: OpenHouse, login: string): Promise<User> {
  const user = await userByLogin(house.storage.db, login)
  if (user) return user
  throw new Refused<'USER_UNKNOWN'>({
    code: 'USER_UNKNOWN',
    reason: `There is no user with the login ${login}.`,
    needed: 'See casebound users list.',
  })
}

function printLink(desk: Desk, token: string): void {
  desk.terminal.print(`Sign-in link, valid ${linkHours} hours, once, shown only now:`)
  desk.terminal.print(`  http://127.0.0.1:8787/sign-in#token=${token}      (or: casebound sign-in ${token})`)
}
