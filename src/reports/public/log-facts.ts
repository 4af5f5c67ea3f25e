import type { CanonicalValue } from '../../kernel/index.ts'
import { monthOfWeek } from '../../proof/index.ts'

type Entry = { readonly [member: string]: CanonicalValue } & { readonly t: string; readonly w: string }

/** A permitted request as its public entries tell it. */
export type SearchFact = {
  readonly week: string
  readonly unit: string
  readonly crime: string
  readonly purpose: string
  readonly source: string
  readonly emergency: boolean
  /** A list was given. */
  listed: boolean
  /** It was withdrawn before it was concluded. */
  withdrawn?: boolean
  /** What the examinations came to. */
  decision?: string
  /** Every class of outcome that was recorded, in order; the last one counts. */
  readonly outcomes: string[]
}

export type RefusalFact = {
  readonly week: string
  readonly unit: string
  readonly act: string
  readonly codes: readonly string[]
}
export type HouseFact = { readonly week: string; readonly entry: Entry }

/** What a report is made of: everything is a public field of an entry. */
export type LogFacts = {
  readonly searches: readonly SearchFact[]
  readonly refusals: readonly RefusalFact[]
  /** Entries about the house: models, galleries, policies, incidents, imports, openings and erasures. */
  readonly house: readonly HouseFact[]
}

/** Gathers facts from the entries of a verified log, in their order. */
export function gatherFacts(): { add(entry: Entry, index: number): void; facts(): LogFacts } {
  const searches = new Map<number, SearchFact>()
  const refusals: RefusalFact[] = []
  const house: HouseFact[] = []
  const of = (entry: Entry) => (typeof entry.ref === 'number' ? searches.get(entry.ref) : undefined)
  return {
    add(entry, index) {
      const week = entry.w
      const found = of(entry)
      if (entry.t === 'search')
        searches.set(index, {
          ...{ week, unit: text(entry.u), crime: text(entry.crime), purpose: text(entry.purpose) },
          ...{ source: text(entry.src), emergency: entry.exig === true, listed: false, outcomes: [] },
        })
      else if (entry.t === 'result' && found) found.listed = true
      else if (entry.t === 'withdraw' && found) found.withdrawn = true
      else if (entry.t === 'lead' && found) found.decision = text(entry.dec)
      else if (entry.t === 'outcome' && found) found.outcomes.push(text(entry.out))
      else if (entry.t === 'refusal')
        refusals.push({ week, unit: text(entry.u), act: text(entry.act), codes: texts(entry.codes) })
      else house.push({ week, entry })
    },
    facts: () => ({ searches: [...searches.values()], refusals, house }),
  }
}

/** The facts of a period; a search belongs to the period of its own week, with all that became of it since. */
export const factsWithin = (facts: LogFacts, within: (week: string) => boolean): LogFacts => ({
  searches: facts.searches.filter(({ week }) => within(week)),
  refusals: facts.refusals.filter(({ week }) => within(week)),
  house: facts.house.filter(({ week }) => within(week)),
})

const text = (value: CanonicalValue | undefined): string => (typeof value === 'string' ? value : '')
const texts = (value: CanonicalValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.map((one: CanonicalValue) => text(one)) : []

export type Period = { readonly words: string; readonly within: (week: string) => boolean }

/** Reads a period: a year, a month, an ISO week, or `since-YYYY`. The log tells weeks; a week counts in the month, and the year, of its Thursday. */
export function readPeriod(told: string): Period | undefined {
  const month = (week: string) => monthOfWeek(week) ?? ''
  if (/^\d{4}$/.test(told))
    return { words: `the year ${told}`, within: (week) => month(week).startsWith(told) }
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(told))
    return { words: `the month ${told}`, within: (week) => month(week) === told }
  if (monthOfWeek(told) !== undefined) return { words: `the week ${told}`, within: (week) => week === told }
  const [, since] = /^since-(\d{4})$/.exec(told) ?? []
  return since === undefined
    ? undefined
    : { words: `everything since ${since}`, within: (week) => month(week) >= since }
}
