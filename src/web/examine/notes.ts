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
  return Object.values(notes ?? {}).filter(
    ({ relation }) => relation === 'similar' || relation === 'different',
  ).length
}
