import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { importPast, lookAtPast, type PastLook, readPastMapping } from '../../archive/index.ts'
import { atConsole, knownUser } from '../at-console.ts'
import { type Command, type Desk, exitCodes } from '../command.ts'
import { readPastCsv } from '../read-past-csv.ts'
import { WrongUse } from '../wrong-use.ts'

const shownRows = 20

export const importPastCommand: Command = {
  name: 'import-past',
  summary:
    'take the searches of an older system over as a batch: fixed from now on, and shown apart as unattested',
  details: [
    'FILE is a CSV file with a heading. The mapping says which column is what, how dates are written, and which code stands for a value:',
    '',
    '  {"source": "county-system", "words": "FR index of the county, 2009 to 2020", "dateFormat": "MM/DD/YYYY",',
    '   "columns": {"date": "Search Date", "id": "Txn", "unit": "Division", "user": "Operator", "case": "DR", "crime": "Offense",',
    '               "purpose": "Reason", "outcome": "Result"},',
    '   "values": {"crime": {"459 PC": "burglary"}, "outcome": {"Y": "list", "N": "no-list"}}}',
    '',
    'Only date is needed; what the old system did not keep stays unknown. The log gets the number of rows, their months, a root over the',
    'salted rows and the hash of a table of counts, which is published. The rows themselves stay in this house. Nothing imported is ever added',
    'to the searches that the log attests; casebound log disclose proves single rows. A row that cannot be read is listed and left out; mend it and import it in a file of its own.',
  ].join('\n'),
  positionals: [{ name: 'FILE', words: 'CSV file of the older system' }],
  options: {
    map: { type: 'string', hint: 'FILE', words: 'mapping, as above', required: true },
    'dry-run': { type: 'boolean', words: 'look at the file, write nothing' },
    broken: {
      type: 'string',
      hint: 'FILE',
      words: 'write every broken row with its line and reason here, as CSV',
    },
    as: { type: 'string', hint: 'LOGIN', words: 'programme manager who imports it', required: true },
  },
  examples: [
    'casebound import-past searches-2009-2020.csv --map county.json --as chief --dry-run',
    'casebound import-past searches-2009-2020.csv --map county.json --as chief --broken broken.csv',
  ],
  run: async (input, desk) => {
    const map = await readFile(resolve(input.text('map') ?? ''), 'utf8').catch((error) => {
      throw error.code === 'ENOENT' ? new WrongUse(`There is no file ${input.text('map')}.`) : error
    })
    const file = {
      mapping: readPastMapping(map),
      ...(await readPastCsv(resolve(input.positionals[0] ?? ''))),
    }
    let partly = false
    const done = await atConsole(desk, { input, command: 'import-past' }, async (open) => {
      const user = await knownUser(open, input.text('as') ?? '')
      const { house } = open
      const look = await lookAtPast(house, { user, file })
      await tellBroken(desk, { look, path: input.text('broken') })
      const facts = {
        source: file.mapping.source,
        rows: look.rows.length,
        known: look.known,
        broken: look.broken,
      }
      partly = look.broken.length > 0
      if (input.flag('dry-run')) {
        desk.terminal.print(
          `${look.rows.length.toLocaleString('en-US')} searches could be imported, ${look.known} are here already, ${look.broken.length} are broken. Nothing was written.`,
        )
        desk.terminal.result({ dryRun: true, ...facts, unmapped: look.unmapped })
        return
      }
      const batch = await importPast(house, { user, file })
      desk.terminal.print(
        `Imported ${batch.rows.toLocaleString('en-US')} searches of ${file.mapping.source} as batch ${batch.n}, unattested. Log entry ${batch.logIndex} fixes them.`,
      )
      desk.terminal.result({ ...facts, n: batch.n, root: batch.root, logIndex: batch.logIndex })
    })
    return partly && done === exitCodes.done ? exitCodes.donePartly : done
  },
}

async function tellBroken(desk: Desk, of: { look: PastLook; path: string | undefined }): Promise<void> {
  const { look, path } = of
  const { note } = desk.terminal
  for (const { line, why } of look.broken.slice(0, shownRows)) note(`  line ${line} ${why}`)
  if (look.broken.length > shownRows)
    note(
      `  … and ${look.broken.length - shownRows} more${path === undefined ? '; --broken FILE lists them all' : ''}`,
    )
  if (look.unmapped.length > 0) {
    note('Values that stand for no code yet; name a code for each in the mapping:')
    for (const { field, value, times } of look.unmapped.slice(0, shownRows))
      note(`  ${field}: ${JSON.stringify(value)} ${times}×`)
  }
  if (path === undefined) return
  const rows = look.broken.map(({ line, why }) => `${line},"${why.replaceAll('"', '""')}"`)
  await writeFile(resolve(path), ['line,why', ...rows].map((row) => `${row}\r\n`).join(''))
}
