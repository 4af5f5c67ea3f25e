import { isoWeek } from '../kernel/index.ts'
import type { SupervisedSearch } from './supervised-searches.ts'

/** How a number of hours lies: the middle one, and that below which nine in ten lie. */
export type Spread = { readonly count: number; readonly medianHours: number; readonly p90Hours: number }

/** What the searches of a period add up to. */
export type SupervisionFigures = {
  /** Each week of the period, also one in which nothing was searched, oldest first. */
  readonly weeks: readonly {
    readonly week: string
    readonly searches: number
    readonly turnaround: Spread | undefined
  }[]
  readonly stands: readonly { readonly stand: SupervisedSearch['stand']; readonly searches: number }[]
  /** From the search to its conclusion; undefined where nothing was concluded. */
  readonly turnaround: Spread | undefined
  readonly examinedTwice: number
  readonly disagreements: number
  readonly overdueOutcomes: number
}

const dayMs = 86_400_000

/** Adds up the searches of a period; a search belongs to the week in which it was made, whenever it was concluded. */
export function supervisionFigures(
  searches: readonly SupervisedSearch[],
  period: { since: Date; until: Date },
): SupervisionFigures {
  const stands = new Map<SupervisedSearch['stand'], number>()
  for (const { stand } of searches) stands.set(stand, (stands.get(stand) ?? 0) + 1)
  return {
    weeks: weeksWithin(period).map((week) => {
      const own = searches.filter(({ searchedAt }) => isoWeek(searchedAt) === week)
      return { week, searches: own.length, turnaround: spreadOf(own) }
    }),
    stands: [...stands].map(([stand, count]) => ({ stand, searches: count })),
    turnaround: spreadOf(searches),
    examinedTwice: searches.filter(({ examinedTwice }) => examinedTwice).length,
    disagreements: searches.filter(({ disagreed }) => disagreed).length,
    overdueOutcomes: searches.filter(({ outcomeOverdue }) => outcomeOverdue).length,
  }
}

function weeksWithin({ since, until }: { since: Date; until: Date }): readonly string[] {
  const weeks = new Set<string>()
  for (let at = since.getTime(); at < until.getTime(); at += dayMs) weeks.add(isoWeek(new Date(at)))
  return [...weeks.add(isoWeek(until))]
}

/** By nearest rank: the value that stands in that place once they are sorted, so that it is one that occurred. */
function spreadOf(searches: readonly SupervisedSearch[]): Spread | undefined {
  const hours = searches
    .flatMap((one) => (one.hours === undefined ? [] : [one.hours]))
    .toSorted((one, other) => one - other)
  const ranked = (share: number) => hours[Math.max(0, Math.ceil(share * hours.length) - 1)]
  const [medianHours, p90Hours] = [ranked(0.5), ranked(0.9)]
  if (medianHours === undefined || p90Hours === undefined) return undefined
  return { count: hours.length, medianHours, p90Hours }
}
