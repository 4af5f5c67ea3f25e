import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isRefused } from '../../kernel/index.ts'
import { houseFolders } from '../../lead/index.ts'
import {
  lookAtMirror,
  type Mirror,
  type MirrorView,
  ownLog,
  readMirror,
  readMirrors,
  vkeyPath,
} from '../../ledger/index.ts'
import { parseVerifierKey } from '../../proof/index.ts'
import { type Command, exitCodes } from '../command.ts'
import { checkFounded } from '../door.ts'
import type { Terminal } from '../terminal.ts'

/** What a mirror shows where it is as it should be, or will be after the next push. */
const good: readonly MirrorView['shows'][] = ['same', 'behind', 'empty']

export const logMirrors: Command = {
  name: 'log mirrors',
  summary: 'list the mirrors of the log, look at each, and compare it with the log',
  details: [
    'A mirror is a whole copy of the log elsewhere: a folder on another disk, which the running server and each command fill when the log',
    'grows; or the http address of a publication that you fill with casebound log publish. A mirror that holds more than the log, or',
    'another history, refuses the next start, for the log then came back from an old backup; what it holds is printed whole.',
    '',
    'Exits with 0 when each holds the log or its beginning; else 1: one that cannot be reached (out), one that shows what the key of this',
    'log did not sign (false), one that contradicts the log (ahead, forked). --whole also hashes every entry of every mirror.',
  ].join('\n'),
  options: {
    whole: { type: 'boolean', words: 'verify each mirror to its last entry, not its checkpoint alone' },
  },
  examples: ['casebound log mirrors', 'casebound log mirrors --whole --json'],
  run: async (input, { terminal }) => {
    await checkFounded(input.dataDir)
    const folders = houseFolders(input.dataDir)
    const mirrors = await readMirrors(folders.mirrors)
    if (mirrors.length === 0)
      terminal.print('The log has no mirrors. Add one: casebound log mirrors add NAME PLACE.')
    const views = await lookAtAll(folders.log, mirrors)
    let allGood = true
    const told = []
    for (const view of views) {
      const fault =
        good.includes(view.shows) && input.flag('whole') ? await faultOf(view, folders.log) : undefined
      allGood &&= good.includes(view.shows) && fault === undefined
      printMirror(terminal, view)
      if (fault !== undefined) terminal.print(`  DOES NOT HOLD: ${fault}`)
      told.push({ ...view, ...(fault === undefined ? {} : { fault }) })
    }
    terminal.result({ mirrors: told })
    return allGood ? exitCodes.done : exitCodes.fault
  },
}

/** Looks at mirrors from the files of a log folder. */
export async function lookAtAll(logDir: string, mirrors: readonly Mirror[]): Promise<readonly MirrorView[]> {
  if (mirrors.length === 0) return []
  const log = await ownLog(logDir, [parseVerifierKey(await vkeyOf(logDir))])
  return Promise.all(mirrors.map((mirror) => lookAtMirror(mirror, log)))
}

export function printMirror({ print }: Terminal, view: MirrorView): void {
  print(`${view.name.padEnd(16)} ${view.shows.padEnd(7)} ${view.place}`)
  print(`  ${view.words}`)
  if (view.evidence !== undefined) print(`\n${view.evidence}`)
}

const vkeyOf = async (logDir: string): Promise<string> =>
  (await readFile(join(logDir, vkeyPath), 'utf8')).trim()

async function faultOf(view: MirrorView, logDir: string): Promise<string | undefined> {
  if (view.shows === 'empty') return undefined
  try {
    await readMirror(view, { vkey: await vkeyOf(logDir) })
    return undefined
  } catch (error) {
    if (!isRefused(error)) throw error
    return error.reason
  }
}
