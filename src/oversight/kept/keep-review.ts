import { createHash } from 'node:crypto'
import { canonicalJson, type EntryId, newId } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import type { Tx } from '../../storage/index.ts'
import { addEvidence } from './add-evidence.ts'
import { openMisconduct } from './open-misconduct.ts'
import { checkPeriods, type FindingDraft, type ReviewDraft } from './review-draft.ts'
import { reviewTotals } from './review-totals.ts'
import { findingKey, grownCounts, type StandingFinding, standingFindings } from './standing-counts.ts'

export type KeptReview = {
  readonly reviewId: string
  readonly logIndex: number
  /** Findings that no earlier review had. */
  readonly found: number
  /** Findings of which more is known now. */
  readonly grown: number
  /** Cases of misconduct that were opened by it. */
  readonly misconduct: number
}

/** One finding of a review and what it changes of what is known. */
type Change = {
  readonly draft: FindingDraft
  readonly standing: StandingFinding
  readonly isNew: boolean
  readonly grown: boolean
}

/**
 * Keeps a review: its files, its findings and on which lines they rest, with an entry that holds the counts and nobody's name; then opens
 * a case of misconduct for each finding against a rule of its day. What an earlier review told is not counted again. Refuses
 * REVIEW_INVALID.
 */
export async function keepReview(
  house: House,
  { user, draft }: { readonly user: User; readonly draft: ReviewDraft },
): Promise<KeptReview> {
  await checkPeriods(house, { user, draft })
  const reviewId = newId<string>()
  const now = house.clock.now()
  const before = await standingFindings(house, user.agency.id)
  const changes = draft.findings.map((one) => changeBy(one, { before, reviewId, now }))
  const after = new Map(before)
  for (const { standing } of changes) after.set(findingKey(standing), standing)
  const found = changes.filter(({ isNew }) => isNew).length
  const totals = await reviewTotals(house, { agencyId: user.agency.id, findings: [...after.values()] })
  const entryId = await house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      ...{ type: 'scan', unit: user.agency.id },
      fields: {
        ...{ files: draft.files.length, lines: draft.lines, broken: draft.brokenLines, fresh: found },
        ...totals,
        register: draft.register.digest,
      },
      hidden: { actor: user.id, content: contentHash(draft) },
    })
    await addReview(tx, { draft, reviewId, user, entry, now })
    for (const change of changes) await addChange(tx, { change, user, reviewId, now })
    return entry
  })
  const { index } = await house.ledger.settled(entryId)
  const misconduct = await openMisconduct(house, user.agency)
  const grown = changes.filter((change) => change.grown && !change.isNew).length
  return { reviewId, logIndex: index, found, grown, misconduct }
}

const contentHash = ({ files, findings }: ReviewDraft): string =>
  createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify({ files, findings }))))
    .digest('hex')

function changeBy(
  draft: FindingDraft,
  of: { before: ReadonlyMap<string, StandingFinding>; reviewId: string; now: Date },
): Change {
  const known = of.before.get(findingKey(draft))
  const { uses, sessions, uploads, firstSeen, lastSeen, confidence, rule, cases } = draft
  const newer = { uses, sessions, uploads, firstSeen, lastSeen, confidence, rule, cases }
  if (!known) {
    const { person, unit, shared, serviceId, service, period } = draft
    const id = newId<string>()
    const standing = { ...newer, id, person, unit, shared, serviceId, service, period }
    return {
      ...{ draft, isNew: true, grown: true },
      standing: { ...standing, reviewId: of.reviewId, foundAt: of.now },
    }
  }
  const merged = grownCounts(known, newer)
  return { draft, standing: { ...known, ...merged }, isNew: false, grown: merged !== undefined }
}

async function addReview(
  tx: Tx,
  of: { draft: ReviewDraft; reviewId: string; user: User; entry: EntryId; now: Date },
): Promise<void> {
  const { draft, reviewId, user, entry, now } = of
  await tx
    .insertInto('outside_reviews')
    .values({
      ...{ id: reviewId, agency_id: user.agency.id, files_json: JSON.stringify(draft.files) },
      ...{ register_version: draft.register.version, register_digest: draft.register.digest },
      ...{ line_count: draft.lines, broken_count: draft.brokenLines, reviewed_by: user.id },
      ...{ set_aside_json: JSON.stringify(draft.setAside), entry_id: entry, reviewed_at: now },
    })
    .execute()
}

async function addChange(
  tx: Tx,
  of: { change: Change; user: User; reviewId: string; now: Date },
): Promise<void> {
  const { user, reviewId, now } = of
  const { draft, standing, isNew, grown } = of.change
  if (isNew) {
    const { id, person, unit, shared, serviceId, service, period } = standing
    await tx
      .insertInto('outside_findings')
      .values({
        ...{ id, agency_id: user.agency.id, person, person_key: person.toLowerCase(), unit, shared },
        ...{ service_id: serviceId, service, period, review_id: reviewId, found_at: now },
      })
      .execute()
  }
  if (grown) {
    await tx
      .insertInto('outside_counts')
      .values({
        ...{ id: newId<string>(), finding_id: standing.id, review_id: reviewId, counted_at: now },
        ...{ uses: standing.uses, session_count: standing.sessions, uploads: standing.uploads },
        ...{ first_seen: standing.firstSeen ?? null, last_seen: standing.lastSeen ?? null },
        ...{ confidence: standing.confidence, detected_by: standing.rule },
        cases_json: JSON.stringify(standing.cases),
      })
      .execute()
  }
  await addEvidence(tx, { findingId: standing.id, reviewId, evidence: draft.evidence })
}
