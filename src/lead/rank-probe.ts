import type { HeldGallery } from '../gallery/index.ts'
import { Refused } from '../kernel/index.ts'
import { checkCertificate, type MatcherResult } from '../matcher/index.ts'
import { judgeQuality } from '../policy/index.ts'
import {
  chosenOf,
  embedProbe,
  type ProbeFace,
  type SearchRequest,
  searchedFace,
  searchedPicture,
} from '../search/index.ts'
import type { House } from './house.ts'
import type { Intent } from './log-search.ts'

/** Eye distance under which no recogniser says anything useful; far below the 60 px that are advised. */
export const hardMinimumEyeDistancePx = 10

/**
 * The one face of the probe, fit to be compared at all and by the policy in force. Refuses NO_FACE, FACE_NOT_CHOSEN,
 * FACE_UNKNOWN, PROBE_UNFIT.
 */
export function fitFace(house: Pick<House, 'policy'>, intent: Intent): ProbeFace {
  const chosen = searchedFace(intent.request)
  const { eyeDistancePx } = chosen.face
  if (eyeDistancePx >= hardMinimumEyeDistancePx) return fitByPolicy(house, chosen)
  throw new Refused<'PROBE_UNFIT'>({
    code: 'PROBE_UNFIT',
    reason: `The eyes are ${eyeDistancePx.toFixed(1)} px apart; under ${hardMinimumEyeDistancePx} px nothing can be compared.`,
    needed: 'Use an image in which the face is larger; 60 px between the eyes are advised.',
    evidence: { eyeDistancePx: Math.round(eyeDistancePx * 10) / 10, limit: hardMinimumEyeDistancePx },
  })
}

/** Measures of a draft that an earlier version made are not held against it; the examiners see the same image. */
function fitByPolicy({ policy }: Pick<House, 'policy'>, chosen: ProbeFace): ProbeFace {
  const findings = judgeQuality(policy.pack.quality.probe, chosen.quality)
  const unfit = findings.find(({ action, quality }) => action === 'refuse' && quality !== undefined)
  if (unfit === undefined) return chosen
  throw new Refused<'PROBE_UNFIT'>({
    code: 'PROBE_UNFIT',
    reason: unfit.words,
    needed: 'Use a better image of the person: larger, sharper, evenly lit and from the front.',
    evidence: { component: unfit.component, quality: unfit.quality ?? 0, limit: unfit.minimum },
  })
}

/** What the policy in force warns of, or would refuse, in the face that would be searched, a sentence each. */
export function probeWarnings({ policy }: Pick<House, 'policy'>, request: SearchRequest): readonly string[] {
  const chosen = chosenOf(request)
  if (chosen === undefined) return []
  return judgeQuality(policy.pack.quality.probe, chosen.quality)
    .filter(({ quality }) => quality !== undefined)
    .map(({ words }) => words)
}

/** A checked list, with the template of the probe that it was ranked for. */
export type Ranked = { readonly found: MatcherResult; readonly template: Float32Array }

/** Ranks the held gallery state for the probe, and checks the certificate of exactness before anyone uses the list. */
export async function rankWithin(house: House, of: { intent: Intent; held: HeldGallery }): Promise<Ranked> {
  const { intent, held } = of
  const picture = intent.picture ?? (await searchedPicture(house, intent.request))
  const template = await embedProbe(house, picture)
  const ticket = await house.gallery.tickets.issue(intent.logged, intent.gallery.entryId)
  const found = await held.matcher.search(template, {
    k: intent.decision.candidateLimit,
    galleryRoot: held.state.root,
    ticket,
    picture: { field: picture.copy ? 'copy' : 'probe', sha256: picture.sha256 },
  })
  const check = checkCertificate(found.certificate, {
    galleryRoot: intent.gallery.root,
    modelId: house.face.model.id,
    rowsInGallery: intent.gallery.bookings,
  })
  if (!check.ok) throw new Error(`certificate of exactness does not hold: ${check.faults.join('; ')}`)
  return { found, template }
}
