import type { Counts, Recount } from '../../proof/index.ts'
import {
  checkedLog,
  checkedLogFacts,
  checkedLogInput,
  printProblems,
  unpinnedKeyWords,
} from '../checked-log.ts'
import { type Command, exitCodes } from '../command.ts'
import type { Terminal } from '../terminal.ts'

export const logRecount: Command = {
  name: 'log recount',
  summary: 'count the searches of a log from its public files alone, after verifying all of them',
  details: [
    'DIR is the log folder (DATA/log), a copy of it, or a published folder. What is counted how: docs/recount.md.',
    'Exits with 0 only when everything holds; else 1 with the evidence and no count.',
  ].join('\n'),
  ...checkedLogInput,
  examples: ['casebound log recount ./data/log', 'casebound log recount ./published --json'],
  run: async (input, desk) => {
    const { terminal } = desk
    const checked = await checkedLog(input, desk)
    const { report, recount } = checked
    const facts = checkedLogFacts(checked)
    if (recount === undefined) {
      terminal.print(`NO COUNT: the log does not hold, ${report.problemCount} problems.`)
      printProblems(terminal, checked)
      terminal.result({ ...facts, problems: report.problems, problemCount: report.problemCount })
      return exitCodes.fault
    }
    printRecount(terminal, { size: report.size, recount })
    if (!report.vkeyPinned) terminal.print(`\n${unpinnedKeyWords}`)
    terminal.result({ ...facts, recount })
    return exitCodes.done
  },
}

function printRecount({ print }: Terminal, of: { size: number; recount: Recount }): void {
  const { size, recount } = of
  print(`Everything holds: ${size} entries, ${recount.firstWeek} to ${recount.lastWeek}.\n`)
  line(print, 'requests permitted', recount.requests)
  line(print, 'searches that gave a list', recount.searches)
  line(print, 'claimed as emergencies', recount.emergencies)
  line(print, 'refusals', recount.refusals)
  line(print, 'leads without an outcome', recount.leadsWithoutOutcome)
  line(print, 'lists that two examiners concluded about', recount.examinedTwice)
  line(print, 'of those, lists about which they differ', recount.disagreements)
  line(print, 'ended by one examiner, no second drawn', recount.examinedOnce)
  line(print, 'alarms of the tripwires', recount.alarms)
  line(print, 'of those, not settled yet', recount.alarmsByStand.open ?? 0)
  line(print, 'audits announced', recount.audits)
  line(print, 'cases of misuse opened', recount.misuseCases)
  block(print, 'Where each search stands', recount.stands)
  block(print, 'Why was refused (a refusal may have several reasons)', recount.refusalsByCode)
  block(print, 'Alarms by wire', recount.alarmsByWire)
  block(print, 'Alarms by what they turned out to be', recount.alarmsByStand)
  block(print, 'Audits by how far they are', recount.auditsByStand)
  block(print, 'Searches of signed audits: the case file says the same', recount.auditedSearches)
  block(print, 'Cases of misuse by finding', recount.misuseByFinding)
  block(print, 'Cases of misuse by what followed', recount.misuseByDiscipline)
  block(print, 'By month', sumOf(recount, 'month'))
  block(print, 'By unit', sumOf(recount, 'unit'))
  block(print, 'By class of crime', sumOf(recount, 'crime'))
}

const line = (print: Terminal['print'], words: string, count: number) =>
  print(`  ${count.toLocaleString('en-US').padStart(9)}  ${words}`)

function block(print: Terminal['print'], title: string, counts: Counts): void {
  const rows = Object.entries(counts)
  if (rows.length === 0) return
  print(`\n${title}`)
  for (const [name, count] of rows) line(print, name, count)
}

function sumOf(recount: Recount, by: 'month' | 'unit' | 'crime'): Counts {
  const sums = new Map<string, number>()
  for (const cell of recount.cells) sums.set(cell[by], (sums.get(cell[by]) ?? 0) + cell.searches)
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)))
}
