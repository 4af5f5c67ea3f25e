import { alarmClasses } from '../../oversight/index.ts'
import type { Command } from '../command.ts'
import { asOption, atDoor } from '../oversight/at-door.ts'
import { table } from '../terminal.ts'

type AlarmRow = {
  id: string
  title: string
  words: string
  person: string
  raisedAt: string
  logIndex: number
  settled?: { title: string; by: string }
  misuseCaseId?: string
}
type Rate = { title: string; raised: number; settled: number; falseAlarms: number }

export const oversightAlarms: Command = {
  name: 'oversight alarms',
  summary: 'list what tripwires over the use of this system raised, and how many turned out to be nothing',
  options: asOption,
  examples: ['casebound oversight alarms --as auditor'],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight alarms', async (door) => {
      const answer = await door.call<{ alarms: readonly AlarmRow[]; rates: readonly Rate[] }>(
        'GET',
        '/api/oversight/alarms',
      )
      const heading = ['alarm', 'raised', 'wire', 'person', 'entry', 'settled']
      const rows = answer.alarms.map((one) => [
        ...[one.id, one.raisedAt.slice(0, 16), one.title, one.person, String(one.logIndex)],
        one.settled === undefined
          ? 'open'
          : `${one.settled.title}, ${one.settled.by}${one.misuseCaseId === undefined ? '' : `, case ${one.misuseCaseId}`}`,
      ])
      desk.terminal.print(rows.length === 0 ? 'No wire was tripped.' : table([heading, ...rows]))
      for (const { title, raised, settled, falseAlarms } of answer.rates)
        desk.terminal.print(
          `${title}: ${raised} raised, ${settled} settled, ${falseAlarms} of these were nothing.`,
        )
      return answer
    }),
}

export const oversightSettle: Command = {
  name: 'oversight settle',
  summary: 'settle an alarm with what it turned out to be; nothing is deleted, and the class is public',
  details: 'Found to be misuse, it opens a case of misuse at once: the account is held from then on.',
  positionals: [{ name: 'ALARM', words: 'id of the alarm' }],
  options: {
    class: { type: 'string', hint: 'WORD', words: Object.keys(alarmClasses).join(', '), required: true },
    words: { type: 'string', hint: 'TEXT', required: true, words: 'what was found; at least 20 characters' },
    ...asOption,
  },
  examples: ['casebound oversight settle 9fKq… --class in-order --words "Night shift, as the roster shows."'],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight settle', async (door) => {
      const id = encodeURIComponent(input.positionals[0] ?? '')
      const body = { class: input.text('class'), words: input.text('words') }
      const answer = await door.call<{ logIndex: number; misuseCaseId?: string }>(
        'POST',
        `/api/oversight/alarms/${id}/settle`,
        body,
      )
      desk.terminal.print(`Settled: entry ${answer.logIndex} of the log.`)
      if (answer.misuseCaseId !== undefined)
        desk.terminal.print(`Case of misuse ${answer.misuseCaseId} is open, and the account is held.`)
      return answer
    }),
}
