import { systemClock } from '../../kernel/index.ts'
import { houseFolders } from '../../lead/index.ts'
import { restoreFromMirror } from '../../ledger/index.ts'
import { loadKey, lockDataFolder, openStorage } from '../../storage/index.ts'
import { type Command, exitCodes } from '../command.ts'
import type { Terminal } from '../terminal.ts'
import { namedMirror } from './log-mirrors-change.ts'

export const logMirrorsRestore: Command = {
  name: 'log mirrors restore',
  summary:
    'restore the log from a mirror: damaged or lost files, or what came after an old backup of the database',
  details: [
    'The server must be stopped. Every entry of the mirror is verified first. Files that are missing or damaged are made again, and the',
    'folder that was there is kept beside the new one for the inquiry. Where the mirror holds more than the database, which then came back',
    'from an old backup, its entries are taken over, and the log says in an entry of its own which records behind them are lost. Nothing is',
    'restored when the key of the log has signed for more than mirror and database hold together.',
  ].join('\n'),
  positionals: [{ name: 'NAME', words: 'the mirror' }],
  examples: ['casebound log mirrors restore inspector'],
  run: async (input, { terminal, databaseUrl }) => {
    const { mirror } = await namedMirror(input)
    const { dataDir } = input
    const { log: logDir, signer: signerDir } = houseFolders(dataDir)
    const lock = await lockDataFolder(dataDir, { command: 'casebound log mirrors restore' })
    try {
      const storage = await openStorage({ dataDir, databaseUrl, key: await loadKey(dataDir) })
      const [onProgress, end] = barOf(terminal)
      const restored = await restoreFromMirror(mirror, {
        ...{ storage, logDir, signerDir, clock: systemClock, onProgress },
      }).finally(async () => {
        end()
        await storage.close()
      })
      terminal.print(`Restored ${restored.size.toLocaleString('en-US')} entries from ${mirror.name}.`)
      if (restored.takenOver > 0)
        terminal.print(
          `${restored.takenOver.toLocaleString('en-US')} of them the database did not know; an incident about the records behind them goes into the log.`,
        )
      if (restored.replaced !== undefined) terminal.print(`The folder before is kept: ${restored.replaced}`)
      terminal.result({ mirror: mirror.name, ...restored })
      return exitCodes.done
    } finally {
      await lock.release()
    }
  },
}

type OnProgress = (done: number, total: number) => void

function barOf(terminal: Terminal): readonly [OnProgress, () => void] {
  let bar: ReturnType<Terminal['progress']> | undefined
  const onProgress: OnProgress = (done, total) => {
    if (total < 5_000) return
    bar ??= terminal.progress({ title: 'Verifying the mirror', total, unit: 'entries' })
    bar.at(done)
  }
  return [onProgress, () => bar?.end()]
}
