import { type Share, share } from '../kernel/index.ts'
import { thresholdAccepting } from './operating-points.ts'
import type { SearchRecord } from './rank-searches.ts'

// Terms after ISO/IEC 19795-1 (FNIR: entry 3.22 of its vocabulary) and NIST FRTE 1:N, which count persons, not pictures:
// N is the number of persons in the gallery, each with one or more pictures.

/** Longest list that somebody looks through; the R of FNIR(N, R, T) where a threshold is set. */
export const listLength = 50

/** Which searches stand for those of persons who are not in the gallery. */
export type NonMated = 'given' | 'leave-out' | 'none'

/** What a threshold does to both kinds of searches. */
export type ThresholdPoint = {
  readonly falsePositiveRate: number
  /** FPIR(N, T): non-mated searches that return anybody at or above the threshold. */
  readonly fpir: Share
  /** FNIR(N, R, T): mated searches whose person is not among the first R at or above the threshold. */
  readonly fnir: Share
  readonly threshold: number
  /** False when there are too few non-mated searches for even one false positive at this rate. */
  readonly resolved: boolean
}

export const isMissed = ({ mate }: SearchRecord, of: { rank: number; threshold?: number }): boolean =>
  mate === undefined || mate.rank > of.rank || mate.similarity < (of.threshold ?? Number.NEGATIVE_INFINITY)

export const isFalsePositive = ({ bestOther }: SearchRecord, threshold: number): boolean =>
  bestOther !== undefined && bestOther.similarity >= threshold

/** A share of searches; its interval counts persons, because searches of one person are not independent. */
export function shareOfSearches(
  searches: readonly SearchRecord[],
  counts: (search: SearchRecord) => boolean,
): Share {
  const persons = new Set(searches.map(({ probe }) => probe.person)).size
  return share(searches.filter(counts).length, searches.length, persons)
}

/** FNIR(N, R, 0): investigation without a threshold; a person looks at the first R. A failed probe is a miss. */
export const fnirAtRank = (mated: readonly SearchRecord[], rank: number): Share =>
  shareOfSearches(mated, (search) => isMissed(search, { rank }))

/** FNIR at the smallest threshold whose FPIR is at most the given rate. */
export function fnirAtFpir(
  of: { readonly mated: readonly SearchRecord[]; readonly nonMated: readonly SearchRecord[] },
  falsePositiveRate: number,
): ThresholdPoint {
  const tops = topsOf(of.nonMated)
  const permitted = Math.floor(falsePositiveRate * of.nonMated.length + 1e-9)
  const threshold = thresholdAccepting(tops, permitted)
  return {
    falsePositiveRate,
    threshold,
    fpir: shareOfSearches(of.nonMated, (search) => isFalsePositive(search, threshold)),
    fnir: shareOfSearches(of.mated, (search) => isMissed(search, { rank: listLength, threshold })),
    resolved: permitted > 0,
  }
}

/** Similarity of the best other person of each search, ascending; minus infinity where nobody came back. */
const topsOf = (nonMated: readonly SearchRecord[]): Float64Array =>
  Float64Array.from(nonMated, ({ bestOther }) => bestOther?.similarity ?? Number.NEGATIVE_INFINITY).sort()

/** Share of mated searches whose person stands within each rank, 1 up to the list length or N: 1 - FNIR(N, r, 0). */
export function cumulativeFound(mated: readonly SearchRecord[], persons: number): readonly number[] {
  const longest = Math.min(listLength, persons)
  const atRank = new Array<number>(longest).fill(0)
  for (const { mate } of mated)
    if (mate !== undefined && mate.rank <= longest) atRank[mate.rank - 1] = (atRank[mate.rank - 1] ?? 0) + 1
  let found = 0
  return atRank.map((count) => {
    found += count
    return found / Math.max(1, mated.length)
  })
}

export type DetPoint = { readonly threshold: number; readonly fpir: number; readonly fnir: number }

/** FNIR(N, R, T) against FPIR(N, T) as the threshold moves over every similarity that occurs, lowest first. */
export function errorTradeOff(of: {
  readonly mated: readonly SearchRecord[]
  readonly nonMated: readonly SearchRecord[]
}): readonly DetPoint[] {
  const within = of.mated.filter((search) => !isMissed(search, { rank: listLength }))
  const mates = Float64Array.from(within, ({ mate }) => mate?.similarity ?? 0).sort()
  const tops = topsOf(of.nonMated)
  const thresholds = [...new Set([...mates, ...tops])].filter(Number.isFinite).sort((a, b) => a - b)
  let lowMates = 0
  let lowTops = 0
  return thresholds.map((threshold) => {
    while (lowMates < mates.length && (mates[lowMates] ?? 0) < threshold) lowMates++
    while (lowTops < tops.length && (tops[lowTops] ?? 0) < threshold) lowTops++
    return {
      threshold,
      fpir: (tops.length - lowTops) / tops.length,
      fnir: 1 - (mates.length - lowMates) / of.mated.length,
    }
  })
}
