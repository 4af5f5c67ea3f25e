import { must } from '../kernel/index.ts'

export const conclusions = [
  'supports-same-source',
  'inconclusive',
  'supports-different-sources',
  'none-of-these',
  'not-suitable',
] as const
export type Conclusion = (typeof conclusions)[number]

export type ConclusionChoice = {
  readonly code: Conclusion
  readonly title: string
  readonly needsCandidate: boolean
}

/** What an examiner may conclude. No value says identification: the most there is, is support. */
export const conclusionScale: readonly ConclusionChoice[] = [
  {
    code: 'supports-same-source',
    title: 'Supports that probe and candidate show the same person',
    needsCandidate: true,
  },
  { code: 'inconclusive', title: 'Inconclusive about this candidate', needsCandidate: true },
  {
    code: 'supports-different-sources',
    title: 'Supports that probe and every candidate show different persons',
    needsCandidate: false,
  },
  {
    code: 'none-of-these',
    title: 'None of these candidates supports the same person',
    needsCandidate: false,
  },
  { code: 'not-suitable', title: 'The probe is not suitable for comparison', needsCandidate: false },
]

/** A conclusion in the words of the scale. */
export const conclusionTitle = (conclusion: Conclusion): string =>
  must(
    conclusionScale.find(({ code }) => code === conclusion),
    'conclusion on the scale',
  ).title

export type LeadDecision = 'lead' | 'no-lead' | 'inconclusive'

export type SealedConclusion = {
  readonly conclusion: Conclusion
  readonly bookingId: string | undefined
  readonly personId: string | undefined
}

/** Conclusions that say, for sure enough, that nobody in the list is the person sought. */
const againstAll: readonly Conclusion[] = ['supports-different-sources', 'none-of-these']

/**
 * What two independent conclusions come to. A lead needs both to support the same person; no lead needs both to rule
 * everybody out; every disagreement or doubt is inconclusive, and an inconclusive search is no lead (EXM-05).
 */
export function agreement(first: SealedConclusion, second: SealedConclusion): LeadDecision {
  const bothSupport = [first, second].every(({ conclusion }) => conclusion === 'supports-same-source')
  if (bothSupport && first.personId !== undefined && first.personId === second.personId) return 'lead'
  return [first, second].every(({ conclusion }) => againstAll.includes(conclusion))
    ? 'no-lead'
    : 'inconclusive'
}
