import {
  type CopyProposal,
  examinerRecipe,
  ownProposals,
  recordProposal,
} from '../../../examination/index.ts'
import { newId, type ProposalId, type RecipeId } from '../../../kernel/index.ts'
import type { User } from '../../../people/index.ts'
import type { House } from '../../house.ts'
import { onRecord } from '../../on-record.ts'
import { notYetSearched } from '../../propose-copy.ts'
import type { PlantedCase } from './case-record.ts'
import { mayTakeCase } from './may-take-case.ts'
import { digestOf } from './plant-case.ts'

/**
 * An examiner proposes a copy of the still of a planted case, as he would for any search. Nobody is told of it. Refuses what `mayTakeCase`
 * refuses, RECIPE_UNKNOWN, COPY_SEARCHED.
 */
export const proposeCaseCopy = (
  house: House,
  { user, planted, recipeId }: { user: User; planted: PlantedCase; recipeId: RecipeId },
): Promise<CopyProposal> =>
  onRecord(house, { act: 'examine', user }, async () => {
    const bench = { searchId: planted.id, examinerId: user.id }
    await mayTakeCase(house.storage.db, { user, planted, clock: house.clock })
    const { steps, copy } = await examinerRecipe(house.storage.db, { ...bench, recipeId })
    await notYetSearched(house, { searchId: planted.id, steps })
    const proposal = await house.storage.transaction(async (tx) => {
      const before = (await ownProposals(tx, bench)).find(({ copySha256 }) => copySha256 === copy.sha256)
      if (before) return before
      const entryId = await house.ledger.queue(tx, {
        ...{ type: 'planting', unit: planted.agencyId, ref: planted.entryId },
        fields: { step: 'case-proposed' },
        hidden: { actor: user.id, content: digestOf({ copy: copy.sha256 }) },
      })
      const id = newId<ProposalId>()
      const made = { ...bench, id, steps, copySha256: copy.sha256, entryId, proposedAt: house.clock.now() }
      await recordProposal(tx, made)
      return made
    })
    await house.ledger.settled(proposal.entryId)
    return proposal
  })
