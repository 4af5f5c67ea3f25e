import { batchSize } from './check-members.ts'
import type { PeerFigures, PeerOutcome } from './compare-peers.ts'
import type { TemplateFigures } from './describe-templates.ts'
import { type Figures, type Findings, figuresOf } from './matcher-figures.ts'
import type { FilterFigures, HealthFigures } from './measure-engine.ts'
import { peers } from './peers/catalogue.ts'
import { duration } from './progress.ts'
import { ms, print, table } from './table.ts'

/** Prints the tables and, when asked, the line of JSON; false when a list was wrong or a bound did not hold. */
export function reportFindings(findings: Findings): boolean {
  const figures = figuresOf(findings)
  const { plan, threads, repetitions } = findings.options
  print(`\n${plan.rows} templates of ${plan.dimension} dimensions, ${threads} threads, seed ${plan.seed}`)
  printTemplates(findings.templates)
  printChecks(findings)
  print(`\nSpeed, medians of ${repetitions} rounds by turns`)
  print(table([['', 'ms', '× the floor'], ...speedRows(figures)]))
  print('\nBars')
  print(table([['figure', 'measured', 'bar', ''], ...barRows(figures)]))
  printPeers(findings.peers)
  printFilters(findings.filters)
  printHealth(findings.health)
  print(`\nLoad from disk (the page cache is warm): ${duration(figures.loadSeconds)}, ${loadRate(figures)}`)
  if (findings.options.json) print(JSON.stringify(figures))
  return figures.wrongMembers === 0 && figures.boundViolations === 0
}

function printTemplates({ impostorMean, impostorDeviation, genuine }: TemplateFigures): void {
  const [low, middle, high] = genuine.map((value) => value.toFixed(2))
  print(
    `  two persons: mean ${impostorMean.toFixed(4)}, deviation ${impostorDeviation.toFixed(4)}; ` +
      `one person: 1st, 50th, 99th percentile ${low}, ${middle}, ${high}`,
  )
}

function printChecks({ checks, options, oracleSeconds }: Findings): void {
  print(`\nAgainst the float32 oracle, ${options.queries} queries, half of them of persons in the gallery`)
  print(`  the oracle took ${duration(oracleSeconds)}`)
  const rows = checks.map((check) => [
    `${check.k}`,
    check.asked,
    `${check.wrongMembers}`,
    `${check.boundViolations}`,
    check.rowsRescoredMean.toFixed(1),
    `${check.rowsRescoredMost}`,
  ])
  const heading = ['k', 'asked', 'wrong members', 'bound violations', 'rows re-scored, mean', 'most']
  print(table([heading, ...rows]))
}

const speedRows = (figures: Figures): readonly (readonly string[])[] =>
  [
    ['floor: reading the codes', figures.floorMs],
    ['bare scan', figures.bareMs],
    ['single query, k 20', figures.single20Ms],
    ['single query, k 200', figures.single200Ms],
    [`batch of ${batchSize}, k 20, per query`, figures.batch20PerQueryMs],
  ].map(([title, value]) => [`${title}`, ms(Number(value)), (Number(value) / figures.floorMs).toFixed(2)])

function barRows(figures: Figures): readonly (readonly string[])[] {
  const most = (what: string, value: number, bar: number): readonly string[] =>
    barRow(what, { value, bar: `≤ ${bar}`, held: value <= bar })
  const usearch = figures.usearchI8OverOurs
  return [
    most('wrong members', figures.wrongMembers, 0),
    most('bound violations', figures.boundViolations, 0),
    most('single query ÷ floor', figures.ratioToFloor, 1.7),
    usearch === null
      ? ['usearch int8 ÷ ours', '–', '≥ 1.7', 'not measured']
      : barRow('usearch int8 ÷ ours', { value: usearch, bar: '≥ 1.7', held: usearch >= 1.7 }),
    most(`batch of ${batchSize}, per query ÷ single`, figures.batchPerQueryRatio, 0.55),
    most('certificate over the bare scan', figures.certificateOverhead, 0.15),
    most('bytes of memory per template', figures.bytesPerTemplate, figures.dimension + 28),
    most('health request while scanning, 99th percentile, ms', figures.health.scanning.p99, 10),
  ]
}

const barRow = (
  what: string,
  { value, bar, held }: { readonly value: number; readonly bar: string; readonly held: boolean },
): readonly string[] => [
  what,
  Number.isInteger(value) ? `${value}` : value.toFixed(2),
  bar,
  held ? 'kept' : 'MISSED',
]

function printPeers(outcomes: readonly PeerOutcome[]): void {
  if (outcomes.length === 0) return
  print('\nOther engines, one query, k 20, each by turns with ours')
  const cells = ({ peer, variant, ...of }: PeerFigures): readonly string[] => [
    `${peers[peer].title}, ${variant}`,
    ms(of.ms),
    ms(of.oursMs),
    ms(of.floorMs),
    of.ratioToOurs.toFixed(2),
    of.recallAt20 === undefined ? '–' : of.recallAt20.toFixed(4),
    of.openSeconds.toFixed(1),
  ]
  const measured = outcomes.flatMap((outcome) => ('variants' in outcome ? outcome.variants.map(cells) : []))
  print(table([['engine', 'ms', 'ours, ms', 'floor, ms', '÷ ours', 'recall@20', 'opened in s'], ...measured]))
  for (const outcome of outcomes)
    if ('absent' in outcome) print(`  ${peers[outcome.peer].title}: ${outcome.absent}`)
}

function printFilters(filters: readonly FilterFigures[]): void {
  print('\nFilters by agency, rows spread over the gallery')
  const rows = filters.map(({ share, ms: time, ratioToUnfiltered }) => [
    `${(share * 100).toFixed(1)} %`,
    ms(time),
    ratioToUnfiltered.toFixed(2),
  ])
  print(table([['share', 'ms', '÷ unfiltered'], ...rows]))
}

function printHealth({ idle, scanning }: HealthFigures): void {
  print('\nHealth request to the same process, ms')
  const rows = Object.entries({ idle, 'while scanning': scanning }).map(([title, of]) => [
    title,
    `${of.requests}`,
    ...[of.p50, of.p99, of.most].map((value) => value.toFixed(1)),
  ])
  print(table([['', 'requests', 'p50', 'p99', 'most'], ...rows]))
}

const loadRate = (figures: Figures): string =>
  `${Math.round(figures.loadRowsPerSecond)} rows a second, ${figures.loadGigabytesPerSecond.toFixed(2)} GB/s`
