import { Refused } from '../../kernel/index.ts'
import type { User } from '../../people/index.ts'
import type { House } from '../house.ts'
import { type ErrorRate, errorRates, fewestAnswers } from './error-rates.ts'
import type { PlantingRefusalCode } from './planting-setting.ts'

/** Totals of fewer would tell of one of them. */
export const fewestExaminers = 3

/**
 * Publishes what all answers about planted faces add up to, as an entry of the log: numbers and no names. Refuses ANSWERS_TOO_FEW.
 */
export async function publishTotals(
  house: Pick<House, 'storage' | 'ledger'>,
  { user }: { user: User },
): Promise<{ readonly totals: ErrorRate; readonly logIndex: number }> {
  const { totals, examiners } = await errorRates(house.storage.db, user.agency.id)
  const { answers, supported, undecided } = totals
  if (answers < fewestAnswers || examiners.size < fewestExaminers) throw tooFew(answers, examiners.size)
  const { index } = await house.ledger.append({
    ...{ type: 'planting', unit: user.agency.id },
    fields: { step: 'totals', examiners: examiners.size, answers, supported, undecided },
    hidden: { actor: user.id },
  })
  return { totals, logIndex: index }
}

const tooFew = (answers: number, examiners: number) =>
  new Refused<PlantingRefusalCode>({
    code: 'ANSWERS_TOO_FEW',
    reason: `There are ${answers} answers of ${examiners} examiners; at least ${fewestAnswers} answers of ${fewestExaminers} examiners are published.`,
    needed: 'Wait until more lists with planted faces are examined.',
  })
