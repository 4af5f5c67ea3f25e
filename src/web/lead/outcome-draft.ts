import type { RecordOutcome } from '../parts/api.ts'
import { evidenceChoices, outcomeChoices } from './outcome-words.ts'

/** One piece of evidence as its fields hold it. `key` only tells the rows of the form apart. */
export type EvidenceDraft = {
  readonly key: number
  readonly kind: string
  readonly obtainedOn: string
  readonly by: string
  readonly words: string
}
export type OutcomeDraft = {
  readonly outcome: string
  readonly evidence: readonly EvidenceDraft[]
  readonly note: string
}

export const emptyOutcome: OutcomeDraft = { outcome: '', evidence: [], note: '' }
export const emptyEvidence = (key: number): EvidenceDraft => ({
  key,
  kind: '',
  obtainedOn: '',
  by: '',
  words: '',
})

/** What is missing, by id of the field. Whether the evidence is enough, the rules of the lead say. */
export function outcomeFaults(draft: OutcomeDraft): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {}
  if (draft.outcome === '') faults.outcome = 'Choose what became of the lead.'
  for (const { key, kind, obtainedOn, by } of draft.evidence) {
    if (kind === '') faults[`kind-${key}`] = 'Choose the kind of evidence.'
    if (!/^\d{4}-\d{2}-\d{2}$/.test(obtainedOn))
      faults[`on-${key}`] = 'Enter the day, for example 2026-11-22.'
    if (by.trim() === '') faults[`by-${key}`] = 'Enter who obtained it.'
  }
  return faults
}

/** The record to send, or undefined while something is missing. */
export function recordOf(draft: OutcomeDraft): RecordOutcome | undefined {
  if (Object.keys(outcomeFaults(draft)).length > 0) return undefined
  const outcome = outcomes.find((code) => code === draft.outcome)
  if (outcome === undefined) return undefined
  const evidence = draft.evidence.flatMap(({ kind, obtainedOn, by, words }) => {
    const known = kinds.find((code) => code === kind)
    if (known === undefined) return []
    const said = words.trim()
    return [{ kind: known, obtainedOn, by: by.trim(), ...(said === '' ? {} : { words: said }) }]
  })
  return { outcome, evidence, note: draft.note.trim() }
}

// The lists that the fields offer are the contract's lists; a test holds them together.
const outcomes = outcomeChoices.map(({ code }) => code as RecordOutcome['outcome'])
const kinds = evidenceChoices.map(({ code }) => code as RecordOutcome['evidence'][number]['kind'])
