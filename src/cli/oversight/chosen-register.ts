import { readFile } from 'node:fs/promises'
import { builtinRegister, type Register, readRegister } from '../../oversight/index.ts'
import type { Input, Option } from '../command.ts'
import { WrongUse } from '../wrong-use.ts'

export const registerOption: Option = {
  type: 'string',
  hint: 'FILE',
  words: 'the agency’s own register: more services, contracts',
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
