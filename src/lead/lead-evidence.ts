import { asId, type EntryId, isoDate, type LeadId } from '../kernel/index.ts'
import type { House } from './house.ts'
import { actOnLead, type LeadActor, type LeadCase, recordStep, refuseLead } from './lead-act.ts'

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

/** Evidence on record; whether it was there before the lead says whether the lead led to it. */
export type RecordedEvidence = Evidence & { readonly beforeLead: boolean }

/**
 * Records a piece of independent evidence, before any act rests on it. What was obtained on the very day of the lead counts as after it.
 * Refuses what `actOnLead` refuses, EVIDENCE_IN_FUTURE, EVIDENCE_AFTER_LEAD.
 */
export const recordEvidence = (
  house: House,
  report: LeadActor & { evidence: Evidence },
): Promise<RecordedEvidence & { entryId: EntryId }> =>
  actOnLead(house, report, async (of) => {
    checkEvidence(of, { evidence: report.evidence, today: isoDate(house.clock.now()) })
    return addEvidence(house, of, report.evidence)
  })

/** What is wrong with a piece of evidence for this lead, if anything. */
export function checkEvidence(
  of: LeadCase,
  { evidence, today }: { evidence: Evidence; today: string },
): void {
  if (evidence.obtainedOn > today) {
    throw refuseLead('EVIDENCE_IN_FUTURE', {
      reason: `Evidence cannot be obtained on ${evidence.obtainedOn}; today is ${today}.`,
      needed: 'Correct the date.',
    })
  }
  if (evidence.kind === 'eyewitness-before-lead' && evidence.obtainedOn > isoDate(of.lead.issuedAt)) {
    throw refuseLead('EVIDENCE_AFTER_LEAD', {
      reason: `An eyewitness of ${evidence.obtainedOn} was asked after the lead of ${isoDate(of.lead.issuedAt)}, which may have shaped what he says.`,
      needed: 'Record other evidence; a witness counts only when asked before the lead.',
    })
  }
}

export async function addEvidence(
  house: House,
  of: LeadCase,
  evidence: Evidence,
): Promise<RecordedEvidence & { entryId: EntryId }> {
  const { kind, obtainedOn, by, words } = evidence
  const beforeLead = obtainedOn < isoDate(of.lead.issuedAt)
  const { entry_id } = await recordStep(house, of, {
    ...{ type: 'guard', fields: { step: 'evidence', before: beforeLead } },
    content: { kind, obtainedOn, by, words: words ?? '' },
    insert: (tx, row) =>
      tx
        .insertInto('lead_evidence')
        .values({
          ...row,
          kind,
          obtained_on: obtainedOn,
          by_whom: by,
          words: words ?? null,
          before_lead: beforeLead,
        })
        .execute(),
  })
  return { ...evidence, beforeLead, entryId: asId(entry_id) }
}

/** The independent evidence of a lead, first to last. */
export async function evidenceOf(
  { storage }: Pick<House, 'storage'>,
  leadId: LeadId,
): Promise<readonly RecordedEvidence[]> {
  const rows = await storage.db
    .selectFrom('lead_evidence')
    .selectAll()
    .where('lead_id', '=', leadId)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    kind: row.kind as Evidence['kind'],
    ...{ obtainedOn: row.obtained_on, by: row.by_whom, beforeLead: row.before_lead },
    ...(row.words === null ? {} : { words: row.words }),
  }))
}

/** Whether two records speak of the same piece. */
export const sameEvidence = (a: Evidence, b: Evidence): boolean =>
  a.kind === b.kind && a.obtainedOn === b.obtainedOn && a.by === b.by && (a.words ?? '') === (b.words ?? '')
