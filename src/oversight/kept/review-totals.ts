import type { House } from '../../lead/index.ts'
import { judgeConduct } from '../review/judge-conduct.ts'
import { judgedBy } from './review-draft.ts'
import type { StandingFinding } from './standing-counts.ts'

/** The counts that stand in the log and in the report: of all findings, those that were dismissed later included. */
export async function reviewTotals(
  house: Pick<House, 'storage'>,
  { agencyId, findings }: { agencyId: string; findings: readonly StandingFinding[] },
) {
  const rules = await judgedBy(house, agencyId)
  const used = findings.filter(({ uses }) => uses > 0)
  const sum = (some: readonly StandingFinding[]) => some.reduce((total, { uses }) => total + uses, 0)
  return {
    people: new Set(used.map(({ person }) => person.toLowerCase())).size,
    services: new Set(used.map(({ serviceId }) => serviceId)).size,
    uses: sum(used),
    before: sum(used.filter(({ period }) => period === 'no rule')),
    against: sum(used.filter((one) => judgeConduct(one, rules).rule !== undefined)),
  }
}
