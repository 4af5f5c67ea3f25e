import { asId, type EntryId, isoDate, type LeadId } from '../kernel/index.ts'
import type { House } from './house.ts'
import { actOnLead, type LeadActor, recordStep, refuseLead } from './lead-act.ts'
import { guardAct } from './lead-guard.ts'

/** A photo line-up that is planned or was held. */
export type LineUpDraft = {
  readonly heldOn: string
  /** Which picture of the person is shown: the one that the search surfaced never is. */
  readonly picture: 'another-photograph' | 'surfaced-photograph'
  /** Whether whoever shows it does not know who is meant. */
  readonly blind: boolean
  readonly fillers: number
  readonly note: string
}
export type LineUp = Omit<LineUpDraft, 'picture'> & { readonly recordedAt: Date; readonly entryId: EntryId }

/** Fewer fillers than this make the person stand out (US Department of Justice, Eyewitness Evidence, 1999). */
export const fewestFillers = 5

/**
 * Records a photo line-up on a lead, before it is held. Refuses what `actOnLead` and `guardAct` refuse, LINEUP_PHOTO_BARRED,
 * LINEUP_UNSOUND.
 */
export const recordLineUp = (house: House, report: LeadActor & { draft: LineUpDraft }): Promise<LineUp> =>
  actOnLead(house, report, async (of) => {
    const { picture, ...draft } = report.draft
    if (picture === 'surfaced-photograph') {
      throw refuseLead('LINEUP_PHOTO_BARRED', {
        reason: 'The booking photograph that this search surfaced is never shown to a witness.',
        needed: 'Use another photograph of the person, or hold no line-up.',
      })
    }
    await guardAct(house, of, { act: 'line-up' })
    if (!draft.blind || draft.fillers < fewestFillers) {
      throw refuseLead('LINEUP_UNSOUND', {
        reason: `The line-up has ${draft.fillers} fillers and ${draft.blind ? 'is' : 'is not'} shown by somebody who does not know who is meant.`,
        needed: `At least ${fewestFillers} fillers, shown by somebody who does not know who is meant.`,
      })
    }
    if (draft.heldOn < isoDate(of.lead.issuedAt)) {
      throw refuseLead('LINEUP_UNSOUND', {
        reason: `A line-up of ${draft.heldOn} was held before this lead of ${isoDate(of.lead.issuedAt)}.`,
        needed: 'Correct the date; a witness who was asked before the lead is evidence.',
      })
    }
    const row = await recordStep(house, of, {
      ...{ type: 'guard', fields: { step: 'line-up' }, content: { ...draft } },
      insert: (tx, { ...made }) => {
        const { heldOn, blind, fillers, note } = draft
        return tx
          .insertInto('line_ups')
          .values({ ...made, held_on: heldOn, blind, fillers, note })
          .execute()
      },
    })
    return { ...draft, recordedAt: row.recorded_at, entryId: asId(row.entry_id) }
  })

/** The line-ups of a lead, first to last. */
export async function lineUpsOf(
  { storage }: Pick<House, 'storage'>,
  leadId: LeadId,
): Promise<readonly LineUp[]> {
  const rows = await storage.db
    .selectFrom('line_ups')
    .selectAll()
    .where('lead_id', '=', leadId)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...{ heldOn: row.held_on, blind: row.blind, fillers: row.fillers, note: row.note },
    ...{ recordedAt: row.recorded_at, entryId: asId<EntryId>(row.entry_id) },
  }))
}
