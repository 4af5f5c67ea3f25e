import { isIsoDate, isoDate } from '../../kernel/index.ts'
import { type House, shortened } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { refused } from '../refusal-code.ts'
import { takeStep } from './finding-steps.ts'
import { findingFor, type KeptFinding } from './finding-view.ts'
import { checkNotEnded, checkWords, tooEarly } from './step-refusals.ts'

/** Numbers of the cases that a finding touches: by the days of the investigation, or as the person says. */
export function casesTouched({ cases, steps }: Pick<KeptFinding, 'cases' | 'steps'>): readonly string[] {
  const told = steps.flatMap(({ step, content }) => {
    const forCase = step === 'answered' && content.used === true ? String(content.forCase) : 'none'
    return /^(none|no|-)?$/i.test(forCase) ? [] : [forCase]
  })
  return [...new Set([...cases.map(({ caseNumber }) => caseNumber), ...told])]
}

/** Those of which nobody has recorded yet whether they were disclosed. */
export function unsettledCases(finding: Pick<KeptFinding, 'cases' | 'steps'>): readonly string[] {
  const settled = new Set(
    finding.steps.flatMap(({ step, content }) => (step === 'case' ? [String(content.caseNumber)] : [])),
  )
  return casesTouched(finding).filter((caseNumber) => !settled.has(caseNumber))
}

export type CaseSettlement = {
  readonly caseNumber: string
  readonly decision: 'disclosed' | 'not-touched'
  /** To whom, e.g. the prosecutor of the case; for `disclosed`. */
  readonly to: string
  readonly on: string
  /** What other evidence there was; or why the case was not touched. */
  readonly words: string
}

/**
 * Records of a case that a finding touches whether the use was disclosed, and what other evidence there was. Refuses FINDING_UNKNOWN,
 * FINDING_ENDED, STEP_TOO_EARLY, DATE_INVALID, REASON_MISSING.
 */
export async function settleCase(
  house: House,
  of: { readonly user: User; readonly id: string; readonly settlement: CaseSettlement },
): Promise<{ readonly logIndex: number }> {
  const { user, settlement } = of
  const finding = await findingFor(house, of)
  checkNotEnded(finding)
  const caseNumber = settlement.caseNumber.trim()
  if (!casesTouched(finding).includes(caseNumber)) {
    throw tooEarly(
      `The finding does not touch a case ${shortened(caseNumber)}, as far as is known.`,
      'Name one of the cases of the finding, or wait for the answer of the person.',
    )
  }
  const words = checkWords(settlement.words, 'What other evidence there was')
  const content = { caseNumber, decision: settlement.decision, words }
  const disclosed = settlement.decision === 'disclosed' ? disclosure(house, settlement) : {}
  return takeStep(house, {
    ...{ finding, agencyId: user.agency.id, step: 'case', by: user.id },
    ...{ content: { ...content, ...disclosed }, shown: { class: settlement.decision } },
  })
}

function disclosure(house: House, { to, on }: CaseSettlement) {
  const today = isoDate(house.clock.now())
  if (!isIsoDate(on) || on > today) {
    throw refused({
      code: 'DATE_INVALID',
      reason: `The day of the disclosure is "${on}"; it must be a day up to ${today}.`,
      needed: 'Give the day on which it was disclosed, like 2026-11-26.',
    })
  }
  if (to.trim() !== '') return { to: to.trim(), on }
  throw refused({
    code: 'REASON_MISSING',
    reason: 'Nobody is named to whom it was disclosed.',
    needed: 'Name the prosecutor or the office.',
  })
}
