import { z } from 'zod'
import type { EventSpec } from './event-spec.ts'
import { hiddenTime } from './event-spec.ts'
import { shapes } from './field-shapes.ts'

// A search from its permission to its candidate list, and every act that was refused.

export const search: EventSpec = {
  says: 'A search was permitted; it is written before anything is compared.',
  shown: {
    crime: shapes.code.describe('Class of the crime under investigation.'),
    purpose: shapes.code.describe('Purpose of the search.'),
    src: shapes.code.describe('Class of source that the probe image came from.'),
    pol: shapes.logIndex.describe('Log index of the policy in force.'),
    gal: shapes.logIndex.describe('Log index of the gallery state that is searched.'),
    model: shapes.modelId.describe('Face model that is used.'),
    k: shapes.count.describe('Most candidates that may be shown.'),
    exig: z.boolean().describe('Whether an emergency was claimed.'),
    prep: z
      .boolean()
      .optional()
      .describe(
        'Whether a prepared working copy was searched and not the original; absent in older entries.',
      ),
    try: shapes.count
      .optional()
      .describe(
        'Which try of the same picture within the agency this is, 1 the first; absent in older entries.',
      ),
  },
  hidden: {
    actor: { says: 'User who asked for the search.' },
    supervisor: { says: 'User who approved it, where the policy asks for one.', optional: true },
    case: { says: 'Case number.' },
    probe: { says: 'SHA-256 in hex of the exact bytes of the probe image.' },
    copy: { says: 'SHA-256 in hex of the pixels of the working copy that was searched.', optional: true },
    steps: {
      says: 'The recipe: steps that made the working copy of the probe, in order; each has a disclosure of its own.',
      list: true,
      optional: true,
    },
    placed: {
      says: 'Where a person marked the eyes by hand: who, when, and the places in the searched picture as text.',
      optional: true,
    },
    why: { says: 'Reason given for the search.' },
    place: { says: 'Place of the incident, where one was named.', optional: true },
    statute: { says: 'Statute of the offence, where one was named.', optional: true },
    orders: {
      says: 'Court orders and the like that were named: {kind, number, issuedBy, issuedOn, validTo}; each has a disclosure of its own.',
      list: true,
      optional: true,
    },
    answers: {
      says: 'Answers to the questions of the policy, {question, answer}; each has a disclosure of its own.',
      list: true,
      optional: true,
    },
    behalf: {
      says: 'Agency that the search was for, where it was another one, and the number of its request.',
      optional: true,
    },
    cert: { says: 'Training certificate that the user held.' },
    time: hiddenTime,
  },
}

export const refusal: EventSpec = {
  says: 'A request or another act was refused.',
  parents: ['search'],
  shown: {
    act: shapes.code.describe('Act that was refused.'),
    codes: z.array(shapes.refusalCode).min(1).max(64).describe('Refusal codes that applied.'),
    rules: z.array(shapes.ruleName).max(64).describe('Policy rules that said no.'),
    pol: shapes.logIndex.optional().describe('Log index of the policy in force, where there was one.'),
    ref: shapes.logIndex.optional().describe('Log index of the search concerned, where there was one.'),
  },
  hidden: {
    actor: { says: 'User who was refused.' },
    case: { says: 'Case number.', optional: true },
    detail: { says: 'Reasons as shown to the user.', optional: true },
    time: hiddenTime,
  },
}

/** Public bucket of a number of candidates; the exact number stays hidden. */
export const candidateBuckets = ['0', '1-5', '6-20', '21+'] as const
export type CandidateBucket = (typeof candidateBuckets)[number]

export function candidateBucket(candidates: number): CandidateBucket {
  if (candidates === 0) return '0'
  if (candidates <= 5) return '1-5'
  return candidates <= 20 ? '6-20' : '21+'
}

export const result: EventSpec = {
  says: 'A search ended with a list; it is written before anyone sees the list.',
  parents: ['search'],
  shown: {
    ref: shapes.logIndex.describe('Log index of the search.'),
    n: z.enum(candidateBuckets).describe('Number of candidates, in buckets.'),
    rows: shapes.count.describe('Templates that were compared.'),
    exact: z.literal(true).describe('The list equals the one an exhaustive comparison gives.'),
    engine: shapes.sha256Hex.describe('SHA-256 of the exactness certificate of this search.'),
  },
  hidden: {
    cands: {
      says: 'The candidates; each has a disclosure of its own, {personId, bookingId, similarity, rank}.',
      list: true,
    },
    packet: {
      says: 'SHA-256 in hex of what was frozen of this search for its disclosure packet.',
      optional: true,
    },
    time: hiddenTime,
  },
}

export const fail: EventSpec = {
  says: 'A search ended without a list.',
  parents: ['search'],
  shown: {
    ref: shapes.logIndex.describe('Log index of the search.'),
    class: shapes.code.describe('Why it ended, e.g. no-face or withdrawn.'),
  },
  hidden: {
    detail: { says: 'What happened, in words.', optional: true },
    packet: {
      says: 'SHA-256 in hex of what was frozen of this search for its disclosure packet.',
      optional: true,
    },
    time: hiddenTime,
  },
}
