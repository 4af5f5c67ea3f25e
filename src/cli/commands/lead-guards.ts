import { type Command, exitCodes, type Input } from '../command.ts'
import { openDoor } from '../door.ts'
import { WrongUse } from '../wrong-use.ts'

type Guard = {
  evidence: readonly { kind: string; obtainedOn: string; beforeLead: boolean }[]
  check?: { against: boolean }
  ready: boolean
}

const asOption = {
  as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' },
} as const
const lead = [{ name: 'LEAD', words: 'id of the lead' }] as const

/** A command that records one step on a lead and then says what stands. */
const step = (
  of: Pick<Command, 'name' | 'summary' | 'details' | 'options' | 'examples'> & {
    path: string
    body: (input: Input) => unknown
  },
): Command => {
  const { path, body, ...command } = of
  return {
    ...command,
    positionals: lead,
    options: { ...of.options, ...asOption },
    run: async (input, desk) => {
      const sent = body(input)
      const door = await openDoor(desk, { dataDir: input.dataDir, command: of.name, as: input.text('as') })
      try {
        const id = encodeURIComponent(input.positionals[0] ?? '')
        const guard = await door.call<Guard>('POST', `/api/leads/${id}/${path}`, sent)
        desk.terminal.print(standing(guard))
        desk.terminal.result(guard)
        return exitCodes.done
      } finally {
        await door.close()
      }
    },
  }
}

const standing = ({ evidence, check, ready }: Guard): string =>
  [
    'Recorded.',
    `Independent evidence on record: ${evidence.length}, of it before the lead ${evidence.filter(({ beforeLead }) => beforeLead).length}.`,
    check
      ? `What speaks against it: ${check.against ? 'something; stop' : 'nothing known'}.`
      : 'What speaks against it: not looked up yet.',
    ready ? 'An arrest or a line-up may be recorded.' : 'No arrest and no line-up may be recorded yet.',
  ].join('\n')

export const leadEvidence = step({
  name: 'lead evidence',
  summary: 'record evidence that does not come from the search, before anything rests on it',
  options: {
    kind: {
      type: 'string',
      hint: 'KIND',
      words: 'physical, phone-or-location, records, eyewitness-before-lead, admission, property',
      required: true,
    },
    on: { type: 'string', hint: 'DATE', words: 'day on which it was obtained', required: true },
    by: { type: 'string', hint: 'WHO', words: 'who obtained it', required: true },
    words: { type: 'string', hint: 'TEXT', words: 'what it is' },
  },
  examples: ['casebound lead evidence 9fKq… --kind records --on 2026-11-20 --by "D. Marsh"'],
  path: 'evidence',
  body: (input) => ({
    ...{ kind: input.text('kind'), obtainedOn: input.text('on'), by: input.text('by') },
    ...(input.text('words') === undefined ? {} : { words: input.text('words') }),
  }),
})

const points = ['custody', 'height', 'marks', 'elsewhere'] as const

export const leadCheck = step({
  name: 'lead check',
  summary: 'record whether anything known speaks against a lead: custody, height, marks, elsewhere',
  details:
    'Say for each where it was looked up. --against POINT says that it speaks against the lead; that stops an arrest.',
  options: {
    ...Object.fromEntries(
      points.map((point) => [
        point,
        { type: 'string', hint: 'TEXT', words: 'where it was looked up, and what was found', required: true },
      ]),
    ),
    against: {
      type: 'string',
      hint: 'POINT',
      words: 'a point that speaks against the lead; several times',
      multiple: true,
    },
  },
  examples: [
    'casebound lead check 9fKq… --custody "jail log" --height "licence" --marks "booking record" --elsewhere "employer"',
  ],
  path: 'checks',
  body: (input) => {
    const against = input.texts('against')
    const unknown = against.find((word) => !points.some((point) => point === word))
    if (unknown !== undefined) throw new WrongUse(`--against takes ${points.join(', ')}, not "${unknown}".`)
    return Object.fromEntries(
      points.map((point) => [point, { against: against.includes(point), words: input.text(point) ?? '' }]),
    )
  },
})

export const leadLineUp = step({
  name: 'lead line-up',
  summary: 'record a photo line-up before it is held; never with the photograph that surfaced',
  options: {
    on: { type: 'string', hint: 'DATE', words: 'day on which it is held', required: true },
    fillers: { type: 'string', hint: 'N', words: 'pictures of other people; at least 5', required: true },
    blind: { type: 'boolean', words: 'whoever shows it does not know who is meant' },
    surfaced: { type: 'boolean', words: 'it uses the photograph that surfaced (always refused)' },
    note: { type: 'string', hint: 'TEXT', words: 'anything else' },
  },
  examples: ['casebound lead line-up 9fKq… --on 2026-11-24 --fillers 5 --blind'],
  path: 'line-ups',
  body: (input) => ({
    ...{ heldOn: input.text('on'), blind: input.flag('blind'), fillers: Number(input.text('fillers')) },
    picture: input.flag('surfaced') ? 'surfaced-photograph' : 'another-photograph',
    note: input.text('note') ?? '',
  }),
})

export const leadInquiry = step({
  name: 'lead inquiry',
  summary: 'close the inquiry into a misidentification with its findings',
  details:
    'Recording the outcome misidentified opens it. A supervisor closes it who did not ask for the search.',
  options: {
    findings: {
      type: 'string',
      hint: 'TEXT',
      words: 'what went wrong, whom it harmed, what changes',
      required: true,
    },
  },
  examples: [
    'casebound lead inquiry 9fKq… --findings "Nobody asked the jail; the check now comes first." --as s.bennett',
  ],
  path: 'inquiry',
  body: (input) => ({ findings: input.text('findings') }),
})
