import type { Command } from '../command.ts'
import { asOption, atDoor } from '../oversight/at-door.ts'

export const oversightRule: Command = {
  name: 'oversight rule',
  summary: 'put a rule of the agency against outside face search on record, with the day from which it binds',
  details:
    'Record older directives before the first review is kept; afterwards a rule binds from the day it is recorded on, at the earliest. Use is\njudged by the rule of its day and never by a later one. Supervisors, programme managers and administrators record it.',
  options: {
    id: { type: 'string', hint: 'ID', words: 'e.g. DIR-2020-11-13', required: true },
    name: { type: 'string', hint: 'TEXT', words: 'what it is called', required: true },
    source: { type: 'string', hint: 'TEXT', words: 'document that it stands in', required: true },
    from: { type: 'string', hint: 'DATE', words: 'first day on which it binds', required: true },
    until: { type: 'string', hint: 'DATE', words: 'last day, if it has ended' },
    ...asOption,
  },
  examples: [
    'casebound oversight rule --id DIR-2020-11-13 --name "the directive of 13 November 2020" --source "Notice 4.2" --from 2020-11-13',
  ],
  run: (...given) =>
    atDoor(given, 'oversight rule', async (door) => {
      const [input, desk] = given
      const text = (name: string) => input.text(name) ?? ''
      const until = input.text('until')
      const logged = await door.call<{ logIndex: number }>('POST', '/api/oversight/rules', {
        ...{ id: text('id'), name: text('name'), source: text('source'), from: text('from') },
        ...(until === undefined ? {} : { until }),
      })
      desk.terminal.print(`On record, entry ${logged.logIndex} of the log.`)
      return logged
    }),
}
