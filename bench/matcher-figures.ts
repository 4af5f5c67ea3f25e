import { batchSize, type MemberCheck } from './check-members.ts'
import type { PeerOutcome } from './compare-peers.ts'
import type { TemplateFigures } from './describe-templates.ts'
import type { Gallery } from './gallery.ts'
import type { MatcherBenchOptions } from './matcher-options.ts'
import { type FilterFigures, type HealthFigures, names } from './measure-engine.ts'
import type { Times } from './rounds.ts'
import { median } from './statistics.ts'

export type Findings = {
  readonly options: MatcherBenchOptions
  readonly templates: TemplateFigures
  readonly oracleSeconds: number
  readonly checks: readonly MemberCheck[]
  readonly times: Times
  readonly peers: readonly PeerOutcome[]
  readonly filters: readonly FilterFigures[]
  readonly health: HealthFigures
  readonly memoryBytes: number
  readonly gallery: Gallery
}

export type Figures = ReturnType<typeof figuresOf>

/** What the line of JSON holds. */
export function figuresOf(findings: Findings) {
  const { plan, ...options } = findings.options
  const { checks, times, memoryBytes } = findings
  const { loadSeconds, insertSeconds, fileBytes } = findings.gallery
  const time = (name: string): number => median(times(name))
  const sum = (of: (check: MemberCheck) => number): number => checks.reduce((all, one) => all + of(one), 0)
  const single = time(names.single20)
  const measured = findings.peers.flatMap((outcome) => ('variants' in outcome ? outcome.variants : []))
  const usearch = measured.filter(({ peer }) => peer === 'usearch-i8').map(({ ratioToOurs }) => ratioToOurs)
  return {
    ratioToFloor: single / time(names.floor),
    usearchI8OverOurs: usearch.length === 0 ? null : Math.min(...usearch),
    wrongMembers: sum(({ wrongMembers }) => wrongMembers),
    boundViolations: sum(({ boundViolations }) => boundViolations),
    batchPerQueryRatio: time(names.batch) / batchSize / single,
    certificateOverhead: single / time(names.bare) - 1,
    bytesPerTemplate: memoryBytes / plan.rows,
    rows: plan.rows,
    dimension: plan.dimension,
    seed: plan.seed,
    threads: options.threads,
    repetitions: options.repetitions,
    queries: options.queries,
    floorMs: time(names.floor),
    floorGigabytesPerSecond: (plan.rows * plan.dimension) / time(names.floor) / 1e6,
    bareMs: time(names.bare),
    single20Ms: single,
    single200Ms: time(names.single200),
    batch20PerQueryMs: time(names.batch) / batchSize,
    loadSeconds,
    loadRowsPerSecond: plan.rows / loadSeconds,
    loadGigabytesPerSecond: fileBytes / loadSeconds / 1e9,
    insertRowsPerSecond: insertSeconds === undefined ? null : plan.rows / insertSeconds,
    oracleSeconds: findings.oracleSeconds,
    templates: findings.templates,
    certificates: checks,
    peers: measured,
    absentPeers: findings.peers.flatMap((outcome) => ('absent' in outcome ? [outcome] : [])),
    filters: findings.filters,
    health: findings.health,
  }
}
