import { createHash } from 'node:crypto'
import { type CheckedFindings, foundIn, isSupport } from '../../examination/index.ts'
import { type CanonicalValue, canonicalJson, must } from '../../kernel/index.ts'
import type { User } from '../../people/index.ts'
import type { SearchRecord } from '../../search/index.ts'
import type { Tx } from '../../storage/index.ts'
import type { House } from '../house.ts'
import type { ExaminedList } from './examined-list.ts'
import { type PlantedAnswer, recordPlantedAnswers } from './planted-record.ts'

/** What an examiner is told of a planted face once he has sealed. */
export type PlantedOutcome = Pick<PlantedAnswer, 'letter' | 'conclusion'> & { readonly outcome: Outcome }

/** Nobody planted is the person sought: to support one is wrong, to doubt is neither. */
export type Outcome = 'right' | 'wrong' | 'inconclusive'

export const outcomeOf = ({ conclusion }: Pick<PlantedAnswer, 'conclusion'>): Outcome => {
  if (conclusion === 'inconclusive') return 'inconclusive'
  return isSupport(conclusion) ? 'wrong' : 'right'
}

export const plantedOutcome = (answer: PlantedAnswer): PlantedOutcome => ({
  ...{ letter: answer.letter, conclusion: answer.conclusion, outcome: outcomeOf(answer) },
})

/**
 * Takes apart what was said of candidates and of planted faces. The findings are what the examiner found among the candidates alone: who
 * supported a planted face has supported no candidate.
 */
export function apart(
  found: CheckedFindings,
  { planted }: Pick<ExaminedList, 'planted'>,
): { found: CheckedFindings; planted: readonly PlantedAnswer[] } {
  if (planted.size === 0) return { found, planted: [] }
  const isPlanted = ({ candidate }: CheckedFindings['answers'][number]) => planted.has(candidate.personId)
  const about = found.answers.filter((answer) => !isPlanted(answer))
  const { display, reason } = found
  return {
    found: foundIn(about, { display, others: { conclusion: 'supports-different-sources', reason } }),
    planted: found.answers
      .filter(isPlanted)
      .map(({ candidate, letter, conclusion, features, pins, reason }) => ({
        ...{ plantedId: candidate.personId, letter, conclusion },
        answer: { features, reason, ...(pins === undefined ? {} : { pins }) },
      })),
  }
}

/** Queues the entry of what was said of planted faces and keeps it, in the transaction of the conclusion. */
export async function addPlantedAnswers(
  house: House,
  of: { tx: Tx; user: User; search: SearchRecord; planted: readonly PlantedAnswer[] },
): Promise<void> {
  const { tx, user, search, planted } = of
  if (planted.length === 0) return
  const content = planted.map((answer) => ({ ...answer }))
  const entryId = await house.ledger.queue(tx, {
    ...{ type: 'planting', unit: search.agencyId, fields: { step: 'answered' } },
    ref: must(search.end, 'result of an examined search').entryId,
    hidden: {
      actor: user.id,
      content: createHash('sha256')
        .update(canonicalJson(content as unknown as CanonicalValue))
        .digest('hex'),
    },
  })
  await recordPlantedAnswers(tx, { answers: planted, entryId, now: house.clock.now() })
}
