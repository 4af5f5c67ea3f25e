import type { KeptFinding } from '../parts/api.ts'

export type Rule = {
  readonly id: string
  readonly name: string
  readonly from: string
  readonly until?: string
}
/** A stretch of time in which one rule bound, or none; places are shares of the whole width, 0 to 1. */
export type Band = {
  readonly title: string
  readonly from: number
  readonly to: number
  readonly ruled: boolean
}
export type Bar = {
  readonly id: string
  readonly from: number
  readonly to: number
  readonly uses: number
  readonly ruled: boolean
}
export type Row = { readonly person: string; readonly bars: readonly Bar[] }

const dayMs = 86_400_000
const atMs = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`)

/** Findings of people on one axis of time, with the rules that bound; undefined where nothing has a date. */
export function timelineOf(findings: readonly KeptFinding[], rules: readonly Rule[]) {
  const dated = findings.flatMap(({ firstSeen, lastSeen, ...one }) =>
    firstSeen === undefined || lastSeen === undefined || one.uses === 0
      ? []
      : [{ ...one, fromMs: atMs(firstSeen), toMs: atMs(lastSeen) + dayMs }],
  )
  if (dated.length === 0) return undefined
  const startMs = Math.min(...dated.map(({ fromMs }) => fromMs))
  const endMs = Math.max(...dated.map(({ toMs }) => toMs))
  const place = (ms: number) => Math.min(1, Math.max(0, (ms - startMs) / (endMs - startMs)))
  const people = new Map<string, Bar[]>()
  for (const { id, person, uses, period, fromMs, toMs } of dated) {
    const bars = people.get(person) ?? []
    people.set(person, bars)
    const ruled = !['no rule', 'contracted', 'undated'].includes(period)
    bars.push({ id, uses, ruled, from: place(fromMs), to: place(toMs) })
  }
  return {
    ...{ first: new Date(startMs).toISOString().slice(0, 10) },
    last: new Date(endMs - dayMs).toISOString().slice(0, 10),
    bands: bandsOf(rules, place),
    rows: [...people].map(([person, bars]): Row => ({ person, bars })),
  }
}

function bandsOf(rules: readonly Rule[], place: (ms: number) => number): readonly Band[] {
  const ruled = rules.map(({ name, from, until }) => ({
    ...{ title: name, ruled: true, from: place(atMs(from)) },
    to: until === undefined ? 1 : place(atMs(until) + dayMs),
  }))
  const bands: Band[] = []
  let reached = 0
  for (const band of ruled.toSorted((one, other) => one.from - other.from)) {
    if (band.from > reached) bands.push({ title: 'no rule', from: reached, to: band.from, ruled: false })
    if (band.to > band.from) bands.push(band)
    reached = Math.max(reached, band.to)
  }
  if (reached < 1) bands.push({ title: 'no rule', from: reached, to: 1, ruled: false })
  return bands
}
