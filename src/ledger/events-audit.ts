import { z } from 'zod'
import type { EventSpec } from './event-spec.ts'
import { hiddenTime } from './event-spec.ts'
import { shapes } from './field-shapes.ts'

// Samples that nobody could choose, what the case files said, and cases of misuse.

const content = { says: 'SHA-256 in hex of what was recorded.' }

export const audit: EventSpec = {
  says: 'A step of an audit: a sample was announced, then drawn by a later checkpoint, held against the case files, and signed.',
  parents: ['audit'],
  shown: {
    step: z.enum(['announced', 'drawn', 'checked', 'signed']).describe('What was done.'),
    ref: shapes.logIndex.optional().describe('Of all later steps: log index of the announcement.'),
    size: shapes.count.optional().describe('Of an announcement: how many searches will be drawn.'),
    from: shapes.logIndex.optional().describe('Of an announcement: the log index from which on.'),
    at: shapes.count
      .optional()
      .describe('Of a draw: size of the checkpoint that draws, the first signed after the announcement was.'),
    seed: shapes.sha256Hex.optional().describe('Of a draw: root of the tree at that size.'),
    among: shapes.count.optional().describe('Of a draw: searches that could be drawn.'),
    picked: z
      .array(shapes.logIndex)
      .max(100)
      .optional()
      .describe('Of a draw: log indices of the drawn searches, in order.'),
    search: shapes.logIndex.optional().describe('Of a check: log index of the search.'),
    says: z
      .enum(['yes', 'no', 'could-not-tell'])
      .optional()
      .describe('Of a check: whether the case file says the same as the sealed record.'),
    same: shapes.count.optional().describe('Of the result: files that say the same.'),
    different: shapes.count.optional().describe('Of the result: files that say something else.'),
    untold: shapes.count.optional().describe('Of the result: files that could not tell.'),
  },
  hidden: { actor: { says: 'Auditor.' }, content, time: hiddenTime },
}

export const misuse: EventSpec = {
  says: 'A step of a case of misuse, from its opening to its end.',
  parents: ['misuse'],
  shown: {
    step: z.enum(['opened', 'evidence', 'held', 'lifted', 'closed']).describe('What was done.'),
    ref: shapes.logIndex.optional().describe('Of all later steps: log index of the opening.'),
    source: shapes.code.optional().describe('Of an opening: what it came from.'),
    class: shapes.code.optional().describe('Of a closing: what was found.'),
    discipline: shapes.code.optional().describe('Of a closing: what followed.'),
  },
  hidden: {
    actor: { says: 'User who did it.' },
    subject: { says: 'Of an opening: the user concerned.', optional: true },
    content,
    time: hiddenTime,
  },
}
