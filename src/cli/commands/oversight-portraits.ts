import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from '../command.ts'
import { asOption, atDoor } from '../oversight/at-door.ts'
import { table } from '../terminal.ts'

type Portraits = {
  portraits: readonly { id: string; kind: string; name: string; words: string; addedAt: string }[]
  mostFigures: number
}
type Own = { asked: boolean; addedAt?: string }

const words = {
  ...({ type: 'string', hint: 'TEXT', required: true } as const),
  words: 'why; at least 20 characters',
} as const

async function formOf(path: string, fields: Readonly<Record<string, string>>): Promise<FormData> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('photo', new Blob([await readFile(path)]), basename(path))
  return form
}

export const oversightPortraits: Command = {
  name: 'oversight portraits',
  summary:
    'list the reference portraits of staff and public figures by name; the pictures are shown to nobody',
  options: asOption,
  examples: ['casebound oversight portraits --as auditor'],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight portraits', async (door) => {
      const answer = await door.call<Portraits>('GET', '/api/oversight/portraits')
      const rows = answer.portraits.map(({ id, kind, name, words: why, addedAt }) => [
        ...[id, kind, name, addedAt.slice(0, 10), why],
      ])
      const heading = ['portrait', 'kind', 'name', 'registered', 'why']
      desk.terminal.print(rows.length === 0 ? 'No portrait is registered.' : table([heading, ...rows]))
      return answer
    }),
}

export const oversightFigure: Command = {
  name: 'oversight figure',
  summary: 'register a public figure: a search with a picture that resembles him raises an alarm',
  details: 'No search ever reads the picture, and nobody is shown it. It is no list of people to look for.',
  positionals: [{ name: 'PICTURE', words: 'a portrait with one face' }],
  options: {
    name: { type: 'string', hint: 'NAME', words: 'name and office', required: true },
    words,
    ...asOption,
  },
  examples: [
    'casebound oversight figure mayor.jpg --name "Mayor of Example" --words "Searched out of curiosity elsewhere."',
  ],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight figure', async (door) => {
      const fields = { name: input.text('name') ?? '', words: input.text('words') ?? '' }
      const form = await formOf(input.positionals[0] ?? '', fields)
      const answer = await door.call<{ logIndex: number }>('POST', '/api/oversight/portraits', form)
      desk.terminal.print(`Registered: entry ${answer.logIndex} of the log.`)
      return answer
    }),
}

export const oversightPortraitDelete: Command = {
  name: 'oversight portrait delete',
  summary: 'delete a reference portrait with its picture',
  positionals: [{ name: 'PORTRAIT', words: 'id of the portrait' }],
  options: { words, ...asOption },
  examples: ['casebound oversight portrait delete 9fKq… --words "The term of office has ended."'],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight portrait delete', async (door) => {
      const id = encodeURIComponent(input.positionals[0] ?? '')
      const answer = await door.call<{ logIndex: number }>('POST', `/api/oversight/portraits/${id}/delete`, {
        words: input.text('words'),
      })
      desk.terminal.print(`Deleted: entry ${answer.logIndex} of the log.`)
      return answer
    }),
}

export const oversightMyPortrait: Command = {
  name: 'oversight my-portrait',
  summary: 'register your own staff photograph where the agency asks for it, or take it back',
  positionals: [
    { name: 'PICTURE', words: 'your portrait; without one, whether yours is held', optional: true },
  ],
  options: { delete: { type: 'boolean', words: 'take it back' }, ...asOption },
  examples: ['casebound oversight my-portrait me.jpg --as d.marsh'],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight my-portrait', async (door) => {
      const [path] = input.positionals
      const at = '/api/account/portrait'
      const own = input.flag('delete')
        ? await door.call<Own>('DELETE', at)
        : path === undefined
          ? await door.call<Own>('GET', at)
          : await door.call<Own>('PUT', at, await formOf(path, {}))
      const held =
        own.addedAt === undefined ? 'None is held' : `Yours is held since ${own.addedAt.slice(0, 10)}`
      desk.terminal.print(`${held}; the agency ${own.asked ? 'asks' : 'does not ask'} for it.`)
      return own
    }),
}
