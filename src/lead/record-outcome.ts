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
} from '../kernel/index.ts'
import { type User, userById } from '../people/index.ts'
import type { House } from './house.ts'
import { openInquiry } from './inquiry.ts'
import { actOnLead, type LeadCase } from './lead-act.ts'
import {
  addEvidence,
  checkEvidence,
  type Evidence,
  evidenceOf,
  type RecordedEvidence,
  sameEvidence,
} from './lead-evidence.ts'
import { guardAct } from './lead-guard.ts'
import { shortened } from './on-record.ts'

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

export type OutcomeDraft = {
  readonly outcome: OutcomeKind
  readonly evidence: readonly Evidence[]
  readonly note: string
}

export type Outcome = Omit<OutcomeDraft, 'evidence'> & {
  /** All that was on record when this was recorded, and whether each piece was there before the lead. */
  readonly evidence: readonly RecordedEvidence[]
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
 * Records what became of a lead, and on what other evidence; evidence that comes along is recorded first. Outcomes follow one another; the
 * last counts, so that a correction is a new one. Misidentified opens an inquiry. Refuses what `actOnLead`, `checkEvidence` and `guardAct`
 * refuse; refusals are on record.
 */
export const recordOutcome = (
  house: House,
  report: { user: User; leadId: LeadId; draft: OutcomeDraft },
): Promise<Outcome> =>
  actOnLead(house, report, async (of) => {
    const { draft } = report
    const evidence = await withEvidence(house, of, draft)
    const outcome = await addOutcome(house, of, { ...draft, evidence })
    if (draft.outcome === 'misidentified') await openInquiry(house, of)
    return outcome
  })

/** All independent evidence, what the report brings included; an act that needs it is refused before anything is recorded. */
async function withEvidence(
  house: House,
  of: LeadCase,
  draft: OutcomeDraft,
): Promise<readonly RecordedEvidence[]> {
  const today = isoDate(house.clock.now())
  for (const evidence of draft.evidence) checkEvidence(of, { evidence, today })
  const recorded = [...(await evidenceOf(house, of.lead.id))]
  const added = draft.evidence.filter((one) => !recorded.some((known) => sameEvidence(one, known)))
  const issuedOn = isoDate(of.lead.issuedAt)
  const all = [...recorded, ...added.map((one) => ({ ...one, beforeLead: one.obtainedOn < issuedOn }))]
  if (isGuarded(draft.outcome)) await guardAct(house, of, { act: draft.outcome, evidence: all })
  for (const one of added) await addEvidence(house, of, one)
  return all
}

const isGuarded = (outcome: OutcomeKind): outcome is 'arrest' | 'charge' | 'conviction' =>
  needsOtherEvidence.includes(outcome)

async function addOutcome(
  house: House,
  of: LeadCase,
  draft: Omit<OutcomeDraft, 'evidence'> & { evidence: readonly RecordedEvidence[] },
): Promise<Outcome> {
  const { user, lead, search, details } = of
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
      evidence: evidenceOnRecord(row.evidence_json),
      note: row.note,
      recordedBy: must(await userById(house.storage.db, asId(row.recorded_by)), 'recorder').name,
      recordedAt: row.recorded_at,
      entryId: asId<EntryId>(row.entry_id),
    })),
  )
}

/** Outcomes from before evidence was kept by itself do not say when it was obtained; what is not known counts as after the lead. */
const evidenceOnRecord = (text: string): readonly RecordedEvidence[] =>
  (JSON.parse(text) as readonly (Evidence & { beforeLead?: boolean })[]).map((one) => ({
    ...one,
    beforeLead: one.beforeLead ?? false,
  }))
