import { resolve } from 'node:path'
import { verifyLogFolder } from '../../ledger/index.ts'
import { type Command, exitCodes } from '../command.ts'
import { verifyingProgress } from '../verifying-progress.ts'

export const logVerify: Command = {
  name: 'log verify',
  summary: 'verify a log from its public files alone: signature, every hash, every entry, every rule',
  details:
    'DIR is the log folder (DATA/log) or a copy of it. Exits with 0 only when everything holds, else 1 with the evidence.',
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
  examples: [
    'casebound log verify ./data/log',
    'casebound log verify ./copy-of-the-log --key police.example/fr-log/1+1a2b3c4d+AbCd…',
  ],
  run: async (input, desk) => {
    const dir = resolve(input.positionals[0] ?? `${input.dataDir}/log`)
    const { terminal } = desk
    const progress = verifyingProgress(terminal)
    const report = await verifyLogFolder(dir, { vkey: input.text('key'), onProgress: progress.at }).finally(
      progress.end,
    )
    const { print } = terminal
    print(
      report.verified
        ? `Verified: ${report.size} entries, everything holds.`
        : `NOT VERIFIED: ${report.problemCount} problems.`,
    )
    for (const [type, count] of Object.entries(report.countsByType).sort())
      print(`  ${String(count).padStart(8)}  ${type}`)
    for (const problem of report.problems.slice(0, 50)) {
      print(`  problem  ${problem.path ?? `entry ${problem.index ?? '?'}`}: ${problem.what}`)
    }
    if (!report.vkeyPinned)
      print('The key came from the folder itself; pin one with --key to know whose log it is.')
    terminal.result({
      verified: report.verified,
      size: report.size,
      root: report.root && Buffer.from(report.root).toString('hex'),
      countsByType: report.countsByType,
      problems: report.problems,
      problemCount: report.problemCount,
      verifierKey: report.vkey,
      keyPinned: report.vkeyPinned,
    })
    return report.verified ? exitCodes.done : exitCodes.fault
  },
}
