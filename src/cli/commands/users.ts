import { isoDate, must } from '../../kernel/index.ts'
import { addAccount, linkHours, listUsers, makeSignInLink, standingOf } from '../../people/index.ts'
import { type Covered, certificateOf, coverable, recordCertificate } from '../../training/index.ts'
import { atConsole, knownUser, namedAgency, printLink } from '../at-console.ts'
import type { Command } from '../command.ts'
import { rolesOf, rolesOption } from '../roles-option.ts'
import { table } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

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
          standing: standingOf(user, house.clock.now()),
          certificateUntil:
            (await certificateOf(house.storage.db, { userId: user.id, clock: house.clock }))?.validTo ?? '',
        })),
      )
      desk.terminal.print(
        table([
          ['login', 'name', 'roles', 'account', 'certificate until'],
          ...users.map((user) => [
            user.login,
            user.name,
            user.roles.join(', '),
            user.standing,
            user.certificateUntil || 'none',
          ]),
        ]),
      )
      desk.terminal.result({ users })
    }),
}

export const usersAdd: Command = {
  name: 'users add',
  summary: 'add a user and print a one-time link to set up factors',
  positionals: [{ name: 'LOGIN', words: 'login of the new user' }],
  options: {
    name: { type: 'string', hint: 'NAME', words: 'name as shown to others', required: true },
    agency: {
      type: 'string',
      hint: 'CODE',
      words: 'agency of the user (default: the one that founded the house)',
    },
    role: rolesOption,
    unit: { type: 'string', hint: 'NAME', words: 'part of the agency in which the user works' },
  },
  examples: ['casebound users add r.ortiz --name "R. Ortiz" --role examiner'],
  run: (input, desk) =>
    atConsole(desk, { input, command: 'users add' }, async ({ house }) => {
      const login = input.positionals[0] ?? ''
      const given = rolesOf(input)
      const agency = await namedAgency(house, input.text('agency'))
      const { token } = await addAccount(house, {
        ...{ agencyId: agency.id, login, name: input.text('name') ?? login, roles: given },
        unit: input.text('unit'),
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
  summary: 'make a new one-time link for a user who has no factors yet',
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
      words: `last day, YYYY-MM-DD (default: ${courseDays} days after the first); or an instant, 2027-03-02T12:00:00Z`,
    },
    covers: {
      type: 'string',
      hint: 'ACT',
      words: `one of ${coverable.join(', ')}; may be given several times (default: search and examine)`,
      multiple: true,
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
        ...coveredActs(input.texts('covers')),
      }
      const id = await recordCertificate(house, draft)
      desk.terminal.print(
        `${user.login}: ${draft.course} by ${draft.issuer}, ${validFrom} to ${validTo}. It is in the log.`,
      )
      desk.terminal.result({ id, login: user.login, ...draft })
    }),
}

/** What a certificate is said to cover; nothing given leaves it to the usual. */
function coveredActs(given: readonly string[]): { covers?: readonly Covered[] } {
  const wrong = given.find((act) => !(coverable as readonly string[]).includes(act))
  if (wrong !== undefined) throw new WrongUse(`--covers "${wrong}" is none of ${coverable.join(', ')}.`)
  return given.length === 0 ? {} : { covers: given as readonly Covered[] }
}
