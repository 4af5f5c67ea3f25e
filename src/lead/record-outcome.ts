import { createHash } from 'node:crypto'
import {
  asId,
  canonicalJson,
  type EntryId,
  isoDate,
  type LeadId,
  must,
  newId,
  type OutcomeId,
  Refused,
} from '../kernel/index.ts'
import { type User, userById } from '../people/index.ts'
import { requestById, searchById } from '../search/index.ts'
import type { House } from './house.ts'
import { type Lead, type LeadRefusalCode, leadById } from './lead-record.ts'
import { onRecord, shortened } from './on-record.ts'

export const outcomeKinds = [
  'no-action',
  'excluded',
  'interviewed',
  'arrest',
  'charge',
  'dismissed',
  'acquitted',
  'conviction',
  'misidentified',
] as const
export type OutcomeKind = (typeof outcomeKinds)[number]

/** Kinds of evidence that do not merely repeat the face (USE-02). */
export const evidenceKinds = [
  'physical',
  'phone-or-location',
  'records',
  'eyewitness-before-lead',
  'admission',
  'property',
] as const

/** Evidence other than the face; kinds that merely repeat the face are not on the list (USE-02). */
export type Evidence = {
  readonly kind: (typeof evidenceKinds)[number]
  readonly obtainedOn: string
  readonly by: string
  readonly words?: string | undefined
}

export type OutcomeDraft = {
  readonly outcome: OutcomeKind
  readonly evidence: readonly Evidence[]
  readonly note: string
}

export type Outcome = OutcomeDraft & {
  readonly id: OutcomeId
  readonly recordedBy: string
  readonly recordedAt: Date
  readonly entryId: EntryId
}

/** Outcomes that may not rest on a lead alone. */
const needsOtherEvidence: readonly OutcomeKind[] = ['arrest', 'charge', 'conviction']

/** How the public log names each outcome. */
const publicClass: Readonly<Record<OutcomeKind, string>> = {
  'no-action': 'none',
  interviewed: 'none',
  excluded: 'cleared',
  dismissed: 'cleared',
  acquitted: 'cleared',
  arrest: 'arrest',
  charge: 'charge',
  conviction: 'conviction',
  misidentified: 'misidentified',
}

/**
 * Records what became of a lead, and on what other evidence. Outcomes follow one another; the last counts.
 * Refuses LEAD_UNKNOWN, NO_LEAD, NOT_YOURS, SOLE_BASIS, EVIDENCE_IN_FUTURE; refusals are on record.
 */
export async function recordOutcome(
  house: House,
  report: { user: User; leadId: LeadId; draft: OutcomeDraft },
): Promise<Outcome> {
  const { user, draft } = report
  const lead = await leadById(house.storage.db, report.leadId)
  const search = await searchById(house.storage.db, lead.searchId)
  const { details } = await requestById(house.storage.db, search.requestId)
  const act = { act: 'outcome', user, search, caseNumber: details.caseNumber } as const
  return onRecord(house, act, async () => {
    checkOutcome(draft, {
      lead,
      mine: search.requesterId === user.id || user.roles.includes('supervisor'),
      today: isoDate(house.clock.now()),
    })
    const id = newId<OutcomeId>()
    const recordedAt = house.clock.now()
    const entryId = await house.storage.transaction(async (tx) => {
      const entry = await house.ledger.queue(tx, {
        type: 'outcome',
        unit: search.agencyId,
        ref: search.entryId,
        fields: { out: publicClass[draft.outcome] },
        hidden: {
          case: shortened(details.caseNumber ?? ''),
          subject: lead.personId ?? '',
          evidence: createHash('sha256').update(canonicalJson(draft.evidence)).digest('hex'),
        },
      })
      await tx
        .insertInto('outcomes')
        .values({
          id,
          lead_id: lead.id,
          recorded_by: user.id,
          outcome: draft.outcome,
          evidence_json: JSON.stringify(draft.evidence),
          note: draft.note,
          entry_id: entry,
          recorded_at: recordedAt,
        })
        .execute()
      return entry
    })
    await house.ledger.settled(entryId)
    return { ...draft, id, recordedBy: user.name, recordedAt, entryId }
  })
}

function checkOutcome(draft: OutcomeDraft, of: { lead: Lead; mine: boolean; today: string }): void {
  if (of.lead.decision !== 'lead') {
    throw refuse('NO_LEAD', {
      reason: 'The examination ended without a lead; there is nothing to follow.',
      needed: 'Record outcomes on leads only.',
    })
  }
  if (!of.mine) {
    throw refuse('NOT_YOURS', {
      reason: 'Only the requester or a supervisor records what became of a lead.',
      needed: 'Ask one of them to record it.',
    })
  }
  if (needsOtherEvidence.includes(draft.outcome) && draft.evidence.length === 0) {
    throw refuse('SOLE_BASIS', {
      reason: `The outcome ${draft.outcome} rests on the lead alone; a lead is not probable cause.`,
      needed:
        'Record at least one piece of evidence that does not repeat the face, with date and who obtained it.',
    })
  }
  const future = draft.evidence.find(({ obtainedOn }) => obtainedOn > of.today)
  if (future) {
    throw refuse('EVIDENCE_IN_FUTURE', {
      reason: `Evidence cannot be obtained on ${future.obtainedOn}; today is ${of.today}.`,
      needed: 'Correct the date.',
    })
  }
}

/** What became of a lead so far, in the order of the log, so that the last one here is the last one there. */
export async function outcomesOf(house: House, leadId: LeadId): Promise<readonly Outcome[]> {
  const rows = await house.storage.db
    .selectFrom('outcomes')
    .innerJoin('log_entries', 'log_entries.entry_id', 'outcomes.entry_id')
    .selectAll('outcomes')
    .where('lead_id', '=', leadId)
    .orderBy('log_index')
    .execute()
  return Promise.all(
    rows.map(async (row) => ({
      id: asId<OutcomeId>(row.id),
      outcome: row.outcome as OutcomeKind,
      evidence: JSON.parse(row.evidence_json) as readonly Evidence[],
      note: row.note,
      recordedBy: must(await userById(house.storage.db, asId(row.recorded_by)), 'recorder').name,
      recordedAt: row.recorded_at,
      entryId: asId<EntryId>(row.entry_id),
    })),
  )
}

const refuse = (code: LeadRefusalCode, words: { reason: string; needed: string }) =>
  new Refused<LeadRefusalCode>({ code, ...words })
