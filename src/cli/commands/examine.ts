import { type Command, type Desk, exitCodes, type Input } from '../command.ts'
import { type Door, openDoor } from '../door.ts'
import { lookAtSearch } from '../look-at-search.ts'
import { table } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

type SealedAnswer = {
  position: number
  logIndex: number
  conclusion: string
  revealed: readonly { letter: string; rank: number; similarity: number }[]
  concluded: boolean
  leadId?: string
}

export const examine: Command = {
  name: 'examine',
  summary: 'list what waits for examination, look at one search, or seal a conclusion',
  details: [
    'Without SEARCH: the queue. With SEARCH: what was searched, your own recipes, and the candidates by letter, blind.',
    'With --out: writes the pictures: the untouched original as probe, the copies, and the candidates. Which copies you were',
    'given is recorded.',
    'With --conclusion: seals it; that cannot be undone. Ranks and similarities are shown only then.',
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
    conclusion: {
      type: 'string',
      hint: 'CODE',
      words: 'supports-same-source, inconclusive, supports-different-sources, none-of-these, not-suitable',
    },
    candidate: { type: 'string', hint: 'LETTER', words: 'candidate that the conclusion concerns' },
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
    'casebound examine 3vGx… --out ./look',
    'casebound examine 3vGx… --conclusion supports-same-source --candidate C --feature nose=similar --feature ears=similar --feature mouth=similar --reason "Nose, ears and mouth agree in shape."',
  ],
  run: async (input, desk) => {
    const door = await openDoor(desk, { dataDir: input.dataDir, command: 'examine', as: input.text('as') })
    try {
      const id = input.positionals[0]
      if (id === undefined) return await showQueue(desk, door)
      return input.text('conclusion') === undefined
        ? await lookAtSearch(desk, { door, id, input })
        : await seal(desk, { door, id, input })
    } finally {
      await door.close()
    }
  },
}

async function showQueue(desk: Desk, door: Door) {
  type Task = { searchId: string; position: number; waitingSince: string; candidateCount: number }
  const { tasks } = await door.call<{ tasks: readonly Task[] }>('GET', '/api/examinations')
  desk.terminal.print(
    tasks.length === 0
      ? 'Nothing waits for you.'
      : table([
          ['search', 'examination', 'candidates', 'waiting since'],
          ...tasks.map((task) => [
            task.searchId,
            task.position === 1 ? 'first' : 'second',
            String(task.candidateCount),
            task.waitingSince,
          ]),
        ]),
  )
  desk.terminal.result({ tasks })
  return exitCodes.done
}

async function seal(desk: Desk, of: { door: Door; id: string; input: Input }) {
  const { input } = of
  const features = Object.fromEntries(
    input.texts('feature').map((text) => {
      const [code, relation, ...more] = text.split('=')
      if (!code || !relation || more.length > 0)
        throw new WrongUse(`--feature takes CODE=RELATION, not "${text}".`)
      return [code, { relation }]
    }),
  )
  const sealed = await of.door.call<SealedAnswer>('POST', `/api/examinations/${encodeURIComponent(of.id)}`, {
    conclusion: input.text('conclusion'),
    ...(input.text('candidate') === undefined ? {} : { letter: input.text('candidate') }),
    features,
    reason: input.text('reason') ?? '',
  })
  const { print } = desk.terminal
  print(`Sealed as examination ${sealed.position}: ${sealed.conclusion}. Log entry ${sealed.logIndex}.`)
  print(
    table([
      ['letter', 'rank', 'similarity'],
      ...sealed.revealed.map((row) => [row.letter, String(row.rank), row.similarity.toFixed(4)]),
    ]),
  )
  if (sealed.concluded)
    print(`Both examinations are sealed; the search is concluded: casebound lead ${sealed.leadId ?? ''}`)
  desk.terminal.result(sealed)
  return exitCodes.done
}
