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

export const review: EventSpec = {
  says: 'An examiner sealed a conclusion about a candidate list.',
  parents: ['result'],
  shown: {
    ref: shapes.logIndex.describe('Log index of the result.'),
    exam: z.union([z.literal(1), z.literal(2)]).describe('First or second examination.'),
    dec: shapes.code.describe('Conclusion of the examiner.'),
    blind: z.literal(true).describe('The examiner saw neither similarity nor any other conclusion.'),
  },
  hidden: {
    examiner: { says: 'User who examined.' },
    chosen: { says: 'Booking id of the chosen candidate, or "none".' },
    notes: { says: 'SHA-256 in hex of the written reasons.' },
    copies: {
      says: 'Copies that the examiner was shown in the place of the probe; each has a disclosure of its own, {copy, own, steps}.',
      list: true,
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
