import { resolve } from 'node:path'
import { recountLogFolder } from '../ledger/index.ts'
import type { Command, Desk, Input } from './command.ts'
import type { Terminal } from './terminal.ts'

type CheckedLog = Awaited<ReturnType<typeof recountLogFolder>>

/** What a command takes that checks a log from its files. */
export const checkedLogInput = {
  positionals: [
    { name: 'DIR', words: 'folder of the log (default: the log of the data folder)', optional: true },
  ],
  options: {
    key: {
      type: 'string',
      hint: 'VKEY',
      words: 'verifier key from a source you trust; else the one in the folder is used, which is said',
    },
  },
} as const satisfies Pick<Command, 'positionals' | 'options'>

/** Entries below which a bar would only flicker. */
const worthABar = 5_000
const problemsShown = 50

/** Verifies and counts the log that the command line names, with progress. */
export async function checkedLog(input: Input, { terminal }: Desk): Promise<CheckedLog> {
  let progress: ReturnType<Terminal['progress']> | undefined
  return recountLogFolder(resolve(input.positionals[0] ?? `${input.dataDir}/log`), {
    vkey: input.text('key'),
    onProgress: ({ entriesRead, size }) => {
      if (size < worthABar) return
      progress ??= terminal.progress({ title: 'Verifying', total: size, unit: 'entries' })
      progress.at(entriesRead)
    },
  }).finally(() => progress?.end())
}

/** Whose log it is and whether it holds, for `--json`. */
export const checkedLogFacts = ({ report }: CheckedLog) => ({
  verified: report.verified,
  size: report.size,
  root: report.root && Buffer.from(report.root).toString('hex'),
  verifierKey: report.vkey,
  keyPinned: report.vkeyPinned,
})

export function printProblems({ print }: Terminal, { report }: CheckedLog): void {
  for (const { path, index, what } of report.problems.slice(0, problemsShown))
    print(`  problem  ${path ?? `entry ${index ?? '?'}`}: ${what}`)
}

export const unpinnedKeyWords =
  'The key came from the folder itself; pin one with --key to know whose log it is.'
