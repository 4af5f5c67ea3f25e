import { type ModelTestReport, modelDigest, reportDigest } from '../face/index.ts'
import { modelUse } from '../gallery/index.ts'
import { canonicalJson, type EntryId, newId, type UserId } from '../kernel/index.ts'
import { wholeHouse } from '../ledger/index.ts'
import type { KeptHouse } from './house.ts'

/**
 * Records a self-test of the model in use. One that passed goes to the log with the digest of its report, opens the search again,
 * and ends the need for the templates of the model before. Gives the index of the entry.
 */
export async function recordModelTest(
  house: KeptHouse,
  of: { report: ModelTestReport; userId: UserId },
): Promise<number | undefined> {
  const { report, userId } = of
  const { storage, ledger, clock, face } = house
  const entryId = await storage.transaction(async (tx): Promise<EntryId | undefined> => {
    const use = await modelUse(tx)
    const entry = report.passed
      ? await ledger.queue(tx, {
          type: 'model',
          unit: wholeHouse,
          fields: {
            model: modelDigest(report.modelId),
            name: report.name,
            dims: face.model.dimension,
            report: reportDigest(report),
          },
          hidden: { actor: userId },
        })
      : undefined
    if (use) {
      const row = {
        id: newId(),
        use_n: use.n,
        model_id: report.modelId,
        passed: report.passed && use.modelId === report.modelId,
        report_json: canonicalJson(report),
        report_sha256: reportDigest(report),
        entry_id: entry ?? null,
        tested_by: userId,
        tested_at: clock.now(),
      }
      await tx.insertInto('model_tests').values(row).execute()
    }
    return entry
  })
  if (entryId === undefined) return undefined
  const { index } = await ledger.settled(entryId)
  await house.gallery.forgetOtherModels()
  return index
}
