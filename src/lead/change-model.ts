import { chooseModel, type FaceEngine } from '../face/index.ts'
import { type NotRecoded, recodeGallery } from '../gallery/index.ts'
import { isRefused, type UserId } from '../kernel/index.ts'
import type { Progress } from './background-work.ts'
import type { KeptHouse } from './house.ts'
import { recordModelUse } from './record-model-use.ts'
import { codePortraits } from './watch/portrait-templates.ts'

type Change = {
  readonly engine: FaceEngine
  readonly userId: UserId
  readonly modelsDir: string
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/** Attempts to catch up with bookings that come in while the last ones are coded. */
const catchUps = 20

/**
 * Codes the gallery with the engine until nothing is missing, then changes over. Gives what could not be coded: then, and when it
 * was asked to stop, the gallery stays with the model it has.
 */
export async function changeModel(house: KeptHouse, change: Change): Promise<readonly NotRecoded[]> {
  try {
    return await codeAndChange(house, change)
  } finally {
    if (house.face.model !== change.engine.model) await change.engine.close()
  }
}

async function codeAndChange(house: KeptHouse, change: Change): Promise<readonly NotRecoded[]> {
  const { engine, userId, signal } = change
  for (let attempt = 1; ; attempt++) {
    const failed = await recodeGallery(house, change)
    if (signal.aborted || failed.length > 0) return failed
    await codePortraits({ storage: house.storage, face: engine }, { signal })
    try {
      const record = (tx: Parameters<typeof recordModelUse>[1]['tx']) =>
        recordModelUse(house, { tx, model: engine.model, userId })
      await house.gallery.changeModel({ engine, record })
      await chooseModel(change.modelsDir, engine.model.name)
      return []
    } catch (error) {
      if (!isRefused(error) || error.code !== 'RECODING_INCOMPLETE' || attempt === catchUps) throw error
    }
  }
}
