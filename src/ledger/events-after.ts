import { z } from 'zod'
import type { EventSpec } from './event-spec.ts'
import { hiddenTime } from './event-spec.ts'
import { shapes } from './field-shapes.ts'

// What people made of a candidate list: examinations, the decision, and what became of it.

export const proposal: EventSpec = {
  says: 'An examiner proposed that another working copy of the same picture be searched.',
  parents: ['search'],
  shown: { ref: shapes.logIndex.describe('Log index of the search that is examined.') },
  hidden: {
    examiner: { says: 'User who proposed it.' },
    copy: { says: 'SHA-256 in hex of the pixels of the copy.' },
    steps: {
      says: 'Steps that make the copy of the original, in order; each has a disclosure of its own.',
      list: true,
    },
    time: hiddenTime,
  },
}

export const analysis: EventSpec = {
  says: 'An examiner sealed what the probe alone shows, before any candidate was shown to him.',
  parents: ['result'],
  shown: {
    ref: shapes.logIndex.describe('Log index of the result.'),
  },
  hidden: {
    examiner: { says: 'User who analysed.' },
    fit: { says: 'Whether the probe is fit for comparison: fit, limited or unfit.' },
    notes: { says: 'SHA-256 in hex of what is visible and what limits a comparison.' },
    time: hiddenTime,
  },
}

export const review: EventSpec = {
  says: 'An examiner sealed a conclusion about a candidate list; it is opened when the search is concluded.',
  parents: ['result'],
  shown: {
    ref: shapes.logIndex.describe('Log index of the result.'),
    exam: z.union([z.literal(1), z.literal(2)]).describe('First or second examination.'),
    blind: z.literal(true).describe('The examiner saw neither similarity nor any other conclusion.'),
  },
  hidden: {
    examiner: { says: 'User who examined.' },
    dec: { says: 'Conclusion of the examiner.' },
    chosen: { says: 'Booking id of the chosen candidate, or "none".' },
    notes: { says: 'SHA-256 in hex of the written reasons.' },
    copies: {
      says: 'Copies that the examiner was shown in the place of the probe; each has a disclosure of its own, {copy, own, steps}.',
      list: true,
      optional: true,
    },
    display: {
      says: 'Means of display that the examiner used while comparing, each a word, or "none".',
      optional: true,
    },
    time: hiddenTime,
  },
}

export const lead: EventSpec = {
  says: 'The examinations of a search were concluded.',
  parents: ['search'],
  shown: {
    ref: shapes.logIndex.describe('Log index of the search.'),
    dec: z.enum(['lead', 'no-lead', 'inconclusive']).describe('What the examinations led to.'),
    said: z
      .array(shapes.code)
      .min(1)
      .max(2)
      .describe('Conclusion of each examination, first to second; sealed until now.'),
    resolved: z
      .literal(true)
      .optional()
      .describe('The two contradicted each other, and what they came to was recorded before; see resolve.'),
  },
  hidden: {
    sheet: { says: 'SHA-256 in hex of the lead sheet (PDF).', optional: true },
    case: { says: 'Case number.' },
    time: hiddenTime,
  },
}

export const outcome: EventSpec = {
  says: 'What became of a search; the last outcome of a search counts.',
  parents: ['search'],
  shown: {
    ref: shapes.logIndex.describe('Log index of the search.'),
    out: z
      .enum(['none', 'arrest', 'charge', 'conviction', 'cleared', 'misidentified'])
      .describe('Class of the outcome.'),
  },
  hidden: {
    case: { says: 'Case number.' },
    subject: { says: 'Person that the outcome concerns.', optional: true },
    evidence: { says: 'SHA-256 in hex of the list of other evidence.', optional: true },
    time: hiddenTime,
  },
}

export const packet: EventSpec = {
  says: 'The disclosure packet of a search was given out; it is written before anyone has it.',
  parents: ['search'],
  shown: { ref: shapes.logIndex.describe('Log index of the search.') },
  hidden: {
    actor: { says: 'User who took it.' },
    to: { says: 'Whom it is for, in his words.' },
    file: { says: 'SHA-256 in hex of the file.' },
    time: hiddenTime,
  },
}

export const guard: EventSpec = {
  says: 'A step between a lead and an act on it was recorded: evidence that does not come from the search, what speaks against it, a line-up.',
  parents: ['search'],
  shown: {
    ref: shapes.logIndex.describe('Log index of the search.'),
    step: z.enum(['evidence', 'check', 'line-up']).describe('What was recorded.'),
    before: z
      .boolean()
      .optional()
      .describe('Of evidence: whether it was obtained before the day of the lead.'),
    against: z.boolean().optional().describe('Of a check: whether something known speaks against the lead.'),
  },
  hidden: {
    actor: { says: 'User who recorded it.' },
    case: { says: 'Case number.' },
    content: { says: 'SHA-256 in hex of what was recorded.' },
    time: hiddenTime,
  },
}

export const inquiry: EventSpec = {
  says: 'An inquiry into a misidentification was opened, or closed with findings; the last step counts.',
  parents: ['search'],
  shown: {
    ref: shapes.logIndex.describe('Log index of the search.'),
    step: z.enum(['opened', 'closed']).describe('What was done.'),
  },
  hidden: {
    actor: { says: 'User who recorded it.' },
    case: { says: 'Case number.' },
    content: { says: 'SHA-256 in hex of the findings.' },
    time: hiddenTime,
  },
}
