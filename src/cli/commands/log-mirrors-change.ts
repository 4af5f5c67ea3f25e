import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Refused } from '../../kernel/index.ts'
import { houseFolders } from '../../lead/index.ts'
import {
  checkMirror,
  isAddress,
  type Mirror,
  pushToMirror,
  readMirrors,
  vkeyPath,
  writeMirrors,
} from '../../ledger/index.ts'
import { parseVerifierKey } from '../../proof/index.ts'
import { readLock } from '../../storage/index.ts'
import { type Command, exitCodes, type Input } from '../command.ts'
import { checkFounded } from '../door.ts'
import { printMirror } from './log-mirrors.ts'

const serverGoesOn = 'The running server goes by the old list until it is started again.'

export const logMirrorsAdd: Command = {
  name: 'log mirrors add',
  summary: 'name a mirror of the log, and fill it',
  details: [
    'PLACE is a folder, best on another disk or machine, whose parent exists; or the http(s) address where a publication of this log is',
    'served. A folder gets the whole log, also the entries that are not public yet: give it to nobody who may not see them.',
  ].join('\n'),
  positionals: [
    { name: 'NAME', words: 'what you call it: lower-case letters, digits and hyphens' },
    { name: 'PLACE', words: 'folder or http address' },
  ],
  examples: [
    'casebound log mirrors add inspector /mnt/inspector/face-search-log',
    'casebound log mirrors add web https://police.example/face-search-log',
  ],
  run: async (input, { terminal }) => {
    await checkFounded(input.dataDir)
    const folders = houseFolders(input.dataDir)
    const [name = '', given = ''] = input.positionals
    const place = isAddress({ place: given }) ? given : resolve(given)
    const mirrors = await readMirrors(folders.mirrors)
    const mirror = { name, place }
    checkMirror(mirror, mirrors)
    if (!isAddress(mirror)) await prepareFolder(mirror, input.dataDir)
    const keys = [parseVerifierKey((await readFile(join(folders.log, vkeyPath), 'utf8')).trim())]
    const running = (await readLock(input.dataDir)) !== undefined
    const pushed = await pushToMirror(mirror, { logDir: folders.log, keys })
    if (!['same', 'behind', 'empty', 'out'].includes(pushed.shows)) {
      printMirror(terminal, pushed)
      throw foreign(`The place ${place} ${pushed.words}`)
    }
    await writeMirrors(folders.mirrors, [...mirrors, mirror])
    printMirror(terminal, pushed)
    if (running) terminal.print(serverGoesOn)
    terminal.result({ ...pushed, running })
    return exitCodes.done
  },
}

/** A folder of its own, outside the house: what lies in the house is lost with it. */
async function prepareFolder({ place }: Mirror, dataDir: string): Promise<void> {
  const home = `${resolve(dataDir)}/`
  if (`${place}/`.startsWith(home) || home.startsWith(`${place}/`))
    throw foreign(`The place ${place} lies in the data folder or around it, and would be lost with it`)
  const made = await mkdir(place).catch((error: NodeJS.ErrnoException) => error)
  if (made instanceof Error && made.code !== 'EEXIST')
    throw foreign(`The folder ${place} cannot be made (${made.code ?? 'unknown'})`)
  const names = await readdir(place).catch((error: NodeJS.ErrnoException) => error)
  if (names instanceof Error) throw foreign(`The folder ${place} cannot be read (${names.code ?? 'unknown'})`)
  if (names.length > 0 && !names.includes('checkpoint'))
    throw foreign(`The folder ${place} is not empty and holds no copy of a log`)
}

const foreign = (why: string) =>
  new Refused<'MIRROR_INVALID'>({
    code: 'MIRROR_INVALID',
    reason: `${why}.`,
    needed:
      'An empty folder outside the data folder, an earlier copy of this log, or the address of its publication.',
  })

export const logMirrorsRemove: Command = {
  name: 'log mirrors remove',
  summary: 'take a mirror out of the list; what it holds stays',
  positionals: [{ name: 'NAME', words: 'the mirror' }],
  examples: ['casebound log mirrors remove inspector'],
  run: async (input, { terminal }) => {
    const { mirror, mirrors, path } = await namedMirror(input)
    await writeMirrors(
      path,
      mirrors.filter((one) => one !== mirror),
    )
    terminal.print(`${mirror.name} is not a mirror any more; ${mirror.place} is as it was.`)
    const running = (await readLock(input.dataDir)) !== undefined
    if (running) terminal.print(serverGoesOn)
    terminal.result({ removed: mirror, running })
    return exitCodes.done
  },
}

/** The mirror that the command line names. Refuses MIRROR_UNKNOWN. */
export async function namedMirror(
  input: Input,
): Promise<{ readonly mirror: Mirror; readonly mirrors: readonly Mirror[]; readonly path: string }> {
  const [name = ''] = input.positionals
  const { mirrors: path } = houseFolders(input.dataDir)
  const mirrors = await readMirrors(path)
  const mirror = mirrors.find((one) => one.name === name)
  if (mirror) return { mirror, mirrors, path }
  throw new Refused<'MIRROR_UNKNOWN'>({
    code: 'MIRROR_UNKNOWN',
    reason: `There is no mirror ${JSON.stringify(name.slice(0, 50))} among the ${mirrors.length} of this log.`,
    needed: 'See casebound log mirrors.',
  })
}
