import { asId, type EntryId, type LeadId } from '../kernel/index.ts'
import type { House } from './house.ts'
import { actOnLead, type LeadActor, type LeadCase, recordStep, refuseLead } from './lead-act.ts'

/** A step of the inquiry into a misidentification; the first opens it, the last one counts. */
export type InquiryStep = {
  readonly step: 'opened' | 'closed'
  readonly findings: string
  readonly recordedAt: Date
  readonly entryId: EntryId
}

/** Characters that findings must have at least: what went wrong, whom it harmed, what changes. */
export const fewestFindingsCharacters = 40

/** The inquiry of a lead, first step to last; empty while nobody was misidentified. */
export async function inquiryOf(
  { storage }: Pick<House, 'storage'>,
  leadId: LeadId,
): Promise<readonly InquiryStep[]> {
  const rows = await storage.db
    .selectFrom('inquiry_steps')
    .innerJoin('log_entries', 'log_entries.entry_id', 'inquiry_steps.entry_id')
    .selectAll('inquiry_steps')
    .where('lead_id', '=', leadId)
    .orderBy('log_index')
    .execute()
  return rows.map(({ step, findings, recorded_at, entry_id }) => ({
    ...{ step, findings, recordedAt: recorded_at },
    entryId: asId<EntryId>(entry_id),
  }))
}

/** Opens the inquiry that a misidentification demands, unless one is open. */
export async function openInquiry(house: House, of: LeadCase): Promise<void> {
  if ((await inquiryOf(house, of.lead.id)).at(-1)?.step === 'opened') return
  await addStep(house, of, { step: 'opened', findings: '' })
}

/**
 * Closes an inquiry with its findings; whoever asked for the search does not judge it. Refuses what `actOnLead` refuses,
 * NO_INQUIRY, NOT_YOURS, REASON_MISSING.
 */
export const closeInquiry = (house: House, report: LeadActor & { findings: string }): Promise<InquiryStep> =>
  actOnLead(house, report, async (of) => {
    const findings = report.findings.trim()
    if ((await inquiryOf(house, of.lead.id)).at(-1)?.step !== 'opened') {
      throw refuseLead('NO_INQUIRY', {
        reason: 'No inquiry is open about this lead.',
        needed: 'Record the outcome misidentified first; that opens one.',
      })
    }
    if (of.search.requesterId === of.user.id) {
      throw refuseLead('NOT_YOURS', {
        reason: 'You asked for this search yourself.',
        needed: 'Another supervisor closes the inquiry.',
      })
    }
    if (findings.length < fewestFindingsCharacters) {
      throw refuseLead('REASON_MISSING', {
        reason: `The findings have ${findings.length} characters; at least ${fewestFindingsCharacters} are needed.`,
        needed: 'Say what went wrong, whom it harmed, and what changes.',
      })
    }
    return addStep(house, of, { step: 'closed', findings })
  })

async function addStep(
  house: House,
  of: LeadCase,
  { step, findings }: Pick<InquiryStep, 'step' | 'findings'>,
): Promise<InquiryStep> {
  const row = await recordStep(house, of, {
    ...{ type: 'inquiry', fields: { step }, content: { findings } },
    insert: (tx, made) =>
      tx
        .insertInto('inquiry_steps')
        .values({ ...made, step, findings })
        .execute(),
  })
  return { step, findings, recordedAt: row.recorded_at, entryId: asId(row.entry_id) }
}
