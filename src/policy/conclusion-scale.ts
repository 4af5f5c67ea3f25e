import type { ListedCode, Pack } from './pack.ts'

/**
 * What an examiner may conclude of one candidate, from the strongest support for one source to the strongest for two, and last that the
 * probe cannot be compared. The codes are the house's, because what follows from each is; a pack says which of them it uses, in its words.
 */
export const conclusionCodes = [
  'supports-same-source',
  'limited-support-same-source',
  'inconclusive',
  'limited-support-different-sources',
  'supports-different-sources',
  'exclusion',
  'not-suitable',
] as const
export type ConclusionCode = (typeof conclusionCodes)[number]

/** Without these nobody could support, doubt, rule out, or say that there is nothing to compare. */
export const conclusionsNeeded: readonly ConclusionCode[] = [
  'supports-same-source',
  'inconclusive',
  'supports-different-sources',
  'not-suitable',
]

/** Seven grades, for packs that give no scale of their own. None says identification: the most there is, is support. */
const defaultScale: readonly (ListedCode & { readonly code: ConclusionCode })[] = [
  { code: 'supports-same-source', title: 'Supports that probe and candidate show the same person' },
  {
    code: 'limited-support-same-source',
    title: 'Limited support that probe and candidate show the same person',
  },
  { code: 'inconclusive', title: 'Inconclusive: supports neither' },
  {
    code: 'limited-support-different-sources',
    title: 'Limited support that probe and candidate show different persons',
  },
  {
    code: 'supports-different-sources',
    title: 'Supports that probe and candidate show different persons',
  },
  { code: 'exclusion', title: 'Excludes that probe and candidate show the same person' },
  { code: 'not-suitable', title: 'The probe is not fit for comparison' },
]

/** The scale that a pack's examiners conclude on. */
export const scaleOf = ({ conclusions }: Pick<Pack, 'conclusions'>): typeof defaultScale =>
  conclusions ?? defaultScale
