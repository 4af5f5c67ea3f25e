import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Command, type Desk, exitCodes, type Input } from '../command.ts'
import { type Door, openDoor } from '../door.ts'
import { table } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

type View = {
  searchId: string
  position: number
  probe: { imageUrl: string }
  candidates: readonly { letter: string; bookedOn: string; ageWords: string; imageUrl: string }[]
  features: readonly { code: string; title: string; look: string }[]
  conclusions: readonly { code: string; title: string; needsCandidate: boolean }[]
}
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
    'Without SEARCH: the queue. With SEARCH and --out: writes probe and candidates, by letter and blind, as pictures.',
    'With --conclusion: seals it; that cannot be undone. Ranks and similarities are shown only then.',
  ].join('\n'),
  positionals: [{ name: 'SEARCH', words: 'id of a search from the queue', optional: true }],
  options: {
    out: { type: 'string', hint: 'DIR', words: 'write the pictures to this folder' },
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
        ? await look(desk, { door, id, out: input.text('out') })
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

async function look(desk: Desk, of: { door: Door; id: string; out: string | undefined }) {
  const { door } = of
  const view = await door.call<View>('GET', `/api/examinations/${encodeURIComponent(of.id)}`)
  const { print } = desk.terminal
  print(`You are the ${view.position === 1 ? 'first' : 'second'} examiner. Candidates in no order of rank:`)
  print(
    table([
      ['letter', 'booked on', 'photograph'],
      ...view.candidates.map((one) => [one.letter, one.bookedOn, one.ageWords]),
    ]),
  )
  if (of.out !== undefined) {
    const folder = resolve(of.out)
    await mkdir(folder, { recursive: true })
    const pictures = [
      { name: 'probe', url: view.probe.imageUrl },
      ...view.candidates.map((one) => ({ name: one.letter, url: one.imageUrl })),
    ]
    for (const { name, url } of pictures)
      await writeFile(join(folder, `${name}.jpg`), (await door.bytes(url)) ?? new Uint8Array())
    print(`\nPictures written to ${folder}.`)
  }
  print(`\nConclusions: ${view.conclusions.map(({ code }) => code).join(', ')}`)
  print(`Features: ${view.features.map(({ code }) => code).join(', ')}`)
  desk.terminal.result(view)
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
