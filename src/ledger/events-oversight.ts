import { z } from 'zod'
import type { EventSpec } from './event-spec.ts'
import { hiddenTime } from './event-spec.ts'
import { shapes } from './field-shapes.ts'

// Outside face search: the rules against it, what reviews of the agency's own logs counted, and what became of each finding.

export const conduct: EventSpec = {
  says: 'The agency put a rule against outside face search on record; past use is judged by the rule of its day.',
  shown: {
    rule: shapes.ruleName.describe('Id of the rule.'),
    from: shapes.dayText.describe('First day on which it bound.'),
    until: shapes.dayText.optional().describe('Last day, where it has ended.'),
  },
  hidden: {
    actor: { says: 'User who recorded it.' },
    name: { says: 'Its name in words.' },
    source: { says: 'Document it stands in.' },
    time: hiddenTime,
  },
}

export const contract: EventSpec = {
  says: 'The agency put on record what it has with an outside face-search service from a day on; only a contract opens one, and it ends by itself.',
  shown: {
    service: shapes.ruleName.describe('Id of the service in the register.'),
    status: z.enum(['forbidden', 'under-review', 'contracted', 'terminated']).describe('What it has.'),
    from: shapes.dayText.describe('First day of it.'),
    until: shapes.dayText.optional().describe('Last day, of a contract.'),
    own: z
      .literal(true)
      .optional()
      .describe(
        'The service stands in the agency’s own register only; its entry was recorded with this one.',
      ),
  },
  hidden: {
    actor: { says: 'User who recorded it.' },
    why: { says: 'The contract, order or decision in words.' },
    entry: { says: 'SHA-256 in hex of the entry of the agency’s own register.', optional: true },
    time: hiddenTime,
  },
}

export const scan: EventSpec = {
  says: 'Exported logs were reviewed for outside face search; the counts are those of everything reviewed so far.',
  shown: {
    files: shapes.count.describe('Logs read in this review.'),
    lines: shapes.count.describe('Lines read, in all reviews.'),
    broken: shapes.count.describe('Lines that could not be read, in all reviews.'),
    people: shapes.count.describe('People or addresses with at least one use.'),
    services: shapes.count.describe('Services that were used.'),
    uses: shapes.count.describe('Estimated uses.'),
    before: shapes.count.describe('Of these, uses while no rule existed.'),
    against: shapes.count.describe('Of these, uses against a rule of their day.'),
    fresh: shapes.count.describe('Findings that no earlier review had.'),
    register: shapes.sha256Hex.describe('SHA-256 of the register of services that was looked for.'),
  },
  hidden: {
    actor: { says: 'User who reviewed.' },
    content: { says: 'SHA-256 in hex of the files and findings as they were kept.' },
    time: hiddenTime,
  },
}

export const finding: EventSpec = {
  says: 'A step from a finding of outside face search to its end.',
  parents: ['scan'],
  shown: {
    ref: shapes.logIndex.describe('Log index of the review that found it first.'),
    step: z
      .enum(['misconduct', 'asked', 'answered', 'assessed', 'case', 'dismissed', 'closed'])
      .describe('What was done.'),
    class: shapes.code
      .optional()
      .describe('Of a closing or a dismissal: its class. Of a case: whether it was disclosed.'),
    used: z.boolean().optional().describe('Of an answer: whether the person says that the service was used.'),
  },
  hidden: {
    actor: { says: 'User who did it, or "house".' },
    subject: { says: 'Person or address of the finding.' },
    content: { says: 'SHA-256 in hex of what was recorded.' },
    time: hiddenTime,
  },
}

export const declare: EventSpec = {
  says: 'The yearly declaration about outside face search was opened for everybody, or given by one person.',
  shown: {
    step: z.enum(['opened', 'given']).describe('What was done.'),
    until: shapes.dayText.optional().describe('Of an opening: the last day to declare.'),
    people: shapes.count.optional().describe('Of an opening: how many accounts are asked.'),
    used: z.boolean().optional().describe('Of a declaration: whether outside face search was used.'),
  },
  hidden: {
    actor: { says: 'User who did it.' },
    content: { says: 'SHA-256 in hex of what was declared, or of the year.' },
    time: hiddenTime,
  },
}
