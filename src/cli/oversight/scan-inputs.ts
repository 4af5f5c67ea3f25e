import { readFile } from 'node:fs/promises'
import { type PeopleMap, readPeople } from '../../oversight/index.ts'
import type { Input } from '../command.ts'
import { WrongUse } from '../wrong-use.ts'

/** Who is behind accounts and addresses, where a list was given. Refuses PEOPLE_INVALID. */
export async function chosenPeople(input: Input): Promise<PeopleMap | undefined> {
  const text = await textOf(input, 'people')
  return text === undefined ? undefined : readPeople(text)
}

/** The text of the file that an option names. */
export async function textOf(input: Input, option: string): Promise<string | undefined> {
  const path = input.text(option)
  if (path === undefined) return undefined
  return readFile(path, 'utf8').catch(() => {
    throw new WrongUse(`There is no file ${path} for --${option}.`)
  })
}

/** How many threads to read with, where it was said. */
export function threadsOf(input: Input): { threads?: number } {
  const text = input.text('threads')
  if (text === undefined) return {}
  if (!/^([1-9]|[1-5]\d|6[0-4])$/.test(text))
    throw new WrongUse(`--threads is a number from 1 to 64, not "${text}".`)
  return { threads: Number(text) }
}
