const forOneSource = ['supports-same-source', 'limited-support-same-source']
const forTwoSources = [
  'limited-support-different-sources',
  'supports-different-sources',
  'exclusion',
  'none-of-these',
]
const directionOf = (conclusion: string): string => {
  if (forOneSource.includes(conclusion)) return 'one source'
  return forTwoSources.includes(conclusion) ? 'two sources' : 'neither'
}

/** What an entry `lead` says: the conclusions of the examinations, first to second, and what they led to. */
export type Concluded = {
  readonly said: readonly string[]
  readonly decision: string
  /** That they contradicted each other is recorded, whatever they came to afterwards. */
  readonly resolved: boolean
}

/**
 * Whether two examiners of one search did not say the same: their conclusions point in different directions, or both support somebody and
 * there is no lead, or one that had to be agreed on, so that they supported different persons.
 */
export function disagree({ said: [first = '', second = ''], decision, resolved }: Concluded): boolean {
  if (directionOf(first) !== directionOf(second)) return true
  const bothSupport = first === 'supports-same-source' && second === 'supports-same-source'
  return bothSupport && (resolved || decision === 'inconclusive')
}
