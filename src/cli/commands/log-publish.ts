import { join, resolve } from 'node:path'
import { isoDate, systemClock } from '../../kernel/index.ts'
import { houseFolders } from '../../lead/index.ts'
import { type Published, publishLog, readMirrors } from '../../ledger/index.ts'
import { type Command, type Desk, exitCodes, type Input } from '../command.ts'
import { openDoor } from '../door.ts'
import { type PublicationAnswer, writePublicPage } from '../write-public-page.ts'
import { WrongUse } from '../wrong-use.ts'
import { lookAtAll } from './log-mirrors.ts'

const mostDelayDays = 3_650
const mostClockMinutes = 1_440

export const logPublish: Command = {
  name: 'log publish',
  summary: 'publish the log as static files that any web server can host',
  details: [
    'DIR gets the entries that are at least --delay days old, with the checkpoint that signs them, and under live/ the newest',
    'checkpoint with hashes only: what is not public yet is committed to already and cannot be changed any more. Beside them: a page that',
    'checks everything in the browser, a rollup of each month, the adopted policies, what the codes mean, and imported tables. Publishing',
    'again adds to DIR and never takes back; a server may run meanwhile, for the log folder is only read. Check it as anybody can:',
    'casebound log verify DIR, casebound log recount DIR, or python3 tools/recount.py DIR.',
    'The mirrors of the log (casebound log mirrors) are filled and looked at as well.',
    '',
    'The size of the newest checkpoint would tell when searches are made. So the one shown is that of the last full hour (--clock), however',
    'often this is run.',
  ].join('\n'),
  positionals: [{ name: 'DIR', words: 'folder to publish into; empty, or published into before' }],
  options: {
    delay: {
      type: 'string',
      hint: 'DAYS',
      words: 'days until an entry becomes public (default: 30; 0 publishes all)',
    },
    clock: {
      type: 'string',
      hint: 'MINUTES',
      words:
        'show the newest state of the last full so many minutes (default: 60; 0, and with --delay 0, at once)',
    },
  },
  examples: ['casebound log publish /var/www/face-search-log', 'casebound log publish ./published --delay 0'],
  run: async (input, desk) => {
    const into = resolve(input.positionals[0] ?? '')
    const { delayDays, published } = await publishInto(desk, { input, into })
    const { log, mirrors: list } = houseFolders(input.dataDir)
    const mirrors = await lookAtAll(log, await readMirrors(list))
    for (const { name, words } of mirrors) desk.terminal.print(`Mirror ${name} ${words}.`)
    desk.terminal.result({ into, delayDays, ...published, mirrors })
    return exitCodes.done
  },
}

/** Publishes the log of the data folder into a folder, with the page and all that lies beside it. */
export async function publishInto(
  desk: Desk,
  { input, into }: { readonly input: Input; readonly into: string },
): Promise<{ readonly delayDays: number; readonly published: Published }> {
  const delayDays = daysOf(input.text('delay'))
  const clockMinutes = minutesOf(input.text('clock'), delayDays)
  const { terminal } = desk
  const door = await openDoor(desk, { dataDir: input.dataDir, command: 'log publish' })
  try {
    const answer = await door.call<PublicationAnswer>(
      'GET',
      `/api/publication?delayDays=${delayDays}&clockMinutes=${clockMinutes}`,
    )
    let progress: ReturnType<typeof terminal.progress> | undefined
    const published = await publishLog({
      ...{ logDir: join(input.dataDir, 'log'), into, states: answer },
      onProgress: ({ done, total }) => {
        if (total < 200) return
        progress ??= terminal.progress({ title: 'Publishing', total, unit: 'files' })
        progress.at(done)
      },
    }).finally(() => progress?.end())
    await writePublicPage(desk.wiring, {
      ...{ into, delayDays, answer, madeOn: isoDate(systemClock.now()) },
      onBuild: () => terminal.note('Building the program of the public page, once.'),
    })
    const { size, liveSize, filesWritten } = published
    terminal.print(
      `Published ${size.toLocaleString('en-US')} entries into ${into} (${filesWritten.toLocaleString('en-US')} files written).`,
    )
    if (liveSize > size)
      terminal.print(
        `${(liveSize - size).toLocaleString('en-US')} more are committed to under live/ and become public when they are ${delayDays} days old.`,
      )
    terminal.print(`\nCheck it: casebound log recount ${into}`)
    return { delayDays, published }
  } finally {
    await door.close()
  }
}

function daysOf(text: string | undefined): number {
  const days = Number(text ?? '30')
  if (/^\d{1,4}$/.test(text ?? '30') && days <= mostDelayDays) return days
  throw new WrongUse(`--delay takes a number of days from 0 to ${mostDelayDays}, not "${text}".`)
}

function minutesOf(text: string | undefined, delayDays: number): number {
  const minutes = Number(text ?? (delayDays === 0 ? '0' : '60'))
  if (/^\d{1,4}$/.test(text ?? '0') && minutes <= mostClockMinutes) return minutes
  throw new WrongUse(`--clock takes a number of minutes from 0 to ${mostClockMinutes}, not "${text}".`)
}
