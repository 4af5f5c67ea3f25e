import type { ExaminationView, SealExamination } from '../parts/api.ts'

export type Relation = 'similar' | 'different' | 'not-comparable'

/** The three relations of a feature, with the sign that stands beside the word. */
export const relations: readonly {
  readonly code: Relation
  readonly sign: string
  readonly words: string
}[] = [
  { code: 'similar', sign: '≈', words: 'similar' },
  { code: 'different', sign: '≠', words: 'different' },
  { code: 'not-comparable', sign: '–', words: 'not comparable' },
]

export type FeatureNote = { readonly relation?: Relation; readonly note: string }
/** Notes on the features of one candidate, by feature code. */
export type FeatureNotes = Readonly<Record<string, FeatureNote>>
/** Notes by the letter of the candidate. */
export type Notes = Readonly<Record<string, FeatureNotes>>

/** Notes with one feature of one candidate changed. */
export function noteDown(
  notes: Notes,
  letter: string,
  change: { feature: string } & Partial<FeatureNote>,
): Notes {
  const { feature, ...given } = change
  const before = notes[letter]?.[feature] ?? { note: '' }
  return { ...notes, [letter]: { ...notes[letter], [feature]: { ...before, ...given } } }
}

/** How many features of a candidate have been compared. */
export function comparedCount(notes: FeatureNotes | undefined): number {
  return Object.values(notes ?? {}).filter((note) => note.relation !== undefined).length
}

export type Conclusion = {
  readonly conclusion: ExaminationView['conclusions'][number]['code'] | ''
  readonly letter: string
  readonly reason: string
}

/** What is missing before a conclusion can be sealed, by field. */
export function conclusionFaults(
  view: ExaminationView,
  draft: Conclusion,
): Partial<Record<keyof Conclusion, string>> {
  const chosen = view.conclusions.find(({ code }) => code === draft.conclusion)
  const length = draft.reason.trim().length
  return {
    ...(chosen === undefined ? { conclusion: 'Choose a conclusion.' } : {}),
    ...(chosen?.needsCandidate === true && draft.letter === ''
      ? { letter: 'Choose the candidate it is about.' }
      : {}),
    ...(length < 10 ? { reason: `Give the reason in at least 10 characters; there are ${length}.` } : {}),
  }
}

/** What is sealed: the notes of the candidate that the conclusion is about, or none when it is about nobody. */
export function sealOf(view: ExaminationView, draft: Conclusion, notes: Notes): SealExamination | undefined {
  const chosen = view.conclusions.find(({ code }) => code === draft.conclusion)
  if (chosen === undefined || Object.keys(conclusionFaults(view, draft)).length > 0) return undefined
  const body = { conclusion: chosen.code, reason: draft.reason.trim() }
  if (!chosen.needsCandidate) return { ...body, features: {} }
  return { ...body, letter: draft.letter, features: featuresOf(notes[draft.letter]) }
}

function featuresOf(notes: FeatureNotes | undefined): SealExamination['features'] {
  const features: SealExamination['features'] = {}
  for (const [code, { relation, note }] of Object.entries(notes ?? {})) {
    if (relation !== undefined)
      features[code] = note.trim() === '' ? { relation } : { relation, note: note.trim() }
  }
  return features
}
