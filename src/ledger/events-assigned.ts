import { z } from 'zod'
import type { EventSpec } from './event-spec.ts'
import { hiddenTime } from './event-spec.ts'
import { shapes } from './field-shapes.ts'

// Who is to examine as the second, which nobody chooses, that a search is not examined any more,
// and what was recorded where two examiners contradict each other.

export const assign: EventSpec = {
  says: 'Somebody was assigned to examine a candidate list as the second, by the system; the last assignment of a list counts.',
  parents: ['result'],
  shown: {
    ref: shapes.logIndex.describe('Log index of the result.'),
    n: shapes.count.describe('Which assignment of this list it is, 1 the first.'),
    why: z
      .enum(['first-sealed', 'supervisor', 'overdue', 'not-eligible'])
      .describe(
        'Why somebody was asked: the first conclusion was sealed, or the one before was taken away, late or not free any more.',
      ),
  },
  hidden: {
    examiner: { says: 'User who is to examine.' },
    actor: { says: 'Supervisor who took it from the one before.', optional: true },
    reason: { says: 'What he gave as the reason.', optional: true },
    time: hiddenTime,
  },
}

export const withdraw: EventSpec = {
  says: 'A search was withdrawn before it was concluded; nobody examines it any more.',
  parents: ['search'],
  shown: {
    ref: shapes.logIndex.describe('Log index of the search.'),
    by: z.enum(['requester', 'supervisor']).describe('In which part he acted who withdrew it.'),
  },
  hidden: {
    actor: { says: 'User who withdrew it.' },
    case: { says: 'Case number.' },
    reason: { says: 'Reason given for it.' },
    time: hiddenTime,
  },
}

export const resolve: EventSpec = {
  says: 'Something was recorded about two conclusions that contradict each other: what a meeting came to, or that one of the two examiners signed or declined it. The last meeting of a search counts.',
  parents: ['search'],
  shown: {
    ref: shapes.logIndex.describe('Log index of the search.'),
    step: z.enum(['recorded', 'signed', 'declined']).describe('What was done.'),
    out: z
      .enum(['lead', 'no-lead', 'inconclusive'])
      .describe('What the meeting came to; anything but inconclusive counts only when both have signed.'),
  },
  hidden: {
    actor: { says: 'User who did it.' },
    content: {
      says: 'SHA-256 in hex of outcome, reasons, who took part, and the booking agreed on.',
      optional: true,
    },
    time: hiddenTime,
  },
}
