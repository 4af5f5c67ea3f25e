import { refused } from '../refusal-code.ts'
import type { KeptFinding } from './finding-view.ts'

/** Words have at least this many characters where somebody else must be able to follow a decision. */
export const fewestCharacters = 20

/** Refuses FINDING_ENDED. */
export function checkNotEnded({ state }: Pick<KeptFinding, 'state'>): void {
  if (state !== 'closed' && state !== 'dismissed') return
  throw refused({
    code: 'FINDING_ENDED',
    reason: `This finding is ${state}.`,
    needed: 'It opens by itself when a review finds more uses; nothing is added to it before.',
  })
}

/** Refuses REASON_MISSING. */
export function checkWords(words: string, what: string): string {
  const whole = words.trim()
  if (whole.length >= fewestCharacters) return whole
  throw refused({
    code: 'REASON_MISSING',
    reason: `${what} has ${whole.length} characters; at least ${fewestCharacters} are needed.`,
    needed: 'Write it so that somebody who was not there can follow it.',
  })
}

export const alreadyAsked = () =>
  refused({
    code: 'ASKED_ALREADY',
    reason: 'Somebody was asked about this finding already.',
    needed: 'Wait for the answer, or let a supervisor assess it when the day has passed.',
  })

export const tooEarly = (reason: string, needed: string) =>
  refused({ code: 'STEP_TOO_EARLY', reason, needed })
