import { Refused } from '../../kernel/index.ts'
import type { User } from '../../people/index.ts'
import type { House } from '../house.ts'
import { type CaseRate, caseRates } from './cases/case-rates.ts'
import { type ErrorRate, errorRates, fewestAnswers } from './error-rates.ts'
import type { PlantingRefusalCode } from './planting-setting.ts'

/** Totals of fewer would tell of one of them. */
export const fewestExaminers = 3

export type PublishedTotals = {
  /** Absent while there are too few answers, or answers of too few. */
  readonly totals: ErrorRate | undefined
  readonly cases: CaseRate | undefined
  readonly logIndex: number
}

/**
 * Publishes what all answers about planted faces and all planted cases add up to, as an entry of the log: numbers and no names, and of each only
 * when it is enough. Refuses ANSWERS_TOO_FEW.
 */
export async function publishTotals(
  house: Pick<House, 'storage' | 'ledger'>,
  { user }: { user: User },
): Promise<PublishedTotals> {
  const faces = await errorRates(house.storage.db, user.agency.id)
  const whole = await caseRates(house.storage.db, user.agency.id)
  const enough = (count: number, examiners: number) => count >= fewestAnswers && examiners >= fewestExaminers
  const totals = enough(faces.totals.answers, faces.examiners.size) ? faces.totals : undefined
  const cases = enough(whole.totals.cases, whole.examiners.size) ? whole.totals : undefined
  if (totals === undefined && cases === undefined)
    throw tooFew({ answers: faces.totals.answers, of: faces.examiners.size, cases: whole.totals.cases })
  const examiners = new Set([
    ...(totals ? faces.examiners.keys() : []),
    ...(cases ? whole.examiners.keys() : []),
  ])
  const { index } = await house.ledger.append({
    ...{ type: 'planting', unit: user.agency.id },
    fields: {
      ...{ step: 'totals', examiners: examiners.size },
      ...(totals && { answers: totals.answers, supported: totals.supported, undecided: totals.undecided }),
      ...(cases && { cases: cases.cases, mates: cases.mates, missed: cases.missed, wrong: cases.wrong }),
    },
    hidden: { actor: user.id },
  })
  return { totals, cases, logIndex: index }
}

const tooFew = ({ answers, of, cases }: { answers: number; of: number; cases: number }) =>
  new Refused<PlantingRefusalCode>({
    code: 'ANSWERS_TOO_FEW',
    reason: `There are ${answers} answers of ${of} examiners and ${cases} planted cases; at least ${fewestAnswers} of ${fewestExaminers} examiners are published.`,
    needed: 'Wait until more lists with planted faces, or planted cases, are examined.',
  })
