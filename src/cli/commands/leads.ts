import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Command, exitCodes } from '../command.ts'
import { openDoor } from '../door.ts'
import { table } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

type LeadRow = {
  id: string
  caseNumber: string
  decision: string
  issuedAt: string
  outcome?: string
  outcomeDueOn?: string
  overdue: boolean
}
type LeadAnswer = {
  id: string
  decision: string
  sentence: string
  caseNumber: string
  searchLogIndex: number
  resultLogIndex: number
  logIndex: number
  outcomeDueOn?: string
  sheetUrl?: string
  sheetSha256?: string
  beforeAnyArrest: readonly { words: string }[]
  outcomes: readonly { outcome: string; recordedAt: string; recordedBy: string; logIndex: number }[]
}

const asOption = {
  as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' },
} as const

export const leads: Command = {
  name: 'leads',
  summary: 'list the conclusions you may see',
  options: asOption,
  examples: ['casebound leads'],
  run: async (input, desk) => {
    const door = await openDoor(desk, { dataDir: input.dataDir, command: 'leads', as: input.text('as') })
    try {
      const { leads: rows } = await door.call<{ leads: readonly LeadRow[] }>('GET', '/api/leads')
      desk.terminal.print(
        rows.length === 0
          ? 'No search of yours was concluded yet.'
          : table([
              ['lead', 'case', 'conclusion', 'issued', 'outcome'],
              ...rows.map((row) => [
                row.id,
                row.caseNumber,
                row.decision,
                row.issuedAt.slice(0, 10),
                row.outcome ?? (row.overdue ? 'OVERDUE' : (row.outcomeDueOn ?? '–')),
              ]),
            ]),
      )
      desk.terminal.result({ leads: rows })
      return exitCodes.done
    } finally {
      await door.close()
    }
  },
}

export const lead: Command = {
  name: 'lead',
  summary: 'show one conclusion; write its lead sheet with --pdf',
  positionals: [{ name: 'LEAD', words: 'id of the lead' }],
  options: { pdf: { type: 'string', hint: 'FILE', words: 'write the lead sheet to this file' }, ...asOption },
  examples: ['casebound lead 9fKq… --pdf lead.pdf'],
  run: async (input, desk) => {
    const door = await openDoor(desk, { dataDir: input.dataDir, command: 'lead', as: input.text('as') })
    try {
      const found = await door.call<LeadAnswer>(
        'GET',
        `/api/leads/${encodeURIComponent(input.positionals[0] ?? '')}`,
      )
      const { print } = desk.terminal
      print(
        `${found.sentence}\n\n  case ${found.caseNumber}   log entries ${found.searchLogIndex} (search), ${found.resultLogIndex} (result), ${found.logIndex} (lead)`,
      )
      if (found.decision === 'lead') {
        print('\nBefore any arrest or line-up:')
        for (const step of found.beforeAnyArrest) print(`  [ ] ${step.words}`)
      }
      for (const outcome of found.outcomes)
        print(
          `\nOutcome: ${outcome.outcome}, ${outcome.recordedAt.slice(0, 10)} by ${outcome.recordedBy}, log entry ${outcome.logIndex}`,
        )
      if (found.outcomes.length === 0 && found.outcomeDueOn) print(`\nOutcome due on ${found.outcomeDueOn}.`)
      const file = input.text('pdf')
      if (file !== undefined && found.sheetUrl) {
        await writeFile(resolve(file), (await door.bytes(found.sheetUrl)) ?? new Uint8Array())
        print(`\nLead sheet written to ${resolve(file)} (SHA-256 ${found.sheetSha256 ?? ''}).`)
      } else if (file !== undefined) print('\nThere is no lead, so there is no sheet.')
      desk.terminal.result(found)
      return exitCodes.done
    } finally {
      await door.close()
    }
  },
}

export const outcome: Command = {
  name: 'outcome',
  summary: 'record what became of a lead, and on what other evidence',
  details:
    'An arrest, charge or conviction needs at least one piece of evidence that does not repeat the face.',
  positionals: [{ name: 'LEAD', words: 'id of the lead' }],
  options: {
    outcome: {
      type: 'string',
      hint: 'CODE',
      words:
        'no-action, excluded, interviewed, arrest, charge, dismissed, acquitted, conviction, misidentified',
      required: true,
    },
    evidence: {
      type: 'string',
      hint: 'KIND,DATE,BY',
      words: 'e.g. records,2026-11-20,"D. Marsh"; several times',
      multiple: true,
    },
    note: { type: 'string', hint: 'TEXT', words: 'anything else' },
    ...asOption,
  },
  examples: ['casebound outcome 9fKq… --outcome arrest --evidence "phone-or-location,2026-11-20,D. Marsh"'],
  run: async (input, desk) => {
    const evidence = input.texts('evidence').map((text) => {
      const [kind, obtainedOn, ...by] = text.split(',')
      if (!kind || !obtainedOn || by.length === 0)
        throw new WrongUse(`--evidence takes KIND,DATE,BY, not "${text}".`)
      return { kind, obtainedOn, by: by.join(',').trim() }
    })
    const door = await openDoor(desk, { dataDir: input.dataDir, command: 'outcome', as: input.text('as') })
    try {
      const path = `/api/leads/${encodeURIComponent(input.positionals[0] ?? '')}/outcomes`
      const body = { outcome: input.text('outcome'), evidence, note: input.text('note') ?? '' }
      const recorded = await door.call<{ logIndex: number }>('POST', path, body)
      desk.terminal.print(`Recorded: ${body.outcome}. Log entry ${recorded.logIndex}.`)
      desk.terminal.result(recorded)
      return exitCodes.done
    } finally {
      await door.close()
    }
  },
}
