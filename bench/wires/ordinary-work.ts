import { type Random, seededRandom, streamSeed } from '../../tools/synth/random.ts'
import { type Duty, dutiesOf, midnight, type Plan } from './roster.ts'

// Months of work by people who do nothing wrong, from a seed: what they search, when, for which case, and which lists they open. It has the
// frictions of honest work, since a wire that never met them has not been measured.

/** What is assumed; `docs/measured.md` says so beside the figures. */
export const frictions = {
  searchesAShift: 1,
  /** Of searches, those of a case that the same person has open; of these, those with a picture that was searched before. */
  sameCase: 0.35,
  samePicture: 0.4,
  /** Of searches of an open case, those after its crime was classed anew. */
  reclassed: 0.03,
  /** Of searches, those whose case number has one digit wrong. */
  mistyped: 0.01,
  /** Of new cases, those of a series, asked for with the picture of another case of it. */
  series: 0.01,
  /** Of lists, those that a colleague opens too, within the day. */
  colleague: 0.2,
  /** Minutes that the supervisor spends with each list in the weekly review. */
  reviewMinutes: [1, 6],
} as const

export const crimes = ['robbery', 'burglary', 'theft', 'fraud', 'aggravated-assault', 'vandalism'] as const

export type SearchAct = {
  readonly do: 'search'
  readonly at: number
  readonly person: number
  readonly caseNumber: string
  readonly crime: string
  /** Number of a picture; the same number is the same file. */
  readonly picture: number
}
/** Somebody opens the list of the n-th search for the first time. */
export type OpenAct = {
  readonly do: 'open'
  readonly at: number
  readonly person: number
  readonly search: number
}
export type Act = SearchAct | OpenAct

/** The supervisor, who searches nothing and looks through the week every seventh day. */
export const supervisor = -1

type Case = { readonly number: string; crime: string; readonly pictures: number[] }

/** All acts of the plan, in the order of time. */
export function ordinaryWork(plan: Plan): readonly Act[] {
  const searches = searchesOf(plan, dutiesOf(plan))
  const opened = searches.map(
    ({ at, person }, search): OpenAct => ({ do: 'open', at: at + 60_000, person, search }),
  )
  const acts = [...searches, ...opened, ...lookedAtBesides(plan, searches)]
  return acts.sort((one, other) => one.at - other.at)
}

function searchesOf(plan: Plan, duties: readonly Duty[]): readonly SearchAct[] {
  const random = seededRandom(streamSeed(plan.seed, 'searches'))
  const open = new Map<number, Case[]>()
  let [cases, pictures] = [0, 0]
  const begin = (): Case => {
    cases += Math.ceil(random.uniform(0, 40))
    const all = [...open.values()].flat()
    const series = all.length > 0 && random.chance(frictions.series)
    const picture = series ? (pick(random, all).pictures[0] ?? 0) : pictures++
    return { number: `RHD26-${100_000 + cases}`, crime: pick(random, crimes), pictures: [picture] }
  }
  const moments = duties.flatMap((duty) =>
    Array.from({ length: poisson(random, frictions.searchesAShift) }, () => ({
      person: duty.person,
      at: random.uniform(duty.from, duty.until),
    })),
  )
  return moments
    .sort((one, other) => one.at - other.at)
    .map(({ person, at }): SearchAct => {
      const own = open.get(person) ?? []
      open.set(person, own)
      const again = own.length > 0 && random.chance(frictions.sameCase)
      const one = again ? pick(random, own.slice(-5)) : begin()
      if (!again) own.push(one)
      else if (random.chance(frictions.reclassed)) one.crime = pick(random, crimes)
      if (again && !random.chance(frictions.samePicture)) one.pictures.push(pictures++)
      const caseNumber = random.chance(frictions.mistyped) ? mistyped(random, one.number) : one.number
      const picture = again ? (one.pictures.at(-1) ?? 0) : (one.pictures[0] ?? 0)
      return { do: 'search', at, person, caseNumber, crime: one.crime, picture }
    })
}

/** Colleagues help each other, and the supervisor looks through the week at a sitting. */
function lookedAtBesides(plan: Plan, searches: readonly SearchAct[]): readonly OpenAct[] {
  const random = seededRandom(streamSeed(plan.seed, 'looking'))
  const acts: OpenAct[] = []
  for (const [search, { at, person }] of searches.entries()) {
    if (!random.chance(frictions.colleague)) continue
    const colleague = (person + 1 + Math.floor(random.uniform(0, plan.people - 1))) % plan.people
    acts.push({ do: 'open', at: at + random.uniform(0.2, 8) * 3_600_000, person: colleague, search })
  }
  const [fewest, most] = frictions.reviewMinutes
  for (let day = 7; day <= plan.days; day += 7) {
    const [from, until] = [midnight(plan.firstDay, day - 7), midnight(plan.firstDay, day)]
    let at = until + 9 * 3_600_000
    for (const [search, asked] of searches.entries()) {
      if (asked.at < from || asked.at >= until) continue
      acts.push({ do: 'open', at, person: supervisor, search })
      at += random.uniform(fewest, most) * 60_000
    }
  }
  return acts
}

/** One of the last digits is another. */
function mistyped(random: Random, number: string): string {
  const place = number.length - 1 - Math.floor(random.uniform(0, 3))
  const other = (Number(number[place]) + Math.ceil(random.uniform(0, 9))) % 10
  return `${number.slice(0, place)}${other}${number.slice(place + 1)}`
}

const pick = <T>(random: Random, list: readonly T[]): T => random.pick(list as readonly [T, ...T[]])

/** How often something happens that happens so often on average. */
export function poisson(random: Random, mean: number): number {
  let [count, left] = [0, random.uniform(0, 1)]
  const least = Math.exp(-mean)
  for (; left > least; count++) left *= random.uniform(0, 1)
  return count
}
