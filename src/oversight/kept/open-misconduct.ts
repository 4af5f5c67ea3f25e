import type { House } from '../../lead/index.ts'
import type { Agency } from '../../people/index.ts'
import { judgeConduct } from '../review/judge-conduct.ts'
import { stepsOf, takeStep } from './finding-steps.ts'
import { judgedBy } from './review-draft.ts'
import { standingFindings } from './standing-counts.ts'

/**
 * Opens a case of misconduct for every finding against a rule of its day that has none yet; also those that a crash left out. Use while no
 * rule existed opens none. Gives how many were opened.
 */
export async function openMisconduct(house: House, agency: Agency): Promise<number> {
  const rules = await judgedBy(house, agency.id)
  const findings = [...(await standingFindings(house, agency.id)).values()]
  const accused = findings.filter((one) => judgeConduct(one, rules).opensMisconduct)
  const steps = await stepsOf(
    house,
    accused.map(({ id }) => id),
  )
  const lacking = accused.filter(({ id }) => !steps.get(id)?.some(({ step }) => step === 'misconduct'))
  for (const finding of lacking) {
    const { rule = '' } = judgeConduct(finding, rules)
    await takeStep(house, {
      ...{ finding, agencyId: agency.id, step: 'misconduct', by: undefined },
      content: { rule, uses: finding.uses },
    })
  }
  return lacking.length
}
