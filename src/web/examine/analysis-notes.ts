import type { ProbeAnalysis } from '../parts/api.ts'

export type Seen = 'visible' | 'partly' | 'not'

/** How much of a feature the probe shows, with the sign that stands beside the word. */
export const seenDegrees: readonly { readonly code: Seen; readonly sign: string; readonly words: string }[] =
  [
    { code: 'visible', sign: '●', words: 'visible' },
    { code: 'partly', sign: '◐', words: 'partly visible' },
    { code: 'not', sign: '–', words: 'not visible' },
  ]

/** An analysis while it is written. */
export type AnalysisNotes = {
  readonly seen: Readonly<Record<string, Seen>>
  readonly limits: string
  readonly suitability: ProbeAnalysis['suitability'] | ''
}
export const noAnalysis: AnalysisNotes = { seen: {}, limits: '', suitability: '' }

const fewestSeen = 3
const codesSeen = ({ seen }: AnalysisNotes, degree: Seen) =>
  Object.keys(seen).filter((code) => seen[code] === degree)

/** What is missing before an analysis can be sealed, by field. */
export function analysisFaults(notes: AnalysisNotes): Partial<Record<keyof AnalysisNotes, string>> {
  const { length } = notes.limits.trim()
  const shows = codesSeen(notes, 'visible').length + codesSeen(notes, 'partly').length
  return {
    ...(notes.suitability === '' ? { suitability: 'Say whether the probe is fit for comparison.' } : {}),
    ...(notes.suitability !== 'unfit' && shows < fewestSeen
      ? {
          seen: `Mark at least ${fewestSeen} features that the probe shows, or find it unfit; ${shows} are marked.`,
        }
      : {}),
    ...(length < 10 ? { limits: `Say what limits it in at least 10 characters; there are ${length}.` } : {}),
  }
}

/** What is sealed; undefined while something is missing. */
export function analysisOf(notes: AnalysisNotes): ProbeAnalysis | undefined {
  const { suitability, limits } = notes
  if (suitability === '' || Object.keys(analysisFaults(notes)).length > 0) return undefined
  const [visible, partly] = [codesSeen(notes, 'visible'), codesSeen(notes, 'partly')]
  return { suitability, visible, partly, limits: limits.trim() }
}
