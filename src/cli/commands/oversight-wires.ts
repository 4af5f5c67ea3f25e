import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { settableWires } from '../../lead/index.ts'
import type { Command, Input } from '../command.ts'
import { asOption, atDoor } from '../oversight/at-door.ts'
import { table } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

export const oversightWires: Command = {
  name: 'oversight wires',
  summary: 'show which tripwires are strung, or string them anew, in public',
  details: 'The wires of planted persons are always strung. Without --on nothing is changed.',
  options: {
    on: {
      type: 'string',
      hint: 'WIRES',
      words: `wires with commas between: ${settableWires.join(', ')}; or none`,
    },
    duty: { type: 'string', hint: 'FROM-UNTIL', words: 'hours of duty, e.g. 6-22' },
    zone: {
      type: 'string',
      hint: 'ZONE',
      words: 'time zone of these hours, e.g. America/Los_Angeles (default: UTC)',
    },
    many: { type: 'string', hint: 'N', words: 'lists opened in an hour that count as many (default: 30)' },
    like: {
      type: 'string',
      hint: 'SIMILARITY',
      words:
        'similarity from which on a probe resembles a registered portrait, 0.1 to 0.999; measured in docs/measured.md',
    },
    words: { type: 'string', hint: 'TEXT', words: 'why; at least 20 characters' },
    ...asOption,
  },
  examples: [
    'casebound oversight wires --as auditor',
    'casebound oversight wires --on outside-hours,case-reused --duty 6-22 --zone America/Los_Angeles --words "The unit works two shifts."',
  ],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight wires', async (door) => {
      if (input.text('on') !== undefined) {
        const { logIndex } = await door.call<{ logIndex: number }>(
          'POST',
          '/api/oversight/wires',
          settingOf(input),
        )
        desk.terminal.print(`Strung: entry ${logIndex} of the log.`)
      }
      const answer = await door.call<{ wires: readonly { rule: string; title: string; strung: boolean }[] }>(
        'GET',
        '/api/oversight/wires',
      )
      const rows = answer.wires.map(({ rule, title, strung }) => [strung ? 'strung' : 'slack', rule, title])
      desk.terminal.print(table([['', 'wire', 'what it watches'], ...rows]))
      return answer
    }),
}

function settingOf(input: Input) {
  const on = input.text('on') ?? ''
  const hours = input.text('duty')
  const [from, until] = (hours ?? '').split('-').map(Number)
  if (hours !== undefined && !/^\d{1,2}-\d{1,2}$/.test(hours))
    throw new WrongUse(`--duty is like 6-22, not "${hours}".`)
  return {
    wires: on === 'none' ? [] : on.split(',').map((wire) => wire.trim()),
    ...(hours === undefined ? {} : { duty: { from, until, zone: input.text('zone') ?? 'UTC' } }),
    ...(input.text('like') === undefined ? {} : { resemblance: Number(input.text('like')) }),
    ...{ manyInAnHour: Number(input.text('many') ?? 30), words: input.text('words') ?? '' },
  }
}

export const oversightPlant: Command = {
  name: 'oversight plant',
  summary:
    'plant a synthetic person in the gallery, whose appearance raises an alarm and never becomes a lead',
  details:
    'The picture must show nobody who exists. Plant it amid an ordinary intake, so that it does not stand out.',
  positionals: [{ name: 'PICTURE', words: 'booking picture of a person who does not exist' }],
  options: {
    person: { type: 'string', hint: 'ID', words: 'person id that no booking has', required: true },
    booking: { type: 'string', hint: 'NUMBER', words: 'booking number that no booking has', required: true },
    on: { type: 'string', hint: 'DATE', words: 'day of the booking', required: true },
    born: { type: 'string', hint: 'DATE', words: 'date of birth', required: true },
    sex: { type: 'string', hint: 'CODE', words: 'as in a booking', required: true },
    synthetic: { type: 'boolean', words: 'declares that the picture shows nobody who exists' },
    words: {
      type: 'string',
      hint: 'TEXT',
      required: true,
      words: 'where the picture is from; at least 20 characters',
    },
    ...asOption,
  },
  examples: [
    'casebound oversight plant face.jpg --person P-88213 --booking 26-7711 --on 2026-11-20 --born 1990-02-03 --sex M --synthetic --words "Rendered by tools/synth, seed 9001."',
  ],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight plant', async (door) => {
      const path = input.positionals[0] ?? ''
      const form = new FormData()
      const fields = {
        ...{
          person_id: input.text('person'),
          booking_number: input.text('booking'),
          booked_on: input.text('on'),
        },
        ...{ birth_date: input.text('born'), sex: input.text('sex'), words: input.text('words') },
        synthetic: input.flag('synthetic') ? 'yes' : 'no',
      }
      for (const [name, value] of Object.entries(fields)) form.set(name, value ?? '')
      form.set('photo', new Blob([await readFile(path)]), basename(path))
      const answer = await door.call<{ personId: string; logIndex: number }>(
        'POST',
        '/api/oversight/canaries',
        form,
      )
      desk.terminal.print(`${answer.personId} is planted and marked: entry ${answer.logIndex} of the log.`)
      return answer
    }),
}
