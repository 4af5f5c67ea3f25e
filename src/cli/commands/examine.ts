import { candidateConclusions } from '../../examination/index.ts'
import { type Command, type Desk, exitCodes } from '../command.ts'
import { type Door, openDoor } from '../door.ts'
import { lookAtSearch } from '../look-at-search.ts'
import { sealAnalysis, sealConclusion } from '../seal-examination.ts'
import { table } from '../terminal.ts'

export const examine: Command = {
  name: 'examine',
  summary: 'list what waits for examination, look at one search, or seal a conclusion',
  details: [
    'Without SEARCH: the queue. With SEARCH: the probe and your own recipes, and after your analysis the candidates by letter, blind.',
    'With --analysis: seals what the probe alone shows; no candidate is given out before. An unfit probe ends your examination.',
    'With --out: writes the pictures: the untouched original as probe, the copies, and the candidates. Which copies you were',
    'given is recorded.',
    'With --conclusion: seals it; that cannot be undone. Every candidate is answered: one by --candidate, all others by --others, or',
    'all alike without --candidate. Ranks and similarities are shown only then.',
  ].join('\n'),
  positionals: [{ name: 'SEARCH', words: 'id of a search from the queue', optional: true }],
  options: {
    out: { type: 'string', hint: 'DIR', words: 'write the pictures to this folder' },
    recipe: {
      type: 'string',
      hint: 'FILE',
      words: 'keep a recipe of your own, a JSON list of steps; nothing is searched with it',
    },
    propose: { type: 'boolean', words: 'propose the copy of --recipe to the requester for a further try' },
    analysis: {
      type: 'string',
      hint: 'FITNESS',
      words: 'fit, limited or unfit: seal what the probe alone shows',
    },
    visible: {
      type: 'string',
      hint: 'CODES',
      words: 'components that are visible in the probe, e.g. nose,ears,chin',
    },
    partly: {
      type: 'string',
      hint: 'CODES',
      words: 'components that are partly visible; all others are not',
    },
    limits: { type: 'string', hint: 'TEXT', words: 'what limits a comparison, or that nothing does' },
    conclusion: {
      type: 'string',
      hint: 'CODE',
      words: `on the scale that the search shows, e.g. ${candidateConclusions.slice(0, 3).join(', ')}`,
    },
    candidate: { type: 'string', hint: 'LETTER', words: 'candidate that the conclusion concerns' },
    others: {
      type: 'string',
      hint: 'CODE',
      words: 'conclusion about all other candidates, e.g. supports-different-sources',
    },
    feature: {
      type: 'string',
      hint: 'CODE=RELATION',
      words: 'e.g. nose=similar, ears=different, scars=not-comparable; several times',
      multiple: true,
    },
    reason: { type: 'string', hint: 'TEXT', words: 'which features led you to it' },
    as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' },
  },
  examples: [
    'casebound examine',
    'casebound examine 3vGx… --analysis fit --visible nose,ears,mouth --partly chin --limits "Sharp and from the front."',
    'casebound examine 3vGx… --out ./look',
    'casebound examine 3vGx… --conclusion supports-same-source --candidate C --others supports-different-sources --feature nose=similar --feature ears=similar --feature mouth=similar --reason "Nose, ears and mouth agree in shape."',
  ],
  run: async (input, desk) => {
    const door = await openDoor(desk, { dataDir: input.dataDir, command: 'examine', as: input.text('as') })
    try {
      const id = input.positionals[0]
      if (id === undefined) return await showQueue(desk, door)
      const of = { door, id, input }
      if (input.text('analysis') !== undefined) return await sealAnalysis(desk, of)
      return await (input.text('conclusion') === undefined
        ? lookAtSearch(desk, of)
        : sealConclusion(desk, of))
    } finally {
      await door.close()
    }
  },
}

async function showQueue(desk: Desk, door: Door) {
  type Task = { searchId: string; position: number; waitingSince: string; candidateCount: number } & {
    dueAt?: string
    overdue?: boolean
    reservedUntil?: string
  }
  const { tasks } = await door.call<{ tasks: readonly Task[] }>('GET', '/api/examinations')
  desk.terminal.print(
    tasks.length === 0
      ? 'Nothing waits for you.'
      : table([
          ['search', 'examination', 'candidates', 'waiting since', 'due'],
          ...tasks.map((task) => [
            task.searchId,
            task.position === 1 ? 'first' : 'second',
            String(task.candidateCount),
            task.waitingSince,
            dueOf(task),
          ]),
        ]),
  )
  desk.terminal.result({ tasks })
  return exitCodes.done
}

function dueOf(task: { dueAt?: string; overdue?: boolean; reservedUntil?: string }): string {
  if (task.dueAt !== undefined) return task.overdue ? `${task.dueAt}, overdue` : task.dueAt
  return task.reservedUntil === undefined ? '–' : `begun, yours until ${task.reservedUntil}`
}
