import {
  type CheckedFindings,
  checkFindings,
  conclusionScale,
  type Examiner,
  type Findings,
  looksOf,
} from '../../../examination/index.ts'
import { type CanonicalValue, canonicalJson, type EntryId } from '../../../kernel/index.ts'
import type { User } from '../../../people/index.ts'
import { searchById } from '../../../search/index.ts'
import { isUniqueViolation, type Tx } from '../../../storage/index.ts'
import type { House } from '../../house.ts'
import { onRecord } from '../../on-record.ts'
import { policyOfSearch } from '../../policy-of-search.ts'
import { sealedMeanwhile } from '../../seal-examination.ts'
import { recordCaseEnd } from './case-end.ts'
import { type CaseList, caseList, rankedLetters } from './case-list.ts'
import type { PlantedCase } from './case-record.ts'
import { type CaseTruth, caseTruth } from './case-truth.ts'
import { mayCompareCase } from './may-take-case.ts'
import { digestOf } from './plant-case.ts'
import { stillWaits } from './still-waits.ts'

export type SealedCase = {
  readonly conclusion: CheckedFindings['conclusion']
  readonly logIndex: number
  readonly revealed: readonly { letter: string; rank: number; similarity: number }[]
  readonly truth: CaseTruth
}

type Seal = { readonly user: User; readonly planted: PlantedCase; readonly findings: Findings }

/** The scale of a planted case: that of the search whose lot fell on it. */
export async function caseScale(house: House, planted: PlantedCase) {
  const search = await searchById(house.storage.db, planted.afterSearchId)
  return conclusionScale(policyOfSearch(house, search).pack)
}

/**
 * Seals what an examiner found in a planted case, which ends it: one entry `planting`, no review and no second examiner. He is told the truth
 * then. Refuses what `mayCompareCase` refuses, and what findings about a search refuse.
 */
export const examineCase = (house: House, seal: Seal): Promise<SealedCase> =>
  onRecord(house, { act: 'examine', user: seal.user }, async () => {
    const { user, planted, findings } = seal
    const examiner = await mayCompareCase(house.storage.db, { user, planted, clock: house.clock })
    const list = await caseList(house, { planted, bench: { searchId: planted.id, examinerId: user.id } })
    const scale = await caseScale(house, planted)
    const found = checkFindings(findings, { shown: list.shown, scale })
    const sealing = house.storage.transaction(async (tx) => {
      await stillWaits(tx, planted)
      return addEnd(house, { tx, user, planted, examiner, found, list })
    })
    const entryId = await sealing.catch((error: unknown) => {
      throw isUniqueViolation(error) ? sealedMeanwhile() : error
    })
    const { index } = await house.ledger.settled(entryId)
    const { ofMate: _, ...truth } = caseTruth(found, list)
    return { conclusion: found.conclusion, logIndex: index, revealed: rankedLetters(list), truth }
  })

type Ending = Omit<Seal, 'findings'> & { tx: Tx; examiner: Examiner; found: CheckedFindings; list: CaseList }

async function addEnd(house: House, of: Ending): Promise<EntryId> {
  const { tx, user, planted, examiner, found, list } = of
  const { conclusion, display, reason } = found
  const answers = found.answers.map(({ candidate, ...answer }) => ({ id: candidate.personId, ...answer }))
  const copies = (await looksOf(tx, { searchId: planted.id, examinerId: user.id })).map(
    ({ copySha256, own }) => ({ copySha256, own }),
  )
  const said = { conclusion, reason, answers, copies, ...(display ? { display: [...display] } : {}) }
  const content = said as unknown as CanonicalValue
  const entryId = await house.ledger.queue(tx, {
    ...{ type: 'planting', unit: planted.agencyId, ref: planted.entryId, fields: { step: 'case-answered' } },
    hidden: { actor: user.id, content: digestOf(content) },
  })
  const { ofMate, othersSupported } = caseTruth(found, list)
  await recordCaseEnd(tx, {
    ...{ caseId: planted.id, as: 'answered' as const, entryId, now: house.clock.now() },
    answer: {
      ...{ examinerId: user.id, certificateId: examiner.certificate.id, conclusion, ofMate },
      ...{ otherSupported: othersSupported.length > 0, answersJson: canonicalJson(content) },
    },
  })
  return entryId
}
