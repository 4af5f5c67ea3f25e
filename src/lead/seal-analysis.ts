import { createHash } from 'node:crypto'
import {
  type Analysis,
  type AnalysisDraft,
  analysisOf,
  type Examination,
  type Examiner,
  examinationsRequired,
  freeToBegin,
  notYetAnalysed,
  recordAnalysis,
} from '../examination/index.ts'
import { canonicalJson, must } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import type { SearchRecord } from '../search/index.ts'
import { isUniqueViolation, type Tx } from '../storage/index.ts'
import type { House } from './house.ts'
import { addPlanting, dropPlanting, readyPlanting } from './planted/plant-faces.ts'
import { addExamination, sealedMeanwhile } from './seal-examination.ts'

export type SealedAnalysis = {
  readonly analysis: Analysis
  readonly logIndex: number
  /** The examination that an unfit probe ends at once. */
  readonly ended: Examination | undefined
  /** Whether with it both examinations are sealed. */
  readonly complete: boolean
}

type Seal = {
  readonly user: User
  readonly search: SearchRecord
  readonly examiner: Examiner
  readonly draft: AnalysisDraft
}

/**
 * Seals what the probe alone shows: the row and its `analysis` entry in one transaction, then durable in the log. An unfit probe ends the
 * examination in the same transaction: nobody who found it unfit is shown a candidate. What is planted in the list of this examiner is committed
 * to with it. Refuses ALREADY_ANALYSED, RESERVED, NOT_READY.
 */
export async function sealAnalysis(house: House, seal: Seal): Promise<SealedAnalysis> {
  const { user, search, examiner, draft } = seal
  const bench = { searchId: search.id, examinerId: user.id }
  notYetAnalysed(await analysisOf(house.storage.db, bench))
  const ready = draft.suitability === 'unfit' ? [] : await readyPlanting(house, { search, bench })
  const sealing = house.storage.transaction(async (tx) => {
    // Looked at again where nobody else writes: of two who press at once only one begins.
    if (examiner.position === 1)
      await freeToBegin(tx, { userId: user.id, searchId: search.id, now: house.clock.now() })
    const analysis = await addAnalysis(house, { ...seal, tx })
    const planted = await addPlanting(house, { tx, search, bench, ready })
    if (draft.suitability !== 'unfit') return { analysis, planted, ended: undefined }
    const found = {
      ...({ conclusion: 'not-suitable', chosen: undefined, features: {}, answers: [] } as const),
      reason: analysis.limits,
    }
    return { analysis, planted, ended: await addExamination(house, { tx, user, search, examiner, found }) }
  })
  const { analysis, planted, ended } = await sealing.catch(async (error) => {
    await dropPlanting(house, ready)
    throw isUniqueViolation(error) ? sealedMeanwhile() : error
  })
  const { index } = await house.ledger.settled(analysis.entryId)
  for (const { entryId } of planted.slice(0, 1)) await house.ledger.settled(entryId)
  if (ended) await house.ledger.settled(ended.entryId)
  return {
    ...{ analysis, logIndex: index, ended },
    complete: ended !== undefined && examiner.position === examinationsRequired,
  }
}

async function addAnalysis(house: House, of: Seal & { tx: Tx }): Promise<Analysis> {
  const { tx, user, search } = of
  const { suitability, visible, partly } = of.draft
  const limits = of.draft.limits.trim()
  const content = { suitability, visible: [...visible], partly: [...partly], limits }
  const entryId = await house.ledger.queue(tx, {
    type: 'analysis',
    unit: search.agencyId,
    ref: must(search.end, 'result of an examined search').entryId,
    fields: {},
    hidden: {
      examiner: user.id,
      fit: suitability,
      notes: createHash('sha256').update(canonicalJson(content)).digest('hex'),
    },
  })
  const analysis: Analysis = {
    ...{ suitability, visible, partly, limits, entryId },
    ...{ searchId: search.id, examinerId: user.id, sealedAt: house.clock.now() },
  }
  await recordAnalysis(tx, analysis)
  return analysis
}
