import { isRole, type Role, roles } from '../people/index.ts'
import type { Input, Option } from './command.ts'
import { WrongUse } from './wrong-use.ts'

export const rolesOption: Option = {
  type: 'string',
  hint: 'ROLE',
  words: `one of ${roles.join(', ')}; may be given several times`,
  multiple: true,
}

/** The roles given with --role: at least one, and none that the house does not know. */
export function rolesOf(input: Input): readonly Role[] {
  const given = input.texts('role')
  const wrong = given.find((role) => !isRole(role))
  if (given.length > 0 && wrong === undefined) return given.filter(isRole)
  const what = wrong === undefined ? 'is needed' : `"${wrong}" is not a role`
  throw new WrongUse(`--role ${what}: one of ${roles.join(', ')}.`)
}
