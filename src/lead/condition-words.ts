import type { Pack } from '../policy/index.ts'
import type { SearchRecord } from '../search/index.ts'

/** What a permit asks for, one sentence each: how long the list may be, who examines, and what is to be done afterwards. */
export type ConditionWords = { readonly id: string; readonly words: string; readonly source?: string }

/** The conditions of a search as it was permitted; undefined on searches from before they were kept. */
export function conditionWords(
  pack: Pack,
  { decision, candidateLimit }: Pick<SearchRecord, 'decision' | 'candidateLimit'>,
): readonly ConditionWords[] | undefined {
  if (decision.conditions === undefined) return undefined
  return [
    {
      id: 'List',
      words: `At most ${candidateLimit} candidates; the policy allows from ${pack.candidates.min} to ${pack.candidates.max}.`,
    },
    {
      id: 'Examiners',
      words: `${pack.reviewers} examiners compare, each blind to the other, before there is a lead.`,
    },
    { id: 'Outcome', words: `What became of a lead is recorded within ${pack.outcomeDueDays} days.` },
    ...decision.conditions.map(({ id, sentence, source, dueHours }) => ({
      id,
      words: dueHours === undefined ? sentence : `${sentence} Due within ${dueHours} hours.`,
      source,
    })),
  ]
}
