import type { Share } from '../kernel/index.ts'
import { fnirAtRank, isFalsePositive, isMissed, listLength, shareOfSearches } from './identification.ts'
import type { PersonPicture } from './person-picture.ts'
import type { SearchRecord } from './rank-searches.ts'

/** Persons that a group needs for its figures to be shown; our choice: one person of 20 is 5 points. */
export const usualMinGroupPersons = 20

export type GroupFigures = {
  readonly column: string
  readonly value: string
  /** Undefined when the gallery does not say to which group its persons belong. */
  readonly galleryPersons: number | undefined
  readonly matedPersons: number
  readonly nonMatedPersons: number
  /** Each undefined when the group has fewer persons than it needs: a number would only mislead. */
  readonly failureToDetect: Share | undefined
  readonly fnirRank1: Share | undefined
  /** At the threshold of all searches together, since one threshold serves everybody. */
  readonly fnirAtThreshold: Share | undefined
  readonly fpirAtThreshold: Share | undefined
}

export type GroupQuestion = {
  readonly mated: readonly SearchRecord[]
  readonly nonMated: readonly SearchRecord[]
  readonly gallery: readonly PersonPicture[]
  /** Threshold of all searches; undefined when there are no non-mated ones. */
  readonly threshold: number | undefined
  readonly minPersons: number
  readonly hasFace: (file: string) => boolean
}

/**
 * Figures by group of the probe, for every value of every column of groups; columns of numbers are banded in tens.
 * After ISO/IEC 19795-10: group sizes, uncertainty and failures to detect stand beside the error rates.
 */
export function groupFigures(question: GroupQuestion): readonly GroupFigures[] {
  const probes = [...question.mated, ...question.nonMated].map(({ probe }) => probe)
  const columns = [...new Set(probes.flatMap(({ groups }) => Object.keys(groups)))]
  return columns.flatMap((column) => {
    const name = groupNamer(
      column,
      [...probes, ...question.gallery].map(({ groups }) => groups[column] ?? ''),
    )
    const searchGroup = ({ probe }: SearchRecord) => name(probe)
    const mated = byGroup(question.mated, searchGroup)
    const nonMated = byGroup(question.nonMated, searchGroup)
    const gallery = question.gallery.some(({ groups }) => column in groups)
      ? byGroup(question.gallery, name)
      : undefined
    const values = [...new Set([...mated.keys(), ...nonMated.keys()])]
    return values
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      .map((value) => ({
        column,
        value,
        galleryPersons: gallery && new Set((gallery.get(value) ?? []).map(({ person }) => person)).size,
        ...figuresOf(question, { mated: mated.get(value) ?? [], nonMated: nonMated.get(value) ?? [] }),
      }))
  })
}

/** Each thing under its group, in one pass. */
function byGroup<T>(things: readonly T[], group: (thing: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) {
    const name = group(thing)
    const members = groups.get(name)
    if (members) members.push(thing)
    else groups.set(name, [thing])
  }
  return groups
}

type GroupSearches = { readonly mated: readonly SearchRecord[]; readonly nonMated: readonly SearchRecord[] }

function figuresOf(
  { threshold, minPersons, hasFace }: GroupQuestion,
  { mated, nonMated }: GroupSearches,
): Omit<GroupFigures, 'column' | 'value' | 'galleryPersons'> {
  const enough = (searches: readonly SearchRecord[], counts: (search: SearchRecord) => boolean) =>
    personsOf(searches) >= minPersons ? shareOfSearches(searches, counts) : undefined
  return {
    matedPersons: personsOf(mated),
    nonMatedPersons: personsOf(nonMated),
    failureToDetect: enough(uniqueProbes([...mated, ...nonMated]), ({ probe }) => !hasFace(probe.file)),
    fnirRank1: personsOf(mated) >= minPersons ? fnirAtRank(mated, 1) : undefined,
    ...(threshold === undefined
      ? { fnirAtThreshold: undefined, fpirAtThreshold: undefined }
      : {
          fnirAtThreshold: enough(mated, (search) => isMissed(search, { rank: listLength, threshold })),
          fpirAtThreshold: enough(nonMated, (search) => isFalsePositive(search, threshold)),
        }),
  }
}

const personsOf = (searches: readonly SearchRecord[]): number =>
  new Set(searches.map(({ probe }) => probe.person)).size

/** Each probe once: left-out searches use the same pictures as the mated ones. */
const uniqueProbes = (searches: readonly SearchRecord[]): readonly SearchRecord[] => [
  ...new Map(searches.map((search) => [search.probe.file, search])).values(),
]

/** How a column names the group of a picture; a column of more than eight different numbers is banded in tens. */
function groupNamer(column: string, values: readonly string[]): (picture: PersonPicture) => string {
  const numbers = new Set(values.filter((value) => /^\d+(\.\d+)?$/.test(value)))
  const others = new Set(values.filter((value) => !numbers.has(value)))
  const banded = numbers.size > 8 && others.size <= 2
  return ({ groups }) => {
    const value = groups[column] ?? ''
    if (value === '' || /^(na|n\/a|unknown)$/i.test(value)) return 'not stated'
    if (!banded || !numbers.has(value)) return value
    const from = Math.floor(Number(value) / 10) * 10
    return `${from}–${from + 9}`
  }
}
