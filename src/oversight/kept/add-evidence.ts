import type { Tx } from '../../storage/index.ts'
import type { Evidence } from '../scan/tally.ts'

const rowsAtOnce = 200

/** Adds the lines that a finding rests on; a line that is known already is not added again. */
export async function addEvidence(
  tx: Tx,
  of: { findingId: string; reviewId: string; evidence: readonly Evidence[] },
): Promise<void> {
  const rows = of.evidence.map(({ file, line, lineHash, atMs, confidence, rule }) => ({
    ...{ finding_id: of.findingId, review_id: of.reviewId, file, line, line_sha256: lineHash },
    ...{ confidence, detected_by: rule },
    seen_at: atMs === undefined ? null : new Date(atMs).toISOString(),
  }))
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    await tx
      .insertInto('outside_evidence')
      .values(rows.slice(at, at + rowsAtOnce))
      .onConflict((conflict) => conflict.columns(['finding_id', 'line_sha256', 'line']).doNothing())
      .execute()
  }
}
