import { addKeyRelease, hasKeyRelease, houseFolders, setKeyReleaseAside } from '../../lead/index.ts'
import { readLock } from '../../storage/index.ts'
import { type Command, exitCodes } from '../command.ts'
import { checkFounded } from '../door.ts'
import { WrongUse } from '../wrong-use.ts'

const withIt = 'Each comparison needs the leave of a key release, which is a process of its own.'
const without = 'Tickets for comparisons are given out within the program itself; there is no key release.'

export const logKeyRelease: Command = {
  name: 'log key-release',
  summary: 'have a process of its own check each search against the log before anything is compared',
  details: [
    'With it, nothing is compared before that process has verified the entry of the search by itself: signed by the key of the log, in a',
    'log that begins with all it saw before, logged within 60 seconds, of this picture and gallery, and never used. It keeps what it saw',
    'in DATA/key-release; a link there may lead to another disk. The choice is one of the house and not of a start, so that every',
    'command goes by it. Without on or off it only says how things are.',
  ].join('\n'),
  positionals: [{ name: 'ACTION', words: 'on or off', optional: true }],
  examples: ['casebound log key-release on', 'casebound log key-release'],
  run: async (input, { terminal }) => {
    const action = input.positionals[0] ?? 'show'
    if (!['on', 'off', 'show'].includes(action))
      throw new WrongUse(`log key-release takes on or off, not "${action}".`)
    await checkFounded(input.dataDir)
    const folders = houseFolders(input.dataDir)
    const before = await hasKeyRelease(folders)
    if (action === 'on' && !before) await addKeyRelease(folders)
    const aside = action === 'off' && before ? await setKeyReleaseAside(folders, new Date()) : undefined
    const now = action === 'show' ? before : action === 'on'
    terminal.print(now ? withIt : without)
    if (aside) terminal.print(`What it remembered lies in ${aside}.`)
    const running = (await readLock(input.dataDir)) !== undefined
    if (running && now !== before)
      terminal.print('The running server goes by what was before until it is started again.')
    terminal.result({ keyRelease: now, changed: now !== before, running })
    return exitCodes.done
  },
}
