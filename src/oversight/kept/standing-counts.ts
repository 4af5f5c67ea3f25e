import type { House } from '../../lead/index.ts'
import type { TouchedCase } from '../review/investigations.ts'
import { type Confidence, confidenceRank, type DetectionRule } from '../scan/confidence.ts'

/** What is known of a finding; what a later review adds is merged, and nothing it lacks is taken away. */
export type Counts = {
  readonly uses: number
  readonly sessions: number
  readonly uploads: number
  readonly firstSeen: string | undefined
  readonly lastSeen: string | undefined
  readonly confidence: Confidence
  readonly rule: DetectionRule
  readonly cases: readonly TouchedCase[]
}

export type StandingFinding = Counts & {
  readonly id: string
  readonly person: string
  readonly unit: string
  readonly shared: boolean
  readonly serviceId: string
  readonly service: string
  readonly period: string
  readonly reviewId: string
  readonly foundAt: Date
}

/** A finding is one person, one service, one period of the rules; a name counts without its capitals. */
export const findingKey = (of: { person: string; serviceId: string; period: string }): string =>
  JSON.stringify([of.person.toLowerCase(), of.serviceId, of.period])

/** The findings of an agency with their last counts, by `findingKey`. */
export async function standingFindings(
  { storage }: Pick<House, 'storage'>,
  agencyId: string,
): Promise<ReadonlyMap<string, StandingFinding>> {
  const rows = await storage.db
    .selectFrom('outside_findings')
    .innerJoin('outside_counts', 'outside_counts.finding_id', 'outside_findings.id')
    .selectAll('outside_counts')
    .select(['person', 'unit', 'shared', 'service_id', 'service', 'period', 'found_at'])
    .select('outside_findings.review_id as found_in')
    .where('agency_id', '=', agencyId)
    .orderBy('counted_at')
    .execute()
  return new Map(
    rows.map((row) => {
      const finding: StandingFinding = {
        ...{ id: row.finding_id, person: row.person, unit: row.unit, shared: row.shared },
        ...{ serviceId: row.service_id, service: row.service, period: row.period },
        ...{ reviewId: row.found_in, foundAt: row.found_at },
        ...{ uses: row.uses, sessions: row.session_count, uploads: row.uploads },
        ...{ firstSeen: row.first_seen ?? undefined, lastSeen: row.last_seen ?? undefined },
        ...{ confidence: row.confidence as Confidence, rule: row.detected_by as DetectionRule },
        cases: JSON.parse(row.cases_json),
      }
      return [findingKey(finding), finding]
    }),
  )
}

/** What both know together; undefined where the newer one adds nothing. */
export function grownCounts(known: Counts, newer: Counts): Counts | undefined {
  const stronger = confidenceRank(newer.confidence) > confidenceRank(known.confidence)
  const merged: Counts = {
    uses: Math.max(known.uses, newer.uses),
    sessions: Math.max(known.sessions, newer.sessions),
    uploads: Math.max(known.uploads, newer.uploads),
    firstSeen: earliest(known.firstSeen, newer.firstSeen),
    lastSeen: latest(known.lastSeen, newer.lastSeen),
    confidence: stronger ? newer.confidence : known.confidence,
    rule: stronger ? newer.rule : known.rule,
    cases: mergedCases(known.cases, newer.cases),
  }
  return told(merged) === told(known) ? undefined : merged
}

const told = ({ uses, sessions, uploads, firstSeen, lastSeen, confidence, cases }: Counts): string =>
  JSON.stringify([
    uses,
    sessions,
    uploads,
    firstSeen,
    lastSeen,
    confidence,
    cases.map(({ caseNumber, uses, arrest }) => [caseNumber, uses, arrest]),
  ])

const earliest = (one?: string, other?: string) =>
  one === undefined || (other !== undefined && other < one) ? other : one
const latest = (one?: string, other?: string) =>
  one === undefined || (other !== undefined && other > one) ? other : one

function mergedCases(known: readonly TouchedCase[], newer: readonly TouchedCase[]): readonly TouchedCase[] {
  const byNumber = new Map(known.map((one) => [one.caseNumber, one]))
  for (const one of newer) {
    const before = byNumber.get(one.caseNumber)
    if (!before || one.uses > before.uses || (one.arrest && !before.arrest)) byNumber.set(one.caseNumber, one)
  }
  return [...byNumber.values()]
}
