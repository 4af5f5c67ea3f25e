import { withdrawnTask } from '../../../examination/index.ts'
import type { Tx } from '../../../storage/index.ts'
import { sealedMeanwhile } from '../../seal-examination.ts'
import { caseEnd } from './case-end.ts'
import type { PlantedCase } from './case-record.ts'

/** Looked at again where nobody else writes: it may have ended since the task was opened. Refuses WITHDRAWN, NOT_READY. */
export async function stillWaits(tx: Tx, planted: PlantedCase): Promise<void> {
  const end = await caseEnd(tx, planted.id)
  if (end === undefined) return
  throw end.as === 'withdrawn' ? withdrawnTask() : sealedMeanwhile()
}
