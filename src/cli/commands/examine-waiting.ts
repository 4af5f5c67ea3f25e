import type { Command } from '../command.ts'
import { asOption as as, atDoor } from '../oversight/at-door.ts'
import { table } from '../terminal.ts'

type Waiting = {
  searchId: string
  caseNumber: string
  assigned?: { examiner: string; dueAt: string; overdue: boolean }
  somebodyFree: boolean
}

export const examineWaiting: Command = {
  name: 'examine waiting',
  summary: 'list second examinations that are waited for, and who is assigned (supervisors)',
  options: as,
  examples: ['casebound examine waiting --as s.bennett'],
  run: (...given) =>
    atDoor(given, 'examine waiting', async (door) => {
      const [, desk] = given
      const answer = await door.call<{ waiting: readonly Waiting[] }>('GET', '/api/second-examinations')
      desk.terminal.print(
        answer.waiting.length === 0
          ? 'No second examination is waited for.'
          : table([
              ['search', 'case', 'assigned to', 'due'],
              ...answer.waiting.map(({ searchId, caseNumber, assigned, somebodyFree }) => [
                ...[searchId, caseNumber, assigned?.examiner ?? 'nobody is free'],
                dueWords(assigned, somebodyFree),
              ]),
            ]),
      )
      return answer
    }),
}

function dueWords(assigned: Waiting['assigned'], somebodyFree: boolean): string {
  if (assigned === undefined) return '–'
  const late = assigned.overdue ? ' OVERDUE' : ''
  return `${assigned.dueAt.slice(0, 10)}${late}${somebodyFree ? '' : ', nobody else is free'}`
}

export const examineReassign: Command = {
  name: 'examine reassign',
  summary: 'take a second examination from the one who is assigned; the system asks the next (supervisors)',
  positionals: [{ name: 'SEARCH', words: 'id of the search' }],
  options: {
    reason: { type: 'string', hint: 'TEXT', words: 'why; it is sealed in the log', required: true },
    ...as,
  },
  examples: ['casebound examine reassign 3vGx… --reason "On leave until Monday." --as s.bennett'],
  run: (...given) =>
    atDoor(given, 'examine reassign', async (door) => {
      const [input, desk] = given
      const path = `/api/second-examinations/${encodeURIComponent(input.positionals[0] ?? '')}/reassignment`
      const made = await door.call<{ examiner: string; dueAt: string; logIndex: number }>('POST', path, {
        reason: input.text('reason') ?? '',
      })
      desk.terminal.print(
        `Assigned to ${made.examiner}, due on ${made.dueAt.slice(0, 10)}. Log entry ${made.logIndex}.`,
      )
      return made
    }),
}
