import type { Command } from '../command.ts'
import { asOption, atDoor } from '../oversight/at-door.ts'
import { table } from '../terminal.ts'

type Use = {
  cells: readonly { month: string; crime: string; searches: number }[]
  refusals: readonly { refusals: number }[]
  logSize: number
  openAttestations: number
  overdueAttestations: number
  openMisuseCases: number
  alarms: readonly { title: string; raised: number; open: number }[]
  officers?: readonly { name: string; searches: number; refusals: number; firstOn: string; lastOn: string }[]
}

export const oversightUse: Command = {
  name: 'oversight use',
  summary: 'how this system is used in the agency, counted from its public log; by officer for auditors',
  options: asOption,
  examples: ['casebound oversight use --as auditor'],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight use', async (door) => {
      const use = await door.call<Use>('GET', '/api/oversight/use')
      const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
      const searches = sum(use.cells.map((cell) => cell.searches))
      const refusals = sum(use.refusals.map((cell) => cell.refusals))
      desk.terminal.print(
        `${searches} searches and ${refusals} refusals in ${use.logSize} entries of the log.`,
      )
      desk.terminal.print(
        `Open attestations: ${use.openAttestations}, of these overdue: ${use.overdueAttestations}. Open cases of misuse: ${use.openMisuseCases}.`,
      )
      for (const { title, raised, open } of use.alarms)
        desk.terminal.print(`${title}: ${raised} alarms, ${open} open.`)
      const rows = (use.officers ?? []).map((one) => [
        ...[one.name, String(one.searches), String(one.refusals), one.firstOn, one.lastOn],
      ])
      if (rows.length > 0)
        desk.terminal.print(table([['officer', 'searches', 'refused', 'first', 'last'], ...rows]))
      return use
    }),
}
