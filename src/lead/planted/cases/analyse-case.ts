import {
  type Analysis,
  type AnalysisDraft,
  type Bench,
  checkAnalysis,
  type Examiner,
  notYetAnalysed,
} from '../../../examination/index.ts'
import { type EntryId, must } from '../../../kernel/index.ts'
import type { User } from '../../../people/index.ts'
import { isUniqueViolation, type Tx } from '../../../storage/index.ts'
import type { House } from '../../house.ts'
import { onRecord } from '../../on-record.ts'
import { sealedMeanwhile } from '../../seal-examination.ts'
import { plantingSetting } from '../planting-setting.ts'
import { caseAnalysis, recordCaseAnalysis, recordCaseEnd } from './case-end.ts'
import { type CaseFace, caseFaces, type PlantedCase, recordCaseFaces } from './case-record.ts'
import { drawFaces, likeCandidates, strangersTo } from './list-faces.ts'
import { freeToBeginCase, mayTakeCase } from './may-take-case.ts'
import { digestOf, dropBlobs, faceInEntry, readStill } from './plant-case.ts'
import { stillWaits } from './still-waits.ts'

export type SealedCaseAnalysis = {
  readonly analysis: Analysis
  /** Where the end stands in the log, of a still that was found unfit; the analysis alone has no place to be told. */
  readonly endedAt: number | undefined
}

type Seal = { readonly user: User; readonly planted: PlantedCase; readonly draft: AnalysisDraft }

/**
 * Seals what the still of a planted case shows alone, as of any probe: with an entry of the log that also commits to the faces that stand in
 * every list. An unfit still ends the case. Refuses what `mayTakeCase` refuses, and what an analysis of a search refuses.
 */
export const analyseCase = (house: House, seal: Seal): Promise<SealedCaseAnalysis> =>
  onRecord(house, { act: 'examine', user: seal.user }, async () => {
    const { user, planted, draft } = seal
    const { db } = house.storage
    const examiner = await mayTakeCase(db, { user, planted, clock: house.clock })
    checkAnalysis(draft)
    const bench = { searchId: planted.id, examinerId: user.id }
    notYetAnalysed(await caseAnalysis(db, bench))
    const faces = draft.suitability === 'unfit' ? [] : await plantedBeside(house, { planted, bench })
    const sealing = house.storage.transaction(async (tx) => {
      await freeToBeginCase(tx, { user, planted, clock: house.clock })
      await stillWaits(tx, planted)
      const analysis = await addAnalysis(house, { ...seal, tx, faces })
      const more = await addFaces(house, { ...seal, tx, faces })
      if (draft.suitability !== 'unfit') return { analysis, more, end: undefined }
      return { analysis, more, end: await addUnfit(house, { ...seal, tx, examiner }) }
    })
    const { analysis, more, end } = await sealing.catch(async (error: unknown) => {
      await dropBlobs(house, faces)
      throw isUniqueViolation(error) ? sealedMeanwhile() : error
    })
    await house.ledger.settled(analysis.entryId)
    if (more) await house.ledger.settled(more)
    return { analysis, endedAt: end === undefined ? undefined : (await house.ledger.settled(end)).index }
  })

/** As many faces as the agency plants in every list, drawn at the moment at which they are drawn for any list. */
async function plantedBeside(
  house: House,
  { planted, bench }: { planted: PlantedCase; bench: Bench },
): Promise<readonly CaseFace[]> {
  const { faces: count } = await plantingSetting(house.storage.db, planted.agencyId)
  if (count === 0 || planted.modelId !== house.face.model.id) return []
  const { still, seed } = planted
  const { template } = must(await readStill(house, still), 'still of a planted case')
  const like = await likeCandidates(house, { searchId: planted.afterSearchId, now: planted.plantedAt })
  const listed = new Set((await caseFaces(house.storage.db, bench)).map(({ picture }) => picture))
  const from = (await strangersTo(house, { still, template })).filter(({ picture }) => !listed.has(picture))
  return drawFaces(house, { drawing: { still, template, seed, ...like }, from, count })
}

type Adding = Seal & { tx: Tx; faces: readonly CaseFace[] }

async function addAnalysis(house: House, of: Adding): Promise<Analysis> {
  const { tx, user, planted, draft } = of
  const { suitability, visible, partly } = draft
  const limits = draft.limits.trim()
  const entryId = await house.ledger.queue(tx, {
    ...{ type: 'planting', unit: planted.agencyId, ref: planted.entryId, fields: { step: 'case-begun' } },
    hidden: {
      actor: user.id,
      content: digestOf({ suitability, visible: [...visible], partly: [...partly], limits }),
    },
  })
  const analysis: Analysis = {
    ...{ suitability, visible, partly, limits, entryId },
    ...{ searchId: planted.id, examinerId: user.id, sealedAt: house.clock.now() },
  }
  await recordCaseAnalysis(tx, analysis)
  return analysis
}

/** The faces of every list, in an entry of their own as in that of a search: every page shows how many entries the log has. */
async function addFaces(house: House, { tx, user, planted, faces }: Adding): Promise<EntryId | undefined> {
  if (faces.length === 0) return undefined
  const entryId = await house.ledger.queue(tx, {
    ...{ type: 'planting', unit: planted.agencyId, ref: planted.entryId, fields: { step: 'planted' } },
    hidden: { actor: user.id, faces: faces.map(faceInEntry) },
  })
  await recordCaseFaces(tx, { caseId: planted.id, examinerId: user.id, faces, entryId })
  return entryId
}

async function addUnfit(house: House, of: Seal & { tx: Tx; examiner: Examiner }) {
  const { tx, user, planted, examiner } = of
  const conclusion = 'not-suitable'
  const entryId = await house.ledger.queue(tx, {
    ...{ type: 'planting', unit: planted.agencyId, ref: planted.entryId, fields: { step: 'case-answered' } },
    hidden: { actor: user.id, content: digestOf({ conclusion }) },
  })
  const answer = {
    ...{ examinerId: user.id, certificateId: examiner.certificate.id, conclusion },
    ...{ ofMate: undefined, otherSupported: undefined, answersJson: undefined },
  }
  await recordCaseEnd(tx, { caseId: planted.id, as: 'unfit', answer, entryId, now: house.clock.now() })
  return entryId
}
