import { must } from '../kernel/index.ts'
import { innerProduct } from '../matcher/index.ts'
import type { Outcomes } from './make-templates.ts'
import type { PersonPicture } from './person-picture.ts'

/** The gallery picture that stands for a person in one search. */
export type Candidate = { readonly person: string; readonly file: string; readonly similarity: number }

/** One search of one probe among the persons of the gallery. */
export type SearchRecord = {
  readonly probe: PersonPicture
  /** Whether the gallery names the person of the probe: a mated search. */
  readonly mated: boolean
  /** False when the probe gave no template: a mated search then misses, a non-mated one returns nobody. */
  readonly searched: boolean
  /** The person searched for, by the best picture; undefined when the gallery has no template of that person. */
  readonly mate: (Candidate & { readonly rank: number }) | undefined
  /** The most similar other person; undefined when there is none, or no template to search with. */
  readonly bestOther: Candidate | undefined
}

type Row = { readonly person: string; readonly file: string; readonly template: Float32Array }

/**
 * Ranks for every probe all persons of the gallery, each by the most similar picture, by exhaustive inner products:
 * the definition that the matcher is held to. Ties stand in the order of the persons' names, as in the matcher's list.
 */
export function rankSearches(
  probes: readonly PersonPicture[],
  of: {
    readonly gallery: readonly PersonPicture[]
    readonly enrolled: Outcomes
    readonly searched: Outcomes
  },
): readonly SearchRecord[] {
  const { gallery, enrolled, searched } = of
  const named = new Set(gallery.map(({ person }) => person))
  const rows: readonly Row[] = gallery.flatMap(({ file, person }) => {
    const outcome = enrolled.get(file)
    return outcome !== undefined && 'template' in outcome
      ? [{ person, file, template: outcome.template }]
      : []
  })
  return probes.map((probe) => {
    const outcome = searched.get(probe.file)
    const mated = named.has(probe.person)
    if (outcome === undefined || !('template' in outcome))
      return { probe, mated, searched: false, mate: undefined, bestOther: undefined }
    return { probe, mated, searched: true, ...place(probe.person, candidatesOf(outcome.template, rows)) }
  })
}

/** One candidate for each person, most similar first. */
function candidatesOf(template: Float32Array, rows: readonly Row[]): readonly Candidate[] {
  const bestOf = new Map<string, Candidate>()
  for (const { person, file, template: other } of rows) {
    const similarity = innerProduct(template, other)
    const known = bestOf.get(person)
    if (known === undefined || similarity > known.similarity) bestOf.set(person, { person, file, similarity })
  }
  return [...bestOf.values()].sort(
    (a, b) => b.similarity - a.similarity || (a.person < b.person ? -1 : a.person > b.person ? 1 : 0),
  )
}

function place(person: string, candidates: readonly Candidate[]): Pick<SearchRecord, 'mate' | 'bestOther'> {
  const at = candidates.findIndex((candidate) => candidate.person === person)
  return {
    mate: at < 0 ? undefined : { ...must(candidates[at], 'mate'), rank: at + 1 },
    bestOther: candidates[at === 0 ? 1 : 0],
  }
}
