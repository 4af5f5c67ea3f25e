import { resolve } from 'node:path'
import { recountLogFolder } from '../ledger/index.ts'
import type { Command, Desk, Input } from './command.ts'
import { readPolicyFile } from './read-policy-file.ts'
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
    policy: {
      type: 'string',
      hint: 'FILE',
      words: 'witness policy from a source you trust; else the one in the folder is used, if it has one',
    },
  },
} as const satisfies Pick<Command, 'positionals' | 'options'>

/** Entries below which a bar would only flicker. */
const worthABar = 5_000
const problemsShown = 50

/** Verifies and counts the log that the command line names, with progress. */
export async function checkedLog(input: Input, { terminal }: Desk): Promise<CheckedLog> {
  let progress: ReturnType<Terminal['progress']> | undefined
  const policyPath = input.text('policy')
  return recountLogFolder(resolve(input.positionals[0] ?? `${input.dataDir}/log`), {
    vkey: input.text('key'),
    policy: policyPath === undefined ? undefined : (await readPolicyFile(policyPath)).policy,
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
  ...(report.witnessed ? { witnessed: report.witnessed } : {}),
})

export function printProblems({ print }: Terminal, { report }: CheckedLog): void {
  for (const { path, index, what } of report.problems.slice(0, problemsShown))
    print(`  problem  ${path ?? `entry ${index ?? '?'}`}: ${what}`)
}

/** By whom the log was cosigned, where it has witnesses. */
export function printWitnesses({ print }: Terminal, { report }: CheckedLog): void {
  const { witnessed } = report
  if (witnessed === undefined || witnessed.by.length === 0) return
  const pinned = witnessed.policyPinned ? '' : ' (policy of the folder itself; pin one with --policy)'
  print(`Cosigned by ${witnessed.by.join(', ')}${pinned}.`)
}

export const unpinnedKeyWords =
  'The key came from the folder itself; pin one with --key to know whose log it is.'
