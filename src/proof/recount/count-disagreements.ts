type Pair = { readonly search: number; readonly said: string[] }

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

/**
 * How often two examiners of one search did not say the same, from the public fields of the log: their conclusions point in different
 * directions, or both support somebody and there is no lead, so that they supported different persons.
 */
export function countDisagreements() {
  const pairs = new Map<number, Pair>()
  const decisions = new Map<number, string>()
  return {
    result: (index: number, search: number): void => {
      pairs.set(index, { search, said: [] })
    },
    review: (result: number, conclusion: string): void => {
      pairs.get(result)?.said.push(conclusion)
    },
    lead: (search: number, decision: string): void => {
      decisions.set(search, decision)
    },
    counts: (): { readonly examinedTwice: number; readonly disagreements: number } => {
      const twice = [...pairs.values()].filter(({ said }) => said.length >= 2)
      return {
        examinedTwice: twice.length,
        disagreements: twice.filter(({ search, said }) => differ(said, decisions.get(search))).length,
      }
    },
  }
}

function differ([first = '', second = '']: readonly string[], decision: string | undefined): boolean {
  if (directionOf(first) !== directionOf(second)) return true
  const bothSupport = first === 'supports-same-source' && second === 'supports-same-source'
  return bothSupport && decision === 'inconclusive'
}
