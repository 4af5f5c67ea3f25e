import {
  checkedLog,
  checkedLogFacts,
  checkedLogInput,
  printProblems,
  printWitnesses,
  unpinnedKeyWords,
} from '../checked-log.ts'
import { type Command, exitCodes } from '../command.ts'

export const logVerify: Command = {
  name: 'log verify',
  summary: 'verify a log from its public files alone: signature, every hash, every entry, every rule',
  details:
    'DIR is the log folder (DATA/log) or a copy of it. Exits with 0 only when everything holds, else 1 with the evidence.',
  ...checkedLogInput,
  examples: [
    'casebound log verify ./data/log',
    'casebound log verify ./copy-of-the-log --key police.example/fr-log/1+1a2b3c4d+AbCd…',
  ],
  run: async (input, desk) => {
    const { terminal } = desk
    const { print } = terminal
    const checked = await checkedLog(input, desk)
    const { report } = checked
    print(
      report.verified
        ? `Verified: ${report.size} entries, everything holds.`
        : `NOT VERIFIED: ${report.problemCount} problems.`,
    )
    for (const [type, count] of Object.entries(report.countsByType).sort())
      print(`  ${String(count).padStart(8)}  ${type}`)
    printProblems(terminal, checked)
    printWitnesses(terminal, checked)
    if (!report.vkeyPinned) print(unpinnedKeyWords)
    terminal.result({
      ...checkedLogFacts(checked),
      countsByType: report.countsByType,
      problems: report.problems,
      problemCount: report.problemCount,
    })
    return report.verified ? exitCodes.done : exitCodes.fault
  },
}
