import type { Command } from '../command.ts'
import { asOption as as, atDoor } from '../oversight/at-door.ts'
import { table } from '../terminal.ts'

type Notice = { key: string; words: string; to: string; dueOn?: string; overdue: boolean; seen: boolean }

export const notices: Command = {
  name: 'notices',
  summary: 'list what waits for you: examinations, signatures, decisions, outcomes, answers',
  options: { seen: { type: 'boolean', words: 'mark them all as looked at' }, ...as },
  examples: ['casebound notices --as a.kowalski'],
  run: (...given) =>
    atDoor(given, 'notices', async (door) => {
      const [input, desk] = given
      const answer = await door.call<{ notices: readonly Notice[]; unseen: number }>('GET', '/api/notices')
      desk.terminal.print(
        answer.notices.length === 0
          ? 'Nothing waits for you.'
          : table([
              ['', 'due', 'what waits', 'where'],
              ...answer.notices.map(({ words, to, dueOn, overdue, seen }) => [
                ...[seen ? '' : 'new', overdue ? `${dueOn ?? ''} OVERDUE` : (dueOn ?? '–'), words, to],
              ]),
            ]),
      )
      if (input.flag('seen'))
        await door.call('POST', '/api/notices/seen', { keys: answer.notices.map(({ key }) => key) })
      return answer
    }),
}
