import { isoDate } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { refused } from '../refusal-code.ts'
import { type Judgement, judgeConduct } from '../review/judge-conduct.ts'
import { type FindingState, stateOf } from './finding-state.ts'
import { type FindingStep, stepsOf } from './finding-steps.ts'
import { judgedBy } from './review-draft.ts'
import { type StandingFinding, standingFindings } from './standing-counts.ts'

/** A finding as people work on it. */
export type KeptFinding = StandingFinding & {
  readonly judgement: Judgement
  readonly state: FindingState
  readonly steps: readonly FindingStep[]
}

/** Whether a finding is about this user, as far as names tell: his login or his name stands in it, or he was asked about it. */
const isAbout = (finding: Pick<StandingFinding, 'person'>, user: User): boolean =>
  [user.login, user.name].some((name) => name.toLowerCase() === finding.person.toLowerCase())

/** The findings of the user's agency, those with most uses first; nobody sees those about himself here. */
export async function listFindings(house: House, user: User): Promise<readonly KeptFinding[]> {
  const findings = [...(await standingFindings(house, user.agency.id)).values()]
  const rules = await judgedBy(house, user.agency.id)
  const steps = await stepsOf(
    house,
    findings.map(({ id }) => id),
  )
  const today = isoDate(house.clock.now())
  const asked = await findingsAskedOf(house, user)
  return findings
    .filter((one) => !isAbout(one, user) && !asked.has(one.id))
    .map((one) => {
      const own = steps.get(one.id) ?? []
      const state = stateOf({ uses: one.uses, steps: own, today })
      return { ...one, judgement: judgeConduct(one, rules), state, steps: own }
    })
    .sort((one, other) => other.uses - one.uses || (one.person < other.person ? -1 : 1))
}

async function findingsAskedOf(house: House, user: User): Promise<ReadonlySet<string>> {
  const rows = await house.storage.db
    .selectFrom('attestations')
    .select('finding_id')
    .where('user_id', '=', user.id)
    .execute()
  return new Set(rows.map((row) => row.finding_id))
}

/** One finding of the user's agency. Refuses FINDING_UNKNOWN, also for one about the user himself. */
export async function findingFor(house: House, of: { user: User; id: string }): Promise<KeptFinding> {
  const found = (await listFindings(house, of.user)).find(({ id }) => id === of.id)
  if (found) return found
  throw refused({
    code: 'FINDING_UNKNOWN',
    reason: 'There is no such finding here, or it is about yourself.',
    needed: 'See the list of findings; one about you is for others to follow.',
  })
}

/** The lines that a finding rests on, those that say most first. */
export async function evidenceOfFinding({ storage }: Pick<House, 'storage'>, findingId: string) {
  const rows = await storage.db
    .selectFrom('outside_evidence')
    .selectAll()
    .where('finding_id', '=', findingId)
    .orderBy('seen_at')
    .orderBy('file')
    .orderBy('line')
    .limit(500)
    .execute()
  return rows.map((row) => ({
    ...{ file: row.file, line: Number(row.line), lineSha256: row.line_sha256 },
    ...{ seenAt: row.seen_at ?? undefined, confidence: row.confidence, rule: row.detected_by },
  }))
}
