import { useState } from 'react'
import type { components } from '../api.generated.ts'

export type Sending = {
  readonly send: (answers: components['schemas']['HandIn']) => void
  readonly pending: boolean
  readonly error: unknown
}

const answersPlace = (id: string) => `casebound.answers.${id}`

/** What was answered is the server's now. */
export const forgetAnswers = (id: string): void => window.sessionStorage.removeItem(answersPlace(id))

/** Answers that stay in this tab until they are handed in, so that a reload loses none. */
export function useAnswers<T>(
  id: string,
  empty: readonly T[],
): [readonly T[], (at: number, answer: T) => void] {
  const [answers, setAnswers] = useState<readonly T[]>(() => {
    const kept = window.sessionStorage.getItem(answersPlace(id))
    const parsed: unknown = kept === null ? undefined : JSON.parse(kept)
    // Written below by this page alone; anything else of another length is left aside.
    return Array.isArray(parsed) && parsed.length === empty.length ? (parsed as T[]) : empty
  })
  const answer = (at: number, given: T) =>
    setAnswers((before) => {
      const after = before.map((one, place) => (place === at ? given : one))
      window.sessionStorage.setItem(answersPlace(id), JSON.stringify(after))
      return after
    })
  return [answers, answer]
}
