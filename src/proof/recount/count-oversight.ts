import type { CanonicalValue } from '../../kernel/index.ts'
import { type Followed, followOversight } from './follow-oversight.ts'
import { monthOfWeek } from './month-of-week.ts'
import { type Counts, createTally } from './tally.ts'

/** Alarms, audits and cases of misuse that began in one month and unit, have one ground, and stand alike. */
export type OversightCell = {
  readonly month: string
  readonly unit: string
  readonly what: string
  /** The wire of an alarm, or what a case of misuse came from; empty for an audit. */
  readonly from: string
  /** `open`, or how an alarm was settled, how far an audit is, what was found of a case. */
  readonly stand: string
  readonly count: number
}

/** What the house's own oversight adds up to; each alarm, audit and case once, by where it stands. */
export type OversightCount = {
  readonly alarms: number
  readonly alarmsByWire: Counts
  readonly alarmsByStand: Counts
  readonly audits: number
  readonly auditsByStand: Counts
  /** Drawn searches of signed audits, by whether the case file says the same: yes, no, could-not-tell. */
  readonly auditedSearches: Counts
  readonly misuseCases: number
  readonly misuseBySource: Counts
  readonly misuseByFinding: Counts
  readonly misuseByDiscipline: Counts
  readonly oversightCells: readonly OversightCell[]
}

type Entry = { readonly [member: string]: CanonicalValue }

export function countOversight() {
  const followed = followOversight()
  const disciplines = createTally()
  return {
    add(entry: Entry, index: number): void {
      followed.add(entry, index)
      if (entry.t === 'misuse' && entry.step === 'closed')
        disciplines.add('misuseByDiscipline', String(entry.discipline))
    },
    count: (): OversightCount => ({
      ...addedUp(followed.things()),
      misuseByDiscipline: disciplines.counts('misuseByDiscipline'),
    }),
  }
}

function addedUp(things: readonly Followed[]): Omit<OversightCount, 'misuseByDiscipline'> {
  const tally = createTally()
  for (const { what, week, unit, from, stand, checks } of things) {
    tally.add('all', what)
    tally.add(`${what} from`, from)
    tally.add(`${what} stand`, stand)
    tally.add('cells', [monthOfWeek(week) ?? '', unit, what, from, stand].join('\n'))
    if (what === 'audit' && stand === 'signed') for (const says of checks.values()) tally.add('says', says)
  }
  const all = tally.counts('all')
  return {
    alarms: all.alarm ?? 0,
    alarmsByWire: tally.counts('alarm from'),
    alarmsByStand: tally.counts('alarm stand'),
    audits: all.audit ?? 0,
    auditsByStand: tally.counts('audit stand'),
    auditedSearches: tally.counts('says'),
    misuseCases: all.misuse ?? 0,
    misuseBySource: tally.counts('misuse from'),
    misuseByFinding: tally.counts('misuse stand'),
    oversightCells: Object.entries(tally.counts('cells')).map(toCell),
  }
}

function toCell([key, count]: [string, number]): OversightCell {
  const [month = '', unit = '', what = '', from = '', stand = ''] = key.split('\n')
  return { month, unit, what, from, stand, count }
}
