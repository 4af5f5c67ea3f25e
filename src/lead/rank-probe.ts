import type { HeldGallery } from '../gallery/index.ts'
import { Refused } from '../kernel/index.ts'
import { checkCertificate, type MatcherResult } from '../matcher/index.ts'
import { embedProbe, type ProbeFace, searchedFace, searchedPicture } from '../search/index.ts'
import type { House } from './house.ts'
import type { Intent } from './log-search.ts'

/** Eye distance under which no recogniser says anything useful; far below the 60 px that are advised. */
export const hardMinimumEyeDistancePx = 10

/** The one face of the probe, fit to be compared at all. Refuses NO_FACE, FACE_NOT_CHOSEN, FACE_UNKNOWN, PROBE_UNFIT. */
export function fitFace(intent: Intent): ProbeFace {
  const chosen = searchedFace(intent.request)
  const { eyeDistancePx } = chosen.face
  if (eyeDistancePx >= hardMinimumEyeDistancePx) return chosen
  throw new Refused<'PROBE_UNFIT'>({
    code: 'PROBE_UNFIT',
    reason: `The eyes are ${eyeDistancePx.toFixed(1)} px apart; under ${hardMinimumEyeDistancePx} px nothing can be compared.`,
    needed: 'Use an image in which the face is larger; 60 px between the eyes are advised.',
    evidence: { eyeDistancePx: Math.round(eyeDistancePx * 10) / 10, limit: hardMinimumEyeDistancePx },
  })
}

/** Ranks the held gallery state for the probe, and checks the certificate of exactness before anyone uses the list. */
export async function rankWithin(
  house: House,
  of: { intent: Intent; held: HeldGallery },
): Promise<MatcherResult> {
  const { intent, held } = of
  const picture = intent.picture ?? (await searchedPicture(house, intent.request))
  const template = await embedProbe(house, picture)
  const found = await held.matcher.search(template, {
    k: intent.decision.candidateLimit,
    galleryRoot: held.state.root,
  })
  const check = checkCertificate(found.certificate, {
    galleryRoot: intent.gallery.root,
    modelId: house.face.model.id,
    rowsInGallery: intent.gallery.bookings,
  })
  if (!check.ok) throw new Error(`certificate of exactness does not hold: ${check.faults.join('; ')}`)
  return found
}
