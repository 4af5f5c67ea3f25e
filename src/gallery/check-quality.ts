import type { QualityMeasure } from '../face/index.ts'
import { Refused } from '../kernel/index.ts'
import { judgeQuality, type Pack } from '../policy/index.ts'
import type { GalleryRefusalCode } from './refusal-code.ts'

/** The part of the policy in force that an enrolment needs. */
export type EnrolmentPolicy = { readonly pack: Pick<Pack, 'quality'> }

/**
 * Weighs the quality of a booking photograph by the policy in force, and gives what it warns of, a sentence each.
 * Refuses QUALITY_TOO_LOW.
 */
export function checkQuality(
  { pack }: EnrolmentPolicy,
  measures: readonly QualityMeasure[],
): readonly string[] {
  const findings = judgeQuality(pack.quality.enrolment, measures)
  const refused = findings.filter(({ action }) => action === 'refuse')
  const [first] = refused
  if (first === undefined) return findings.map(({ words }) => words)
  throw new Refused<GalleryRefusalCode>({
    code: 'QUALITY_TOO_LOW',
    reason: refused.map(({ words }) => words).join(' '),
    needed:
      'Take or find a better photograph of this booking; a weak one in the gallery misleads every search.',
    evidence: { component: first.component, quality: first.quality ?? -1, limit: first.minimum },
  })
}
