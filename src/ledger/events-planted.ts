import { z } from 'zod'
import type { EventSpec } from './event-spec.ts'
import { hiddenTime } from './event-spec.ts'
import { shapes } from './field-shapes.ts'

// Faces and cases of nobody before examiners, so that their errors can be measured. What was said of them is part of no conclusion.

const steps = [
  ...(['set', 'planted', 'answered', 'totals'] as const),
  ...(['case', 'case-begun', 'case-proposed', 'case-answered', 'case-withdrawn'] as const),
] as const

const count = (words: string) => shapes.count.optional().describe(words)

export const planting: EventSpec = {
  says: 'The agency set how many faces of nobody are planted in each list and how often a whole case of nobody, planted some in a list, or a case as a task of its own; an examiner answered them; or it published what all answers add up to. No search, candidate, conclusion or lead is ever one of them.',
  parents: ['result', 'planting'],
  shown: {
    step: z
      .enum(steps)
      .describe(
        'What was done. A case was planted, begun with the analysis of its still, answered, or taken out of the queue; a copy of its still may have been proposed.',
      ),
    ref: shapes.logIndex
      .optional()
      .describe(
        'Of faces in a list or the answer about them: log index of the result in whose list they stand. Of anything about a case: of the entry that planted it.',
      ),
    faces: count('Of a setting: faces planted in each list from now on.'),
    cases: count(
      'Of a setting: one case is planted for so many searches with a list from now on; 0 plants none. Of totals: cases of which the list was compared.',
    ),
    examiners: count('Of totals: examiners who answered.'),
    answers: count(
      'Of totals: answers about planted faces since the beginning; none shows the person sought.',
    ),
    supported: count('Of totals: answers that supported one all the same.'),
    undecided: count('Of totals: answers that were inconclusive.'),
    mates: count('Of totals: cases in whose list the person of the still stood.'),
    missed: count('Of totals: cases in which that person was ruled out, in full or in part.'),
    wrong: count('Of totals: cases in which somebody else was supported, in full or in part.'),
  },
  hidden: {
    actor: {
      says: 'User who set or published it, or the examiner in whose list they stand; nobody planted a case or took it out of the queue.',
      optional: true,
    },
    faces: {
      says: 'Each planted face: its id in the list, picture of the practice set, the day it was given, and SHA-256 of the picture; in a list of candidates also among which pictures the lot drew it, in a case whether it is the person of the still.',
      list: true,
      optional: true,
    },
    content: {
      says: 'SHA-256 in hex of what was recorded: the setting with its reason, the answers, the analysis, or the case with its still, its seed and from when it is shown.',
      optional: true,
    },
    time: hiddenTime,
  },
}
