import { type Share, share } from '../kernel/index.ts'
import { type GroupFigures, groupFigures } from './group-figures.ts'
import {
  cumulativeFound,
  type DetPoint,
  errorTradeOff,
  fnirAtFpir,
  fnirAtRank,
  type NonMated,
  type ThresholdPoint,
} from './identification.ts'
import type { Outcomes } from './make-templates.ts'
import type { PersonPicture } from './person-picture.ts'
import { rankSearches, type SearchRecord } from './rank-searches.ts'
import { countBy } from './verification.ts'

export type IdentificationFigures = {
  /** N: persons named by the gallery, whether or not a template could be made of them. */
  readonly persons: number
  readonly galleryPictures: number
  /** Persons none of whose pictures gave a template: every search for them is a miss. */
  readonly personsNotEnrolled: number
  readonly matedSearches: number
  readonly nonMatedSearches: number
  readonly nonMated: NonMated
  readonly rank1: Share
  readonly fnirRank1: Share
  /** At ranks 1, 5, 10, 20 and 50, as far as there are so many persons. */
  readonly ranks: readonly { readonly rank: number; readonly found: Share }[]
  readonly cmc: readonly number[]
  /** At FPIR 0.01 and 0.003; empty without non-mated searches. */
  readonly points: readonly ThresholdPoint[]
  readonly det: readonly DetPoint[]
  /** Probes in which no face was found. */
  readonly failureToDetect: Share
  readonly unreadable: Readonly<Record<string, number>>
  readonly groups: readonly GroupFigures[]
  readonly minGroupPersons: number
  readonly searches: readonly SearchRecord[]
}

export type IdentificationQuestion = {
  readonly gallery: readonly PersonPicture[]
  readonly probes: readonly PersonPicture[]
  /** What came of the pictures of the gallery, and of the probes. */
  readonly enrolled: Outcomes
  readonly searched: Outcomes
  /**
   * Take, where no probe is of a person outside the gallery, each mated probe also as a search of the gallery without
   * its person: N - 1 persons, and the same pictures on both sides.
   */
  readonly leaveOut: boolean
  readonly minGroupPersons: number
}

/** Every figure of a 1:N evaluation. */
export function identificationFigures(question: IdentificationQuestion): IdentificationFigures {
  const { gallery, probes, enrolled, searched, minGroupPersons } = question
  const searches = rankSearches(probes, { gallery, enrolled, searched })
  const mated = searches.filter((search) => search.mated)
  const given = searches.filter((search) => !search.mated)
  const leaveOut = question.leaveOut && given.length === 0
  const nonMated = leaveOut ? mated : given
  const persons = new Set(gallery.map(({ person }) => person))
  const isEnrolled = ({ file }: PersonPicture) => 'template' in (enrolled.get(file) ?? {})
  const found = new Set(gallery.filter(isEnrolled).map(({ person }) => person))
  const points =
    nonMated.length === 0 ? [] : [0.01, 0.003].map((rate) => fnirAtFpir({ mated, nonMated }, rate))
  const failures = [...enrolled.values(), ...searched.values()].flatMap((one) =>
    'failure' in one ? [one.failure] : [],
  )
  const hasFace = (file: string) => {
    const outcome = searched.get(file)
    return !(outcome !== undefined && 'failure' in outcome && outcome.failure === 'NO_FACE')
  }
  return {
    persons: persons.size,
    galleryPictures: gallery.length,
    personsNotEnrolled: persons.size - found.size,
    matedSearches: mated.length,
    nonMatedSearches: nonMated.length,
    nonMated: leaveOut ? 'leave-out' : given.length > 0 ? 'given' : 'none',
    rank1: foundWithin(mated, 1),
    fnirRank1: fnirAtRank(mated, 1),
    ranks: [1, 5, 10, 20, 50]
      .filter((rank) => rank <= persons.size)
      .map((rank) => ({ rank, found: foundWithin(mated, rank) })),
    cmc: cumulativeFound(mated, persons.size),
    points,
    det: nonMated.length === 0 || mated.length === 0 ? [] : errorTradeOff({ mated, nonMated }),
    failureToDetect: share(probes.filter(({ file }) => !hasFace(file)).length, probes.length),
    unreadable: countBy(failures.filter((code) => code !== 'NO_FACE')),
    groups: groupFigures({
      mated,
      nonMated,
      gallery,
      threshold: points[0]?.threshold,
      minPersons: minGroupPersons,
      hasFace,
    }),
    minGroupPersons,
    searches,
  }
}

/** 1 - FNIR(N, R, 0). */
function foundWithin(mated: readonly SearchRecord[], rank: number): Share {
  const { value, count, of, low, high } = fnirAtRank(mated, rank)
  return { value: 1 - value, count: of - count, of, low: 1 - high, high: 1 - low }
}
