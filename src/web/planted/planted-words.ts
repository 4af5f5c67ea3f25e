import type { ErrorRate } from '../parts/api.ts'

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** A rate with its interval, or why there is none yet. */
export function rateWords({ answers, falseSupport }: ErrorRate, fewest: number): string {
  if (falseSupport === undefined) return `no rate yet: ${answers} of at least ${fewest} answers`
  const { value, low, high } = falseSupport
  return `${percent(value)} (${percent(low)} to ${percent(high)})`
}

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
