import {
  type AccountHouse,
  changeRoles,
  changeUnit,
  closeAccount,
  reopenAccount,
  resetFactors,
  revalidateAccount,
} from '../../people/index.ts'
import { atConsole, knownUser, printLink } from '../at-console.ts'
import type { Command, Option } from '../command.ts'
import { rolesOf, rolesOption } from '../roles-option.ts'

const positionals = [{ name: 'LOGIN', words: 'login of the user' }] as const
const reason: Option = { type: 'string', hint: 'WORDS', words: 'why; it stays on record', required: true }

export const usersRoles: Command = {
  name: 'users roles',
  summary: 'give a user other roles, at once',
  positionals,
  options: { role: rolesOption, reason },
  examples: ['casebound users roles r.ortiz --role examiner --role verifier --reason "joined the unit"'],
  run: (input, desk) =>
    atConsole(desk, { input, command: 'users roles' }, async (open) => {
      const user = await knownUser(open, input.positionals[0] ?? '')
      const given = rolesOf(input)
      await changeRoles(open.house, { userId: user.id, reason: input.text('reason') ?? '', roles: given })
      desk.terminal.print(`${user.login} is now ${given.join(', ')}.`)
      desk.terminal.result({ login: user.login, roles: given })
    }),
}

export const usersUnit: Command = {
  name: 'users unit',
  summary:
    'say in which part of the agency a user works; a second examiner comes from another where possible',
  positionals,
  options: {
    unit: { type: 'string', hint: 'NAME', words: 'name of the unit; "" takes it away', required: true },
    reason,
  },
  examples: ['casebound users unit r.ortiz --unit "North division" --reason "moved on 1 March"'],
  run: (input, desk) =>
    atConsole(desk, { input, command: 'users unit' }, async (open) => {
      const user = await knownUser(open, input.positionals[0] ?? '')
      const unit = (input.text('unit') ?? '').trim()
      await changeUnit(open.house, { userId: user.id, reason: input.text('reason') ?? '', unit })
      desk.terminal.print(unit === '' ? `${user.login} has no unit now.` : `${user.login} works in ${unit}.`)
      desk.terminal.result({ login: user.login, unit })
    }),
}

export const usersReset: Command = {
  name: 'users reset',
  summary: 'take all factors of a user away and print a one-time link to set up new ones',
  positionals,
  options: { reason },
  examples: ['casebound users reset r.ortiz --reason "lost the phone"'],
  run: (input, desk) =>
    atConsole(desk, { input, command: 'users reset' }, async (open) => {
      const user = await knownUser(open, input.positionals[0] ?? '')
      const token = await resetFactors(open.house, { userId: user.id, reason: input.text('reason') ?? '' })
      printLink(desk, token)
      desk.terminal.result({ login: user.login, token })
    }),
}

type Change = (house: AccountHouse, act: Parameters<typeof closeAccount>[1]) => Promise<void>

const change = (of: { verb: string; summary: string; done: string; why: string; act: Change }): Command => ({
  name: `users ${of.verb}`,
  summary: of.summary,
  positionals,
  options: { reason },
  examples: [`casebound users ${of.verb} r.ortiz --reason "${of.why}"`],
  run: (input, desk) =>
    atConsole(desk, { input, command: `users ${of.verb}` }, async (open) => {
      const user = await knownUser(open, input.positionals[0] ?? '')
      await of.act(open.house, { userId: user.id, reason: input.text('reason') ?? '' })
      desk.terminal.print(`${user.login} ${of.done}.`)
      desk.terminal.result({ login: user.login, [of.verb]: true })
    }),
})

export const usersClose = change({
  verb: 'close',
  summary: 'close an account at once, with its sessions',
  done: 'is closed',
  why: 'transferred',
  act: closeAccount,
})
export const usersReopen = change({
  verb: 'reopen',
  summary: 'open a closed account again',
  done: 'is open again',
  why: 'came back',
  act: reopenAccount,
})
export const usersRevalidate = change({
  verb: 'revalidate',
  summary: 'confirm that an account is still needed, for a year',
  done: 'is needed for another year',
  why: 'still works on robberies',
  act: revalidateAccount,
})
