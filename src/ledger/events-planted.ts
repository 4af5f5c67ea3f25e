import { z } from 'zod'
import type { EventSpec } from './event-spec.ts'
import { hiddenTime } from './event-spec.ts'
import { shapes } from './field-shapes.ts'

// Faces of nobody in the lists of examiners, so that their errors can be measured. What was said of them is part of no conclusion.

export const planting: EventSpec = {
  says: 'The agency set how many faces of nobody are planted in each list, planted some in one, or an examiner answered them; or it published what all answers add up to. No candidate, conclusion or lead is ever one of them.',
  parents: ['result'],
  shown: {
    step: z.enum(['set', 'planted', 'answered', 'totals']).describe('What was done.'),
    ref: shapes.logIndex
      .optional()
      .describe('Of a planting or an answer: log index of the result in whose list they stand.'),
    faces: shapes.count.optional().describe('Of a setting: faces planted in each list from now on.'),
    examiners: shapes.count.optional().describe('Of totals: examiners who answered.'),
    answers: shapes.count
      .optional()
      .describe('Of totals: answers about planted faces since the beginning; none shows the person sought.'),
    supported: shapes.count.optional().describe('Of totals: answers that supported one all the same.'),
    undecided: shapes.count.optional().describe('Of totals: answers that were inconclusive.'),
  },
  hidden: {
    actor: { says: 'User who set or published it, or the examiner in whose list they stand.' },
    faces: {
      says: 'Each planted face: its id in the list, picture of the practice set, among which pictures the lot drew it, the day it was given, and SHA-256 of the picture.',
      list: true,
      optional: true,
    },
    content: {
      says: 'SHA-256 in hex of what was recorded: the setting with its reason, or the answers.',
      optional: true,
    },
    time: hiddenTime,
  },
}
