import { readFile } from 'node:fs/promises'
import {
  builtinRegister,
  type Register,
  readRegister,
  type Service,
  withServices,
} from '../../oversight/index.ts'
import type { Desk, Input, Option } from '../command.ts'
import { type Door, openDoor } from '../door.ts'
import { WrongUse } from '../wrong-use.ts'

export const registerOption: Option = {
  type: 'string',
  hint: 'FILE',
  words: 'the agency’s own register: more services, contracts',
}

/**
 * The same with the contracts that a house has on record in the place of the file's, where --data names one. Refuses REGISTER_INVALID, and
 * what opening a house refuses.
 */
export async function chosenRegisterOf(desk: Desk, input: Input, command: string): Promise<Register> {
  const register = await chosenRegister(input)
  if (input.text('data') === undefined) return register
  const door = await openDoor(desk, { dataDir: input.dataDir, command, as: input.text('as') })
  try {
    return await withRulebook(door, register)
  } finally {
    await door.close()
  }
}

/** A register with the rules and contracts that the house has on record, in the place of its own, and with the house's further services. */
export async function withRulebook(door: Door, register: Register): Promise<Register> {
  const { services, ...rulebook } = await door.call<
    Pick<Register, 'rules' | 'contracts'> & { readonly services: readonly Service[] }
  >('GET', '/api/oversight/rules')
  return { ...withServices(register, services), ...rulebook }
}

/** The register that comes along, or that and the agency's own. Refuses REGISTER_INVALID. */
export async function chosenRegister(input: Input): Promise<Register> {
  const path = input.text('register')
  if (path === undefined) return builtinRegister()
  const text = await readFile(path, 'utf8').catch(() => {
    throw new WrongUse(`There is no file ${path} to read a register from.`)
  })
  return readRegister(text)
}
