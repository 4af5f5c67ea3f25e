import { z } from 'zod'
import type { EventSpec } from './event-spec.ts'
import { hiddenTime } from './event-spec.ts'
import { shapes } from './field-shapes.ts'

// How the house watches its own use. Who tripped a wire, and with which search, is never public: only that it happened.

export const tripwire: EventSpec = {
  says: 'Tripwires over the use of this system were strung or slackened, a synthetic person was planted in the gallery, a reference portrait was registered or deleted, or the house was told how requests of another agency look or which area the unit serves.',
  shown: {
    step: z.enum(['set', 'planted', 'neighbour', 'area', 'registered', 'deleted']).describe('What was done.'),
    wires: z
      .array(shapes.code)
      .max(20)
      .optional()
      .describe('Of a setting: the wires that are strung from now on.'),
    from: shapes.count
      .optional()
      .describe('Of a setting: the hour at which duty begins, where hours are watched.'),
    until: shapes.count.optional().describe('Of a setting: the hour at which duty ends.'),
    many: shapes.count.optional().describe('Of a setting: lists opened in an hour that count as many.'),
    like: shapes.count
      .optional()
      .describe('Of a setting: similarity, in thousandths, from which on a probe resembles a portrait.'),
    kind: z.enum(['staff', 'figure']).optional().describe('Of a portrait: whose kind it is.'),
    portraits: shapes.count
      .optional()
      .describe('Of a portrait: how many of the kind the unit holds, with this change.'),
    places: shapes.count.optional().describe('Of an area: how many places it lists.'),
    planted: shapes.count
      .optional()
      .describe('Of a planting: synthetic persons in the gallery, this one counted.'),
  },
  hidden: {
    actor: { says: 'User who did it, or "house" at the founding.' },
    content: { says: 'SHA-256 in hex of what was recorded.' },
    time: hiddenTime,
  },
}

export const alarm: EventSpec = {
  says: 'A tripwire was tripped, or an auditor settled an alarm.',
  parents: ['alarm'],
  shown: {
    step: z.enum(['raised', 'settled']).describe('What happened.'),
    rule: shapes.code.describe('Which wire.'),
    ref: shapes.logIndex.optional().describe('Of a settling: log index of the alarm.'),
    class: shapes.code.optional().describe('Of a settling: what the auditor found it to be.'),
  },
  hidden: {
    actor: { says: 'User whose act tripped it, or the auditor who settled it.' },
    content: { says: 'SHA-256 in hex of what was recorded: the search and what was found, in words.' },
    time: hiddenTime,
  },
}

export const elsewhere: EventSpec = {
  says: 'Somebody declared that a face search elsewhere had produced a name in a case; it never becomes a lead there.',
  shown: {
    kind: z.enum(['vendor', 'agency', 'private', 'unknown']).describe('Whose system it was.'),
    booked: z.boolean().describe('Whether the person is in the gallery.'),
  },
  hidden: {
    actor: { says: 'User who declared it.' },
    case: { says: 'Case number.' },
    content: { says: 'SHA-256 in hex of what was declared, with the duty to disclose it.' },
    time: hiddenTime,
  },
}
