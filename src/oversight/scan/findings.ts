import type { Register } from '../register/read-register.ts'
import { type Investigation, type TouchedCase, touchedCases } from '../review/investigations.ts'
import { type Judgement, judgeConduct, periodOn } from '../review/judge-conduct.ts'
import { type Confidence, confidenceRank, type DetectionRule } from './confidence.ts'
import type { KnownPerson, PeopleMap } from './people-map.ts'
import { type Entry, type Evidence, type Session, sessionUses, Tally } from './tally.ts'

/** What one person did with one service, in one period of the rules. */
export type Finding = {
  /** The person who was said to be behind the account, or the account or address as the logs write it. */
  readonly person: string
  readonly unit: string
  /** Several people use this address: nobody is named by it. */
  readonly shared: boolean
  readonly service: string
  readonly serviceId: string
  /** Estimated searches: images sent and requests of programs; else one for each session that shows the tool in use. */
  readonly uses: number
  readonly sessions: number
  readonly uploads: number
  readonly sightings: number
  readonly firstSeen: string | undefined
  readonly lastSeen: string | undefined
  readonly confidence: Confidence
  readonly rule: DetectionRule
  /** The agency's rule that bound then, 'no rule', 'contracted' or 'undated'; empty where the register names no rules. */
  readonly period: string
  /** By the rule of its day; undefined where the register names no rules. */
  readonly judgement: Judgement | undefined
  /** Cases that the person worked on when the uses fell. */
  readonly cases: readonly TouchedCase[]
  readonly evidence: readonly Evidence[]
}

export type FindingChoice = {
  readonly people?: PeopleMap
  readonly investigations?: readonly Investigation[]
  /** Judge also where no rule is known: then everything was used while no rule existed. */
  readonly judge?: boolean
}

const evidenceKept = 50
const listWindowMs = 10 * 60_000
const listServices = 8

/** Findings from what was tallied, the gravest first, and how many lookups were set aside as the walk through a list of names. */
export function findingsOf(
  entries: readonly Entry[],
  register: Register,
  choice: FindingChoice = {},
): { readonly findings: readonly Finding[]; readonly listed: number } {
  const { joined: byPerson, known: people } = joinPeople(entries, choice.people)
  const walked = listWalks(byPerson)
  const names = new Map(register.services.map(({ id, name }) => [id, name]))
  const findings = byPerson.flatMap(({ person, service, sessions }) => {
    const known = people.get(person)
    const kept = sessions.filter((session) => !walked.has(session))
    const judges = choice.judge === true || register.rules.length > 0
    const byPeriod = grouped(kept, ({ startMs }) =>
      judges ? periodOn(register, { day: dayOf(startMs), service }) : '',
    )
    return [...byPeriod].map(([period, some]) => {
      const finding = {
        person,
        unit: known?.unit ?? '',
        shared: known?.shared ?? false,
        period,
        ...summary(some),
      }
      const used = some.map((session) => ({ day: dayOf(session.startMs), uses: sessionUses(session) }))
      return {
        ...{ ...finding, service: names.get(service) ?? service, serviceId: service },
        judgement: judges ? judgeConduct(finding, register) : undefined,
        cases: touchedCases(person, used, choice.investigations ?? []),
      }
    })
  })
  return { findings: findings.sort(gravestFirst), listed: walked.size }
}

const dayOf = (ms: number | undefined): string =>
  ms === undefined ? '' : new Date(ms).toISOString().slice(0, 10)

function grouped<T>(all: readonly T[], by: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(by(one))
    if (group) group.push(one)
    else groups.set(by(one), [one])
  }
  return groups
}

/** Several accounts of a person become one. */
function joinPeople(entries: readonly Entry[], people: PeopleMap | undefined) {
  const known = new Map<string, KnownPerson>()
  if (!people) return { joined: entries, known }
  const tally = new Tally()
  for (const { person: account, service, sessions } of entries) {
    const behind = people(account)
    const person = behind?.person ?? account
    if (behind) known.set(person, behind)
    for (const session of sessions) tally.addSession({ person, service }, session)
  }
  return { joined: tally.state().entries, known }
}

function summary(sessions: readonly Session[]) {
  const times = sessions.flatMap(({ startMs, endMs }) =>
    startMs === undefined ? [] : [startMs, endMs ?? startMs],
  )
  const strongest = sessions.reduce((best, one) =>
    confidenceRank(one.confidence) > confidenceRank(best.confidence) ? one : best,
  )
  const time = (ms: number): string | undefined =>
    Number.isFinite(ms) ? new Date(ms).toISOString() : undefined
  return {
    uses: sessions.reduce((sum, session) => sum + sessionUses(session), 0),
    sessions: sessions.length,
    uploads: sessions.reduce((sum, { uploads }) => sum + uploads, 0),
    sightings: sessions.reduce((sum, { sightings }) => sum + sightings, 0),
    firstSeen: time(times.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY)),
    lastSeen: time(times.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY)),
    ...{ confidence: strongest.confidence, rule: strongest.rule },
    evidence: sessions
      .flatMap(({ evidence }) => evidence)
      .sort((one, other) => confidenceRank(other.confidence) - confidenceRank(one.confidence))
      .slice(0, evidenceKept),
  }
}

const gravestFirst = (one: Finding, other: Finding): number =>
  other.uses - one.uses ||
  confidenceRank(other.confidence) - confidenceRank(one.confidence) ||
  (one.person < other.person ? -1 : one.person > other.person ? 1 : one.serviceId < other.serviceId ? -1 : 1)

/**
 * Sessions that are the walk through a list: one person or address that looked up or opened eight services or more within ten minutes,
 * and did no more with any of them. Researchers, filters and resolvers that test a list look like that; somebody who searches does not.
 */
function listWalks(entries: readonly Entry[]): ReadonlySet<Session> {
  const walked = new Set<Session>()
  const people = grouped(entries, ({ person }) => person.toLowerCase())
  for (const own of people.values()) {
    if (own.length < listServices) continue
    const looks = own
      .flatMap(({ service, sessions }) => sessions.map((session) => ({ service, session })))
      .filter(({ session }) => onlyLooked(session))
      .sort((one, other) => (one.session.startMs ?? 0) - (other.session.startMs ?? 0))
    for (const [at, first] of looks.entries()) {
      const untilMs = (first.session.startMs ?? 0) + listWindowMs
      const within = looks
        .slice(at)
        .filter(({ session }) => (session.startMs ?? Number.POSITIVE_INFINITY) <= untilMs)
      if (new Set(within.map(({ service }) => service)).size < listServices) continue
      for (const { session } of within) walked.add(session)
    }
  }
  return walked
}

const onlyLooked = ({ confidence, startMs }: Session): boolean =>
  startMs !== undefined && (confidence === 'looked up the name' || confidence === 'opened a page')
