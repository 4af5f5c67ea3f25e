import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { folderFiles, vkeyPath } from '../../ledger/index.ts'
import { type Command, type Desk, exitCodes, type Input } from '../command.ts'
import { openDoor } from '../door.ts'
import { proveEntry } from '../prove-entry.ts'

type Look = { index: number; type: string; together: readonly { index: number; type: string }[] }

export const logProve: Command = {
  name: 'log prove',
  summary:
    'write the proof that an entry stands in the log: a .tlog-proof file that anybody can check offline',
  details: [
    'ID is the index of an entry; or, in a house, the id of an entry, request, search, examination, lead or outcome of your agency. The proof',
    '(C2SP tlog-proof) stands for the exact bytes of the entry, which --entry writes. With --log nothing but a folder of a log is needed.',
    'Check it with casebound log open, with any C2SP program, or with tools/logcheck.',
  ].join('\n'),
  positionals: [{ name: 'ID', words: 'index of an entry, or id of a record' }],
  options: {
    out: { type: 'string', hint: 'FILE', words: 'write the proof here (default: standard output)' },
    entry: { type: 'string', hint: 'FILE', words: 'write the exact bytes of the entry here' },
    log: {
      type: 'string',
      hint: 'DIR',
      words: 'prove from this folder of a log, not from a house; ID is an index',
    },
    key: { type: 'string', hint: 'VKEY', words: 'verifier key of the log (default: the one in the folder)' },
    as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' },
  },
  examples: [
    'casebound log prove 17 --out search.tlog-proof --entry search.json',
    'casebound log prove 17 --log ./published',
  ],
  run: async (input, desk) => {
    const id = input.positionals[0] ?? ''
    const logDir = resolve(input.text('log') ?? `${input.dataDir}/log`)
    const files = folderFiles(logDir)
    const look = /^\d+$/.test(id) ? undefined : await lookUp(id, { input, desk })
    const vkey = input.text('key') ?? (await readFile(join(logDir, vkeyPath), 'utf8')).trim()
    const proven = await proveEntry(files, { index: look?.index ?? Number(id), vkey })
    const [out, entry] = [input.text('out'), input.text('entry')]
    if (out !== undefined) await writeFile(resolve(out), proven.tlogProof)
    if (entry !== undefined) await writeFile(resolve(entry), proven.entryBytes)
    const { print, note, result } = desk.terminal
    if (out === undefined && !desk.terminal.json) print(proven.tlogProof.trimEnd())
    note(`Entry ${proven.index} stands in the log of ${proven.size} entries; the proof was checked.`)
    if (look && look.together.length > 1)
      note(`Of the same search: ${look.together.map(({ index, type }) => `${type} ${index}`).join(', ')}.`)
    result({
      ...{ index: proven.index, size: proven.size, verifierKey: vkey, tlogProof: proven.tlogProof },
      entry: new TextDecoder().decode(proven.entryBytes),
      ...(look ? { type: look.type, together: look.together } : {}),
    })
    return exitCodes.done
  },
}

/** Only the house knows which entry belongs to a record. */
async function lookUp(id: string, of: { input: Input; desk: Desk }): Promise<Look> {
  const { input, desk } = of
  const asked = { dataDir: input.dataDir, command: 'log prove', as: input.text('as') }
  const door = await openDoor(desk, asked)
  try {
    return await door.call<Look>('GET', `/api/record/${encodeURIComponent(id)}`)
  } finally {
    await door.close()
  }
}
