import type { House } from './house.ts'
import { type LeadCase, refuseLead } from './lead-act.ts'
import { checkOf } from './lead-check.ts'
import { evidenceOf, type RecordedEvidence } from './lead-evidence.ts'
import { policyOfSearch } from './policy-of-search.ts'

/** An act that may not rest on a lead alone. */
export type GuardedAct = 'arrest' | 'charge' | 'conviction' | 'line-up'

/**
 * Lets an act pass only where independent evidence is on record and nothing known speaks against the person. Packs name their rule on
 * what a result may be used for `…-AFTER-1`, and the pack that permitted the search counts; where it has none, the house's own does. Refuses
 * SOLE_BASIS or LINEUP_BARRED, CHECK_MISSING, CONTRADICTED.
 */
export async function guardAct(
  house: House,
  { lead, search }: LeadCase,
  asked: { act: GuardedAct; evidence?: readonly RecordedEvidence[] },
): Promise<void> {
  const { pack } = policyOfSearch(house, search)
  const rule = pack.rules.find(({ id }) => id.endsWith('-AFTER-1'))?.id ?? 'HOUSE-AFTER-1'
  const recorded = asked.evidence ?? (await evidenceOf(house, lead.id))
  if (recorded.length === 0) {
    throw refuseLead(asked.act === 'line-up' ? 'LINEUP_BARRED' : 'SOLE_BASIS', {
      rule,
      reason:
        asked.act === 'line-up'
          ? 'A line-up would rest on the lead alone: a witness may choose the person for looking alike, as the machine did.'
          : `The outcome ${asked.act} rests on the lead alone; a lead is not probable cause.`,
      needed:
        'Record at least one piece of evidence that does not repeat the face, with date and who obtained it.',
    })
  }
  const check = await checkOf(house, lead.id)
  if (!check) {
    throw refuseLead('CHECK_MISSING', {
      rule,
      reason: 'Nobody has recorded whether anything known speaks against this person.',
      needed: 'Look up custody, height and build, marks, and where the person was; record it first.',
    })
  }
  if (check.against) {
    throw refuseLead('CONTRADICTED', {
      rule,
      reason: 'Something known speaks against this person having been there.',
      needed: 'Stop. If it does not hold, a supervisor records why; otherwise record the outcome excluded.',
    })
  }
}
