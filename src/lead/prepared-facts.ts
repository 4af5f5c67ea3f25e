import { cropFace } from '../face/index.ts'
import { must } from '../kernel/index.ts'
import { stepWords } from '../preparation/index.ts'
import { type SearchRecord, searchedProbeOf } from '../search/index.ts'
import type { House } from './house.ts'
import type { LeadSheetFacts } from './lead-sheet-facts.ts'

/** What the lead sheet says of the picture that was searched, beside the original on which people compared. */
export async function preparedFacts(
  house: House,
  of: { search: SearchRecord; sizePx: number },
): Promise<Pick<LeadSheetFacts, 'prepared' | 'tryNumber' | 'eyesMarkedByHand'>> {
  const searched = await searchedProbeOf(house.storage.db, of.search.id)
  if (searched === undefined) return {}
  const { copyBlobId, chosen, steps } = searched
  const always = { tryNumber: searched.tryNumber, eyesMarkedByHand: chosen?.placed !== undefined }
  if (copyBlobId === undefined || chosen === undefined || steps === undefined) return always
  const copy = await house.face.readPhoto(await house.storage.blobs.get(copyBlobId))
  return {
    ...always,
    prepared: {
      image: await cropFace(copy, { face: chosen.face, sizePx: of.sizePx }),
      steps: steps.map(stepWords),
      sha256: must(searched.copySha256, 'digest of a kept copy'),
    },
  }
}
