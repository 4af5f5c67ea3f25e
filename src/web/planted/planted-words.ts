import type { CaseRate, ErrorRate, PlantedCase } from '../parts/api.ts'

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** A rate with its interval, or why there is none yet. */
export function rateWords({ answers, falseSupport }: ErrorRate, fewest: number): string {
  if (falseSupport === undefined) return `no rate yet: ${answers} of at least ${fewest} answers`
  const { value, low, high } = falseSupport
  return `${percent(value)} (${percent(low)} to ${percent(high)})`
}

/** A share of planted cases with its interval, or what was counted so far. */
export function shareWords(
  share: CaseRate['missedRate'],
  { count, of, fewest }: { count: number; of: number; fewest: number },
): string {
  if (share === undefined) return `${count} of ${of}; no rate yet, under ${fewest}`
  const { value, low, high } = share
  return `${count} of ${of}: ${percent(value)} (${percent(low)} to ${percent(high)})`
}

export const casesWords = (cases: number): string =>
  cases === 0 ? 'no cases are planted' : `one planted case for ${cases} searches`

const mateWords = {
  supported: 'You supported that person: right.',
  missed: 'You ruled that person out: missed.',
  inconclusive: 'You left that person open: neither an error nor a success.',
} as const

/** What became of the person of the still. */
export function caseWords(mate: PlantedCase['mate'], letter: string | undefined): string {
  if (mate === 'none') return 'The person of the still was not in your list.'
  if (mate === 'unseen') return 'You found the still unfit for comparison, which counts in no rate.'
  return `Candidate ${letter ?? ''} was the person of the still. ${mateWords[mate]}`
}

export const wrongWords = (letters: readonly string[]): string =>
  `You supported ${letters.length === 1 ? 'candidate' : 'candidates'} ${letters.join(', ')}, who ${letters.length === 1 ? 'is' : 'are'} somebody else: wrong.`

export const settingWords = (faces: number): string => {
  if (faces === 0) return 'No faces are planted'
  return faces === 1 ? 'One face in each list' : `${faces} faces in each list`
}

/** What whoever reads a conclusion must know of the list it was reached in. */
export const plantedWords = (letters: readonly string[]): string =>
  letters.length === 1
    ? `Candidate ${letters[0]} in this examiner’s list was planted: a synthetic face of nobody, to measure errors. No search listed it.`
    : `Candidates ${letters.join(', ')} in this examiner’s list were planted: synthetic faces of nobody, to measure errors. No search listed them.`

export const outcomeWords = {
  right: 'right: you did not support it',
  wrong: 'wrong: you supported a face of nobody',
  inconclusive: 'inconclusive: neither an error nor a success',
} as const
