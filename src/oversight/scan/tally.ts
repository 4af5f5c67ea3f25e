import { type Confidence, confidenceRank, type DetectionRule } from './confidence.ts'
import type { Mark } from './mark.ts'

/** Where something was seen. */
export type Evidence = {
  readonly file: string
  readonly line: number
  readonly lineHash: string
  readonly atMs: number | undefined
  readonly confidence: Confidence
  readonly rule: DetectionRule
}

/** Sightings with no more than half an hour between one and the next. */
export type Session = {
  /** Undefined for lines that give no time. */
  readonly startMs: number | undefined
  readonly endMs: number | undefined
  readonly sightings: number
  readonly uploads: number
  readonly inUse: boolean
  readonly confidence: Confidence
  readonly rule: DetectionRule
  /** The lines that say most, at most a dozen. */
  readonly evidence: readonly Evidence[]
}

/** Everything about one person and one service. */
export type Entry = {
  readonly person: string
  readonly service: string
  readonly sessions: readonly Session[]
}

export const sessionGapMs = 30 * 60_000
const evidenceKept = 12

/** How many searches a session is counted as: those it shows, or one where it shows the tool in use and no more. */
export const sessionUses = ({ uploads, inUse }: Session): number => (uploads > 0 ? uploads : inUse ? 1 : 0)

/**
 * Joins sightings to sessions as they come, in any order and from many files: what it holds grows with people and sessions, not with
 * lines, and does not depend on the order. The same mail, device or purchase told twice counts once.
 */
export class Tally {
  private readonly entries = new Map<string, { person: string; service: string; sessions: Session[] }>()
  private readonly ids = new Set<string>()

  add(mark: Mark, of: { file: string; lineBase: number }): void {
    if (mark.id !== undefined) {
      if (this.ids.has(mark.id)) return
      this.ids.add(mark.id)
    }
    const { atMs, confidence, rule, uploads, inUse } = mark
    const evidence = {
      file: of.file,
      line: of.lineBase + mark.line,
      lineHash: mark.lineHash,
      atMs,
      confidence,
      rule,
    }
    this.addSession(mark, {
      ...{ startMs: atMs, endMs: atMs, sightings: 1, uploads, inUse, confidence, rule, evidence: [evidence] },
    })
  }

  addSession(of: { person: string; service: string }, session: Session): void {
    const key = `${of.person.toLowerCase()} ${of.service}`
    const entry = this.entries.get(key) ?? { person: of.person, service: of.service, sessions: [] }
    this.entries.set(key, entry)
    insert(entry.sessions, session)
  }

  /** What it holds, as data; `fromState` makes it again. */
  state(): { entries: readonly Entry[]; ids: readonly string[] } {
    return { entries: [...this.entries.values()], ids: [...this.ids] }
  }

  static fromState(state: { entries: readonly Entry[]; ids: readonly string[] }): Tally {
    const tally = new Tally()
    for (const { person, service, sessions } of state.entries) {
      tally.entries.set(`${person.toLowerCase()} ${service}`, { person, service, sessions: [...sessions] })
    }
    for (const id of state.ids) tally.ids.add(id)
    return tally
  }
}

/** Sessions stand in order of time, the undated one first; a new one joins those it touches. */
function insert(sessions: Session[], session: Session): void {
  if (session.startMs === undefined) {
    const undated = sessions.findIndex(({ startMs }) => startMs === undefined)
    const other = sessions[undated]
    if (other) sessions[undated] = joined(other, session)
    else sessions.unshift(session)
    return
  }
  let at = firstEndingFrom(sessions, session.startMs - sessionGapMs)
  let whole = session
  for (
    let next = sessions[at];
    next && (next.startMs ?? 0) <= (whole.endMs ?? 0) + sessionGapMs;
    next = sessions[at]
  ) {
    whole = joined(next, whole)
    sessions.splice(at, 1)
  }
  at = firstEndingFrom(sessions, whole.startMs ?? 0)
  sessions.splice(at, 0, whole)
}

function firstEndingFrom(sessions: readonly Session[], fromMs: number): number {
  let low = 0
  let high = sessions.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sessions[middle]?.endMs ?? Number.NEGATIVE_INFINITY) < fromMs) low = middle + 1
    else high = middle
  }
  return low
}

function joined(one: Session, other: Session): Session {
  const stronger = confidenceRank(one.confidence) >= confidenceRank(other.confidence) ? one : other
  return {
    startMs: one.startMs === undefined ? undefined : Math.min(one.startMs, other.startMs ?? one.startMs),
    endMs: one.endMs === undefined ? undefined : Math.max(one.endMs, other.endMs ?? one.endMs),
    sightings: one.sightings + other.sightings,
    uploads: one.uploads + other.uploads,
    inUse: one.inUse || other.inUse,
    confidence: stronger.confidence,
    rule: stronger.rule,
    evidence: [...one.evidence, ...other.evidence].sort(byWeight).slice(0, evidenceKept),
  }
}

/** What says most stands first, then what came first; so the same lines are kept whatever the order they came in. */
const byWeight = (one: Evidence, other: Evidence): number =>
  confidenceRank(other.confidence) - confidenceRank(one.confidence) ||
  (one.atMs ?? 0) - (other.atMs ?? 0) ||
  (one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line)
