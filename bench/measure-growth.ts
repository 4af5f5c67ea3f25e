import { freemem } from 'node:os'
import type { DecadeOptions } from './decade-options.ts'
import { type Gallery, standGallery } from './gallery.ts'
import { TemplateMaker, type TemplatePlan } from './make-templates.ts'
import { engineTasks, names } from './measure-engine.ts'
import { note } from './progress.ts'
import { type Task, type Times, takeTurns } from './rounds.ts'
import { median } from './statistics.ts'
import { ms, print, table } from './table.ts'

/** Bytes of memory that a template takes beside its codes, generously. */
const bytesBeside = 64

type Size = { readonly rows: number; readonly floorMs: number; readonly singleMs: number }

/**
 * Times single queries in galleries of several sizes, all of them by turns when memory holds them together, else one
 * gallery after the other.
 */
export async function measureGrowth(options: DecadeOptions, folder: string) {
  const plans = options.sizes.map((rows) => ({ ...options.plan, rows }))
  const bytes = plans.reduce((sum, { rows, dimension }) => sum + rows * (dimension + bytesBeside), 0)
  const together = bytes < freemem() / 2
  if (!together) note('Memory does not hold all sizes at once; they are measured one after the other')
  const groups = together ? [plans] : plans.map((plan) => [plan])
  const sizes: Size[] = []
  for (const group of groups) sizes.push(...(await timeGroup(group, { options, folder })))
  const figures = {
    dimension: options.plan.dimension,
    threads: options.threads,
    together,
    sizes: deviations(sizes),
  }
  report(figures)
  return figures
}

async function timeGroup(
  plans: readonly TemplatePlan[],
  { options, folder }: { readonly options: DecadeOptions; readonly folder: string },
): Promise<readonly Size[]> {
  const galleries: Gallery[] = []
  for (const plan of plans) galleries.push(await standGallery({ plan, folder, threads: options.threads }))
  const times = await takeTurns('Sizes by turns', {
    tasks: galleries.flatMap(tasksOf),
    rounds: options.repetitions,
  })
  for (const { matcher } of galleries) await matcher.close()
  return plans.map(({ rows }) => sizeOf(rows, times))
}

const named = (rows: number, name: string): string => `${rows} rows, ${name}`

const tasksOf = (gallery: Gallery): readonly Task[] =>
  engineTasks({ gallery, probes: new TemplateMaker(gallery.plan).probes(64) })
    .filter(({ name }) => name === names.floor || name === names.single20)
    .map((task) => ({ ...task, name: named(gallery.plan.rows, task.name) }))

const sizeOf = (rows: number, times: Times): Size => ({
  rows,
  floorMs: median(times(named(rows, names.floor))),
  singleMs: median(times(named(rows, names.single20))),
})

/**
 * How far each size is, in percent, from a straight line through all of them, and from the time per row of the smallest,
 * which what a query costs in a gallery of any size makes look dear.
 */
function deviations(sizes: readonly Size[]) {
  const perMillion = ({ rows, singleMs }: Size): number => (singleMs * 1e6) / rows
  const first = sizes[0] === undefined ? 0 : perMillion(sizes[0])
  const line = lineThrough(sizes)
  return sizes.map((size) => ({
    ...size,
    msPerMillionRows: perMillion(size),
    percentFromLine: (size.singleMs / line(size.rows) - 1) * 100,
    percentFromSmallest: (perMillion(size) / first - 1) * 100,
  }))
}

/** Least squares of the relative differences, so that the largest gallery does not decide alone. */
function lineThrough(sizes: readonly Size[]): (rows: number) => number {
  const sum = (of: (size: Size) => number): number =>
    sizes.reduce((all, size) => all + of(size) / size.singleMs ** 2, 0)
  const weight = sum(() => 1)
  const meanRows = sum(({ rows }) => rows) / weight
  const meanMs = sum(({ singleMs }) => singleMs) / weight
  const slope =
    sum(({ rows, singleMs }) => (rows - meanRows) * (singleMs - meanMs)) /
    sum(({ rows }) => (rows - meanRows) ** 2)
  return (rows) => meanMs + slope * (rows - meanRows)
}

function report({ dimension, threads, sizes }: Awaited<ReturnType<typeof measureGrowth>>): void {
  print(`\nGrowth, ${dimension} dimensions, ${threads} threads, single query, k 20`)
  const percent = (value: number): string => `${value >= 0 ? '+' : ''}${value.toFixed(1)} %`
  const rows = sizes.map((size) => [
    `${size.rows}`,
    ms(size.singleMs),
    ms(size.floorMs),
    ms(size.msPerMillionRows),
    percent(size.percentFromLine),
    percent(size.percentFromSmallest),
  ])
  const heading = [
    'rows',
    'ms',
    'floor, ms',
    'ms per million',
    'from a line (bar: 10 %)',
    'from the smallest',
  ]
  print(table([heading, ...rows]))
}
