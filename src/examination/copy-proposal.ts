import { asId, type EntryId, type ProposalId, Refused, type SearchId, type UserId } from '../kernel/index.ts'
import type { Recipe } from '../preparation/index.ts'
import type { Db, Tx } from '../storage/index.ts'
import type { Bench } from './examiner-recipe.ts'
import type { ExaminationRefusalCode } from './refusal-code.ts'

/** A copy that an examiner proposes to the requester for a further try. It carries steps and no words. */
export type CopyProposal = {
  readonly id: ProposalId
  readonly searchId: SearchId
  readonly examinerId: UserId
  readonly steps: Recipe
  readonly copySha256: string
  readonly entryId: EntryId
  readonly proposedAt: Date
}

/** The proposals about a search, first to last. */
export async function proposalsOf(db: Db | Tx, searchId: SearchId): Promise<readonly CopyProposal[]> {
  const rows = await db
    .selectFrom('copy_proposals')
    .selectAll()
    .where('search_id', '=', searchId)
    .orderBy('proposed_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: asId(row.id),
    searchId: asId(row.search_id),
    examinerId: asId(row.examiner_id),
    steps: JSON.parse(row.steps_json),
    copySha256: row.copy_sha256,
    entryId: asId(row.entry_id),
    proposedAt: row.proposed_at,
  }))
}

/** What this examiner proposed about a search; nobody examining sees another's. */
export const ownProposals = async (db: Db | Tx, bench: Bench): Promise<readonly CopyProposal[]> =>
  (await proposalsOf(db, bench.searchId)).filter(({ examinerId }) => examinerId === bench.examinerId)

/** One proposal about a search. Refuses PROPOSAL_UNKNOWN. */
export async function proposalOf(
  db: Db,
  of: { searchId: SearchId | undefined; proposalId: ProposalId },
): Promise<CopyProposal> {
  const all = of.searchId === undefined ? [] : await proposalsOf(db, of.searchId)
  const found = all.find(({ id }) => id === of.proposalId)
  if (found) return found
  throw new Refused<ExaminationRefusalCode>({
    code: 'PROPOSAL_UNKNOWN',
    reason: 'There is no such proposal about this search.',
    needed: 'Choose one of those that the request lists.',
  })
}

/** Records a proposal, in the transaction that queues its entry. */
export async function recordProposal(tx: Tx, proposal: CopyProposal): Promise<void> {
  await tx
    .insertInto('copy_proposals')
    .values({
      id: proposal.id,
      search_id: proposal.searchId,
      examiner_id: proposal.examinerId,
      steps_json: JSON.stringify(proposal.steps),
      copy_sha256: proposal.copySha256,
      entry_id: proposal.entryId,
      proposed_at: proposal.proposedAt,
    })
    .execute()
}
