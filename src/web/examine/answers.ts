import type { ExaminationView, SealExamination } from '../parts/api.ts'
import { comparedCount, type FeatureNotes, type Notes } from './notes.ts'

type Code = ExaminationView['conclusions'][number]['code']

/** What is said of a candidate, or of all others together; empty until something is chosen. */
export type Answer = { readonly conclusion: Code | ''; readonly reason: string }
/** What an examiner wants to seal, while it is written: answers by letter, and one for whoever has none. */
export type AnswerDraft = {
  readonly answers: Readonly<Record<string, Answer>>
  readonly others: Answer
}

export const noAnswer: Answer = { conclusion: '', reason: '' }
export const noAnswers: AnswerDraft = { answers: {}, others: noAnswer }

/** What is said of this candidate so far. */
export const answerOf = (draft: AnswerDraft, letter: string): Answer => draft.answers[letter] ?? noAnswer

export function withAnswer(draft: AnswerDraft, letter: string, change: Partial<Answer>): AnswerDraft {
  return { ...draft, answers: { ...draft.answers, [letter]: { ...answerOf(draft, letter), ...change } } }
}

/** The answer as a conclusion of the scale; undefined where the scale has no such. */
export const asCode = (view: ExaminationView, code: string): Code | '' =>
  view.conclusions.find((choice) => choice.code === code)?.code ?? ''

/** Letters about which something of their own is said. */
export const answeredLetters = (view: ExaminationView, draft: AnswerDraft): readonly string[] =>
  lettersOf(view).filter((letter) => answerOf(draft, letter).conclusion !== '')

/** Letters for which the answer about all others counts. */
export const otherLetters = (view: ExaminationView, draft: AnswerDraft): readonly string[] =>
  lettersOf(view).filter((letter) => answerOf(draft, letter).conclusion === '')

const lettersOf = (view: ExaminationView) => view.candidates.map(({ letter }) => letter)

/** What is missing before the answers can be sealed, by letter; `others` for all others. */
export function answerFaults(
  view: ExaminationView,
  draft: AnswerDraft,
  notes: Notes,
): Readonly<Record<string, Partial<Record<keyof Answer, string>>>> {
  const faults: Record<string, Partial<Record<keyof Answer, string>>> = {}
  for (const letter of answeredLetters(view, draft)) {
    const { conclusion, reason } = answerOf(draft, letter)
    const features = featureFault(view, { conclusion, notes: notes[letter] })
    const found = {
      ...(features === undefined ? {} : { conclusion: features }),
      ...reasonFault(reason),
    }
    if (Object.keys(found).length > 0) faults[letter] = found
  }
  if (otherLetters(view, draft).length === 0) return faults
  const { conclusion, reason } = draft.others
  const others = {
    ...(conclusion === '' ? { conclusion: 'Say something of every candidate, one by one or here.' } : {}),
    ...reasonFault(reason),
  }
  return Object.keys(others).length > 0 ? { ...faults, others } : faults
}

const fewestCompared = 3

function featureFault(
  view: ExaminationView,
  of: { conclusion: Code | ''; notes: FeatureNotes | undefined },
): string | undefined {
  const { conclusion, notes } = of
  if (view.conclusions.find(({ code }) => code === conclusion)?.needsFeatures !== true) return undefined
  if (conclusion === 'exclusion') {
    const differs = Object.values(notes ?? {}).some(({ relation }) => relation === 'different')
    return differs ? undefined : 'Mark the feature that differs first.'
  }
  const compared = comparedCount(notes)
  return compared >= fewestCompared
    ? undefined
    : `Compare at least ${fewestCompared} features first; ${compared} are compared.`
}

function reasonFault(reason: string): Partial<Record<keyof Answer, string>> {
  const { length } = reason.trim()
  return length < 10 ? { reason: `Give the reason in at least 10 characters; there are ${length}.` } : {}
}

/** What is sealed; undefined while something is missing. */
export function sealOf(view: ExaminationView, draft: AnswerDraft, notes: Notes): SealExamination | undefined {
  if (Object.keys(answerFaults(view, draft, notes)).length > 0) return undefined
  const answers = answeredLetters(view, draft).flatMap((letter) => {
    const { conclusion, reason } = answerOf(draft, letter)
    if (conclusion === '') return []
    return { letter, conclusion, reason: reason.trim(), features: featuresOf(notes[letter]) }
  })
  const { conclusion, reason } = draft.others
  if (otherLetters(view, draft).length === 0 || conclusion === '') return { answers }
  return { answers, others: { conclusion, reason: reason.trim() } }
}

type SealedFeatures = SealExamination['answers'][number]['features']

function featuresOf(notes: FeatureNotes | undefined): SealedFeatures {
  const features: SealedFeatures = {}
  for (const [code, { relation, note }] of Object.entries(notes ?? {})) {
    if (relation !== undefined)
      features[code] = note.trim() === '' ? { relation } : { relation, note: note.trim() }
  }
  return features
}
