import { z } from 'zod'
import type { EventSpec } from './event-spec.ts'
import { hiddenTime } from './event-spec.ts'
import { shapes } from './field-shapes.ts'

// What people decide under a policy beside the searches themselves.

export const approval: EventSpec = {
  says: 'Somebody other than the requester decided on a request, beforehand or after an emergency.',
  parents: ['search'],
  shown: {
    kind: shapes.code.describe('Kind of the decision, e.g. emergency or protected-activity.'),
    dec: z.enum(['approved', 'refused']).describe('What was decided.'),
    ref: shapes.logIndex.optional().describe('Log index of the search, where there was one already.'),
  },
  hidden: {
    actor: { says: 'User who decided.' },
    request: { says: 'Id of the request.' },
    why: { says: 'Reason given for the decision.' },
    time: hiddenTime,
  },
}

export const outside: EventSpec = {
  says: 'Another agency asked for a search, and this was the answer; nothing was searched by it.',
  shown: {
    dec: z.enum(['refused', 'form-missing', 'may-be-served']).describe('What was answered.'),
    codes: z.array(shapes.refusalCode).max(64).describe('Refusal codes that applied.'),
    rules: z.array(shapes.ruleName).max(64).describe('Policy rules that said no.'),
    pol: shapes.logIndex.describe('Log index of the policy in force.'),
  },
  hidden: {
    actor: { says: 'User who entered the request.' },
    asker: { says: 'Agency that asked.' },
    case: { says: 'Case number of the asking agency.' },
    detail: { says: 'Contact, purpose, crime and pack in words.' },
    time: hiddenTime,
  },
}
