import { asId, type EntryId, type LeadId } from '../kernel/index.ts'
import type { House } from './house.ts'
import { actOnLead, type LeadActor, recordStep, refuseLead } from './lead-act.ts'

/** Known facts that may speak against a lead. In each documented wrongful arrest one of them was there to be found. */
export const checkPoints = [
  { code: 'custody', words: 'Was the person in custody at the time?' },
  { code: 'height', words: 'Do height, build or age not fit what witnesses or the picture say?' },
  { code: 'marks', words: 'Are there tattoos, scars or other marks on one and not on the other?' },
  { code: 'elsewhere', words: 'Was the person somewhere else, or is pregnant, injured or otherwise unable?' },
] as const
export type CheckPoint = (typeof checkPoints)[number]['code']

/** What was found about each point: nothing against, or something against, and where it was looked up. */
export type CheckAnswers = Readonly<Record<CheckPoint, { readonly against: boolean; readonly words: string }>>

export type LeadCheck = {
  readonly answers: CheckAnswers
  readonly against: boolean
  readonly recordedAt: Date
  readonly entryId: EntryId
}

/**
 * Records what speaks against a lead. One point against stops arrest and line-up; only a supervisor records afterwards that it does not
 * hold, and must say why. Refuses what `actOnLead` refuses, REASON_MISSING, CONTRADICTED.
 */
export const recordCheck = (
  house: House,
  report: LeadActor & { answers: CheckAnswers },
): Promise<LeadCheck> =>
  actOnLead(house, report, async (of) => {
    const { answers } = report
    const silent = checkPoints.find(({ code }) => answers[code].words.trim().length < 3)
    if (silent) {
      throw refuseLead('REASON_MISSING', {
        reason: `It is not said where "${silent.words}" was looked up.`,
        needed: 'Name the record or the person asked, for each point.',
      })
    }
    const against = checkPoints.some(({ code }) => answers[code].against)
    const before = await checkOf(house, of.lead.id)
    if (before?.against && !against && !of.user.roles.includes('supervisor')) {
      throw refuseLead('CONTRADICTED', {
        reason: 'An earlier check found something against this lead.',
        needed: 'A supervisor must look at it and record why it does not hold.',
      })
    }
    const row = await recordStep(house, of, {
      ...{ type: 'guard', fields: { step: 'check', against } },
      content: Object.fromEntries(checkPoints.map(({ code }) => [code, { ...answers[code] }])),
      insert: (tx, made) =>
        tx
          .insertInto('lead_checks')
          .values({ ...made, answers_json: JSON.stringify(answers), against })
          .execute(),
    })
    return { answers, against, recordedAt: row.recorded_at, entryId: asId(row.entry_id) }
  })

/** The check that counts: the last one. */
export async function checkOf(
  { storage }: Pick<House, 'storage'>,
  leadId: LeadId,
): Promise<LeadCheck | undefined> {
  const row = await storage.db
    .selectFrom('lead_checks')
    .innerJoin('log_entries', 'log_entries.entry_id', 'lead_checks.entry_id')
    .selectAll('lead_checks')
    .where('lead_id', '=', leadId)
    .orderBy('log_index', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (
    row && {
      answers: JSON.parse(row.answers_json) as CheckAnswers,
      ...{ against: row.against, recordedAt: row.recorded_at, entryId: asId<EntryId>(row.entry_id) },
    }
  )
}
