import { type Command, exitCodes, type Input } from '../command.ts'
import { type Door, openDoor } from '../door.ts'
import { WrongUse } from '../wrong-use.ts'

export const asOption = {
  as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' },
} as const
export const usedOption = {
  type: 'string',
  hint: 'yes|no',
  words: 'whether it was used',
  required: true,
} as const

/** Does one thing at the door of the house and gives its answer as the result. */
export async function atDoor(
  [input, desk]: Parameters<Command['run']>,
  command: string,
  work: (door: Door) => Promise<unknown>,
) {
  const door = await openDoor(desk, { dataDir: input.dataDir, command, as: input.text('as') })
  try {
    desk.terminal.result(await work(door))
    return exitCodes.done
  } finally {
    await door.close()
  }
}

/** What --used says. */
export function used(input: Input): boolean {
  const told = input.text('used')
  if (told !== 'yes' && told !== 'no') throw new WrongUse(`--used is yes or no, not "${told}".`)
  return told === 'yes'
}
