import {
  type CopyProposal,
  type ExaminationRefusalCode,
  examinerRecipe,
  mayExamine,
  ownProposals,
  recordProposal,
} from '../examination/index.ts'
import {
  type CanonicalValue,
  canonicalJson,
  newId,
  type ProposalId,
  type RecipeId,
  Refused,
  type SearchId,
} from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import type { Recipe } from '../preparation/index.ts'
import { searchById, searchedProbeOf } from '../search/index.ts'
import type { House } from './house.ts'
import { onRecord } from './on-record.ts'

/**
 * An examiner proposes a copy of his own to the requester. He does not search it, and no words of his go with it. Proposed again,
 * it is the same proposal. Refuses what `mayExamine` refuses, RECIPE_UNKNOWN, and COPY_SEARCHED for what was searched already.
 */
export async function proposeCopy(
  house: House,
  of: { user: User; searchId: SearchId; recipeId: RecipeId },
): Promise<CopyProposal> {
  const { user, recipeId } = of
  const search = await searchById(house.storage.db, of.searchId)
  const bench = { searchId: search.id, examinerId: user.id }
  return onRecord(house, { act: 'examine', user, search }, async () => {
    await mayExamine(house.storage.db, { user, search, clock: house.clock })
    const { steps, copy } = await examinerRecipe(house.storage.db, { ...bench, recipeId })
    await notYetSearched(house, { searchId: search.id, steps })
    const proposal = await house.storage.transaction(async (tx) => {
      const before = (await ownProposals(tx, bench)).find(({ copySha256 }) => copySha256 === copy.sha256)
      if (before) return before
      const entryId = await house.ledger.queue(tx, {
        type: 'proposal',
        unit: search.agencyId,
        ref: search.entryId,
        fields: {},
        hidden: {
          examiner: user.id,
          copy: copy.sha256,
          steps: steps.map((step): CanonicalValue => ({ ...step })),
        },
      })
      const id = newId<ProposalId>()
      const made = { ...bench, id, steps, copySha256: copy.sha256, entryId, proposedAt: house.clock.now() }
      await recordProposal(tx, made)
      return made
    })
    await house.ledger.settled(proposal.entryId)
    return proposal
  })
}

/** Refuses COPY_SEARCHED for the picture that was searched. */
export async function notYetSearched(house: House, of: { searchId: SearchId; steps: Recipe }): Promise<void> {
  const searched = (await searchedProbeOf(house.storage.db, of.searchId))?.steps ?? []
  const text = (steps: Recipe) => canonicalJson(steps.map((step): CanonicalValue => ({ ...step })))
  if (text(searched) !== text(of.steps)) return
  throw new Refused<ExaminationRefusalCode>({
    code: 'COPY_SEARCHED',
    reason: 'This is the picture that was searched.',
    needed: 'Propose a copy that other steps make.',
  })
}
