import { type Random, seededRandom, streamSeed } from '../../tools/synth/random.ts'

// Who is on duty when, in a unit that does nothing wrong: two shifts, late endings, and calls at night. Hours are those on the agency's wall.

export const zone = 'America/Los_Angeles'
/** Hours of the two shifts of a day. */
export const shifts = { days: { from: 7, until: 15 }, evenings: { from: 14, until: 22 } } as const
/** What is assumed of the unit; `docs/measured.md` says so beside the figures. */
export const assumed = {
  /** Share of shifts that run on, and by how many minutes on average. */
  lateShare: 0.15,
  lateMinutes: 50,
  /** Share of shifts after whose end somebody is called back, at any hour. */
  callShare: 0.01,
  daysOnOf7: 5,
} as const

/** One stretch of work of one person, milliseconds since 1970. */
export type Duty = { readonly person: number; readonly from: number; readonly until: number }

export type Plan = {
  readonly seed: number
  readonly people: number
  readonly days: number
  /** First day, YYYY-MM-DD. */
  readonly firstDay: string
}

export const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Midnight of a day on the agency's wall, as an instant. */
export function midnight(firstDay: string, day: number): number {
  const noon = Date.parse(`${firstDay}T12:00:00Z`) + day * dayMs
  const shown = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: zone })
  return noon - Number(shown.format(noon)) * hourMs
}

/** The stretches of work of everybody, the earliest first. */
export function dutiesOf(plan: Plan): readonly Duty[] {
  const duties: Duty[] = []
  for (let person = 0; person < plan.people; person++) {
    const random = seededRandom(streamSeed(plan.seed, `duty ${person}`))
    const shift = person % 2 === 0 ? shifts.days : shifts.evenings
    for (let day = 0; day < plan.days; day++) {
      if ((day + person) % 7 >= assumed.daysOnOf7) continue
      const start = midnight(plan.firstDay, day)
      const until = start + shift.until * hourMs + lateBy(random)
      duties.push({ person, from: start + shift.from * hourMs, until })
      if (random.chance(assumed.callShare)) {
        const from = until + random.uniform(0.5, 8) * hourMs
        duties.push({ person, from, until: from + 2 * hourMs })
      }
    }
  }
  return duties.sort((one, other) => one.from - other.from)
}

const lateBy = (random: Random): number =>
  random.chance(assumed.lateShare) ? -Math.log(random.uniform(1e-6, 1)) * assumed.lateMinutes * 60_000 : 0
