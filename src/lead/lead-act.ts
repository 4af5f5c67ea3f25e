import { createHash } from 'node:crypto'
import { type CanonicalValue, canonicalJson, type LeadId, newId, Refused } from '../kernel/index.ts'
import type { EntryDraft } from '../ledger/index.ts'
import type { User } from '../people/index.ts'
import { type RequestDetails, requestById, type SearchRecord, searchById } from '../search/index.ts'
import type { Tx } from '../storage/index.ts'
import type { House } from './house.ts'
import { type Lead, type LeadRefusalCode, leadById } from './lead-record.ts'
import { onRecord, shortened } from './on-record.ts'

/** Somebody who records something about a lead. */
export type LeadActor = { readonly user: User; readonly leadId: LeadId }
export type LeadCase = {
  readonly user: User
  readonly lead: Lead
  readonly search: SearchRecord
  readonly details: RequestDetails
}

/**
 * Runs an act on a lead: only the requester or a supervisor, and only where there is a lead. Refuses LEAD_UNKNOWN, NO_LEAD,
 * NOT_YOURS; every refusal of the act is on record.
 */
export async function actOnLead<T>(
  house: House,
  actor: LeadActor,
  work: (of: LeadCase) => Promise<T>,
): Promise<T> {
  const { user } = actor
  const lead = await leadById(house.storage.db, actor.leadId)
  const search = await searchById(house.storage.db, lead.searchId)
  const { details } = await requestById(house.storage.db, search.requestId)
  const act = { act: 'outcome', user, search, caseNumber: details.caseNumber } as const
  return onRecord(house, act, async () => {
    if (lead.decision !== 'lead') throw noLead()
    if (search.requesterId !== user.id && !user.roles.includes('supervisor')) throw notYours()
    return work({ user, lead, search, details })
  })
}

type Step = {
  readonly type: 'guard' | 'inquiry'
  readonly fields: EntryDraft['fields']
  /** What is recorded; the log holds its SHA-256. */
  readonly content: CanonicalValue
  readonly insert: (tx: Tx, row: StepRow) => Promise<unknown>
}
/** What every row of a step has. */
export type StepRow = {
  readonly id: string
  readonly lead_id: string
  readonly recorded_by: string
  readonly entry_id: string
  readonly recorded_at: Date
}

/** Records a step on a lead: its row and its entry in one transaction, then durable in the log. */
export async function recordStep(house: House, of: LeadCase, step: Step): Promise<StepRow> {
  const { user, lead, search, details } = of
  const row = await house.storage.transaction(async (tx) => {
    const entryId = await house.ledger.queue(tx, {
      ...{ type: step.type, unit: search.agencyId, ref: search.entryId, fields: step.fields },
      hidden: {
        actor: user.id,
        case: shortened(details.caseNumber ?? ''),
        content: createHash('sha256').update(canonicalJson(step.content)).digest('hex'),
      },
    })
    const made = {
      ...{ id: newId<string>(), lead_id: lead.id, recorded_by: user.id, entry_id: entryId },
      recorded_at: house.clock.now(),
    }
    await step.insert(tx, made)
    return { ...made, entryId }
  })
  await house.ledger.settled(row.entryId)
  return row
}

export const refuseLead = (code: LeadRefusalCode, words: { reason: string; needed: string; rule?: string }) =>
  new Refused<LeadRefusalCode>({ code, ...words })

const noLead = () =>
  refuseLead('NO_LEAD', {
    reason: 'The examination ended without a lead; there is nothing to follow.',
    needed: 'Record outcomes on leads only.',
  })

const notYours = () =>
  refuseLead('NOT_YOURS', {
    reason: 'Only the requester or a supervisor records what became of a lead.',
    needed: 'Ask one of them to record it.',
  })
