import { fileSays } from '../../oversight/index.ts'
import type { Command } from '../command.ts'
import { asOption, atDoor } from '../oversight/at-door.ts'
import { type AuditAnswer, type AuditDetail, auditCells, auditText } from '../oversight/audit-words.ts'
import { table } from '../terminal.ts'

const words = { type: 'string', hint: 'TEXT', words: 'at least 20 characters', required: true } as const
const auditArgument = { name: 'AUDIT', words: 'id of the audit' }

export const oversightAudits: Command = {
  name: 'oversight audits',
  summary: 'list audits, or show one with the searches that it drew',
  positionals: [{ ...auditArgument, optional: true }],
  options: asOption,
  examples: ['casebound oversight audits --as auditor'],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight audits', async (door) => {
      const [id] = input.positionals
      if (id !== undefined) {
        const one = await door.call<AuditDetail>('GET', `/api/oversight/audits/${encodeURIComponent(id)}`)
        desk.terminal.print(auditText(one))
        return one
      }
      const answer = await door.call<{ audits: readonly AuditAnswer[] }>('GET', '/api/oversight/audits')
      const heading = ['audit', 'announced', 'entry', 'searches', 'same', 'different', 'untold', 'state']
      const rows = answer.audits.map((one) => [...auditCells(one)])
      desk.terminal.print(rows.length === 0 ? 'No audit was announced yet.' : table([heading, ...rows]))
      return answer
    }),
}

export const oversightAnnounce: Command = {
  name: 'oversight announce',
  summary:
    'announce a sample of searches in the log; a later checkpoint, which nobody knows yet, will draw it',
  options: {
    size: { type: 'string', hint: 'N', words: 'how many searches, 1 to 100', required: true },
    from: { type: 'string', hint: 'INDEX', words: 'log index from which on (default: 0)' },
    words: { ...words, words: 'what is audited, and why; at least 20 characters' },
    ...asOption,
  },
  examples: ['casebound oversight announce --size 20 --words "The yearly audit, due on 1 October."'],
  run: (input, desk) =>
    atDoor([input, desk], 'oversight announce', async (door) => {
      const body = {
        ...{
          size: Number(input.text('size')),
          from: Number(input.text('from') ?? 0),
          words: input.text('words'),
        },
      }
      const one = await door.call<AuditDetail>('POST', '/api/oversight/audits', body)
      desk.terminal.print(auditText(one))
      return one
    }),
}

const step = (
  of: Pick<Command, 'name' | 'summary' | 'options' | 'examples'> & { path: string },
): Command => ({
  ...{ name: of.name, summary: of.summary, examples: of.examples },
  positionals: [auditArgument],
  options: { ...of.options, ...asOption },
  run: (input, desk) =>
    atDoor([input, desk], of.name, async (door) => {
      const id = encodeURIComponent(input.positionals[0] ?? '')
      const given = { searchId: input.text('search'), says: input.text('says'), words: input.text('words') }
      const body = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
      const sent = Object.keys(body).length === 0 ? undefined : body
      const one = await door.call<AuditDetail>('POST', `/api/oversight/audits/${id}/${of.path}`, sent)
      desk.terminal.print(auditText(one))
      return one
    }),
})

export const oversightDraw = step({
  ...{ name: 'oversight draw', path: 'draw', options: {} },
  summary: 'draw an announced sample by the first checkpoint that was signed after it',
  examples: ['casebound oversight draw 9fKq… --as auditor'],
})

export const oversightCheck = step({
  ...{ name: 'oversight check', path: 'checks' },
  summary: 'record whether the case file says the same as the sealed record of a drawn search',
  options: {
    search: { type: 'string', hint: 'ID', words: 'id of the search', required: true },
    says: { type: 'string', hint: 'WORD', words: fileSays.join(', '), required: true },
    words: { ...words, words: 'what the case file says; at least 20 characters' },
  },
  examples: [
    'casebound oversight check 9fKq… --search Zx3… --says yes --words "Robbery of 2 March, file page 4."',
  ],
})

export const oversightSign = step({
  ...{ name: 'oversight sign', path: 'sign', options: { words } },
  summary: 'sign the result of an audit into the log, once every drawn search is checked',
  examples: ['casebound oversight sign 9fKq… --words "Nineteen of twenty files agree; one has no number."'],
})
