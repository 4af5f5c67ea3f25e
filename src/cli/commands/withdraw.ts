import type { Command } from '../command.ts'
import { asOption as as, atDoor } from '../oversight/at-door.ts'

export const withdraw: Command = {
  name: 'withdraw',
  summary: 'withdraw a search of yours that is not concluded yet; nobody examines it any more',
  details: 'A supervisor may withdraw any search of the agency. It stays in the log and is counted.',
  positionals: [{ name: 'SEARCH', words: 'id of the search' }],
  options: {
    reason: { type: 'string', hint: 'TEXT', words: 'why; it is sealed in the log', required: true },
    ...as,
  },
  examples: ['casebound withdraw 3vGx… --reason "The person gave himself up."'],
  run: (...given) =>
    atDoor(given, 'withdraw', async (door) => {
      const [input, desk] = given
      const path = `/api/searches/${encodeURIComponent(input.positionals[0] ?? '')}/withdrawal`
      const body = { reason: input.text('reason') ?? '' }
      const withdrawn = await door.call<{ logIndex: number }>('POST', path, body)
      desk.terminal.print(`Withdrawn. Log entry ${withdrawn.logIndex}.`)
      return withdrawn
    }),
}
