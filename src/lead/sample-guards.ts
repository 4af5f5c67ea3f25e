import type { CheckAnswers } from './lead-check.ts'

// For tests only.

/** Everything was looked up and nothing found. */
export const nothingAgainst: CheckAnswers = {
  custody: { against: false, words: 'Jail log of the 17th to the 20th' },
  height: { against: false, words: 'Driving licence' },
  marks: { against: false, words: 'Booking record' },
  elsewhere: { against: false, words: 'Employer' },
}
