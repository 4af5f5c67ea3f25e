import type { House } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { refused } from '../refusal-code.ts'
import type { Register } from '../register/read-register.ts'
import { periodOn } from '../review/judge-conduct.ts'
import type { Finding } from '../scan/findings.ts'
import type { ScannedFile } from '../scan/scan-files.ts'
import { conductRulesOf } from './conduct-rules.ts'
import { contractsOf } from './contracts.ts'

/** What a finding says of one person, one service and one period of the rules. */
export type FindingDraft = Pick<
  Finding,
  | 'person'
  | 'unit'
  | 'shared'
  | 'service'
  | 'serviceId'
  | 'period'
  | 'uses'
  | 'sessions'
  | 'uploads'
  | 'firstSeen'
  | 'lastSeen'
  | 'confidence'
  | 'rule'
  | 'cases'
  | 'evidence'
>

/** A review as it is kept: counts of everything read so far, the files of this reading, and the findings. */
export type ReviewDraft = {
  readonly register: { readonly version: string; readonly digest: string }
  readonly lines: number
  readonly brokenLines: number
  readonly setAside: Readonly<Record<string, number>>
  readonly files: readonly ScannedFile[]
  readonly findings: readonly FindingDraft[]
}

/** What the house judges by: its recorded rules and contracts. */
export async function judgedBy(
  house: Pick<House, 'storage'>,
  agencyId: string,
): Promise<Pick<Register, 'rules' | 'contracts'>> {
  return { rules: await conductRulesOf(house, agencyId), contracts: await contractsOf(house, agencyId) }
}

/** Every finding lies within the period of the rules that it names. Refuses REVIEW_INVALID. */
export async function checkPeriods(
  house: Pick<House, 'storage'>,
  { user, draft }: { user: User; draft: ReviewDraft },
): Promise<void> {
  const rules = await judgedBy(house, user.agency.id)
  for (const { firstSeen, lastSeen, serviceId, period } of draft.findings) {
    for (const seen of [firstSeen, lastSeen]) {
      const expected = periodOn(rules, { day: seen?.slice(0, 10) ?? '', service: serviceId })
      if (expected === period) continue
      throw refused({
        code: 'REVIEW_INVALID',
        reason: `A finding of ${seen ?? 'no date'} is judged as "${period}"; by the rules on record it is "${expected}".`,
        needed: 'Run casebound oversight scan again with this house; it asks for the rules first.',
      })
    }
  }
}
