import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { audiences } from '../../archive/index.ts'
import { type DisclosureFile, formatDisclosureFile, verifyDisclosureFile } from '../../proof/index.ts'
import { type Command, exitCodes } from '../command.ts'
import { openDoor } from '../door.ts'
import { table } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

type Look = {
  index: number
  type: string
  entry: string
  hidden: readonly { name: string; says: string; erasedBy?: number }[]
  together: readonly { index: number; type: string; week: string }[]
}

export const logDisclose: Command = {
  name: 'log disclose',
  summary: 'open chosen hidden values of an entry for somebody, after the log has said so',
  details: [
    'Without --fields it lists what the entry hides and opens nothing. With them it writes a file that holds the entry, its proof, the chosen',
    'values with their salts (RFC 9901), and the proof that the log tells of this opening; casebound log open checks it anywhere, offline.',
    'One candidate of a list is named by its place, from 0: cands.0. One row of a batch that import-past took over is named by its place in the',
    'batch, row.17, or with --row by the id that the search had in the older system; the file then proves that this row stands in that batch.',
  ].join('\n'),
  positionals: [
    { name: 'ID', words: 'index of an entry, or id of a request, search, examination, lead or outcome' },
  ],
  options: {
    fields: { type: 'string', hint: 'A,B', words: 'hidden fields to open, with commas between them' },
    row: {
      type: 'string',
      hint: 'ID',
      multiple: true,
      words: 'of an import: row to open, by the id of the search in the older system; may be repeated',
    },
    to: { type: 'string', hint: 'WHOM', words: 'person, court or office; sealed into the log' },
    audience: {
      type: 'string',
      hint: 'KIND',
      words: `${audiences.join(', ')}; public in the log (default: agency)`,
    },
    order: { type: 'string', hint: 'TEXT', words: 'order, motion or request that it is given on; sealed' },
    out: { type: 'string', hint: 'FILE', words: 'write the file here (default: standard output)' },
    as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' },
  },
  examples: [
    'casebound log disclose 17',
    'casebound log disclose 17 --fields actor,case,why --to "Public Defender, J. Lin" --audience defence --out opened.json',
    'casebound log disclose 40 --row T-2009-0117 --to "R. Roe" --audience subject --out row.json',
  ],
  run: async (input, desk) => {
    const { terminal } = desk
    const id = encodeURIComponent(input.positionals[0] ?? '')
    const rowIds = input.texts('row')
    const named = input
      .text('fields')
      ?.split(',')
      .map((field) => field.trim())
    const fields = named ?? (rowIds.length > 0 ? [] : undefined)
    if (fields !== undefined && input.text('to') === undefined)
      throw new WrongUse('--to is needed: to whom the values are given.')
    const door = await openDoor(desk, {
      ...{ dataDir: input.dataDir, command: 'log disclose', as: input.text('as') },
    })
    try {
      if (fields === undefined) {
        const look = await door.call<Look>('GET', `/api/record/${id}`)
        printLook(terminal.print, look)
        terminal.result(look)
        return exitCodes.done
      }
      const audience = input.text('audience') ?? 'agency'
      if (!audiences.some((one) => one === audience))
        throw new WrongUse(`--audience is one of ${audiences.join(', ')}, not "${audience}".`)
      const order = input.text('order')
      const { logIndex, file } = await door.call<{ logIndex: number; file: DisclosureFile }>(
        'POST',
        `/api/record/${id}/disclosures`,
        {
          ...{ fields, audience, to: input.text('to') },
          ...(rowIds.length === 0 ? {} : { rowIds }),
          ...(order === undefined ? {} : { order }),
        },
      )
      const text = formatDisclosureFile(file)
      const { verified, problems, opened } = await verifyDisclosureFile(text)
      if (!verified) throw new Error(`the opened values do not check: ${problems.join(' ')}`)
      const out = input.text('out')
      if (out !== undefined) await writeFile(resolve(out), text, { mode: 0o600 })
      else if (!terminal.json) terminal.print(text.trimEnd())
      terminal.note(
        `Opened ${opened?.fields.length} values of entry ${opened?.index}; entry ${logIndex} of the log says so.${out === undefined ? '' : ` Check it: casebound log open ${out}`}`,
      )
      terminal.result({
        logIndex,
        index: opened?.index,
        fields: opened?.fields,
        ...(out === undefined ? { file } : { out: resolve(out) }),
      })
      return exitCodes.done
    } finally {
      await door.close()
    }
  },
}

function printLook(print: (text?: string) => void, look: Look): void {
  print(`Entry ${look.index}, ${look.type}. It hides:\n`)
  print(
    table([
      ['field', 'state', 'what it is'],
      ...look.hidden.map(({ name, says, erasedBy }) => [
        name,
        erasedBy === undefined ? 'kept' : `erased by entry ${erasedBy}`,
        says,
      ]),
    ]),
  )
  if (look.type === 'import')
    print(
      `\nIts batch has ${JSON.parse(look.entry).rows} rows, row.0 and on; or name one by its id there with --row.`,
    )
  if (look.together.length > 1)
    print(`\nOf the same search: ${look.together.map(({ index, type }) => `${type} ${index}`).join(', ')}`)
  print('\nNothing was opened. Name --fields and --to to open some; the log will say so.')
}
