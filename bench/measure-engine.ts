import { must } from '../src/kernel/index.ts'
import type { SearchFilter } from '../src/matcher/index.ts'
import { batchSize } from './check-members.ts'
import { type Gallery, galleryRoot } from './gallery.ts'
import type { Probe } from './make-templates.ts'
import { type Latency, measureHealth } from './measure-health.ts'
import { type Task, takeTurns, timed } from './rounds.ts'
import { agencies } from './row-facts.ts'
import { median } from './statistics.ts'

/** The names of what the rounds time. */
export const names = {
  floor: 'floor',
  bare: 'bare',
  single20: 'single, k 20',
  single200: 'single, k 200',
  batch: `batch of ${batchSize}, k 20`,
}

export type Subject = { readonly gallery: Gallery; readonly probes: readonly Probe[] }

const probeOf = (probes: readonly Probe[], round: number): Float32Array =>
  must(probes[round % probes.length], 'probe').vector

export const singleTask = ({ gallery, probes }: Subject, k: 20 | 200): Task =>
  timed(k === 20 ? names.single20 : names.single200, (round) =>
    gallery.matcher.search(probeOf(probes, round), { k, galleryRoot }),
  )

export const floorTask = ({ gallery }: Subject): Task =>
  timed(names.floor, () => gallery.matcher.gauge('read'))

/** What is compared with the floor; the times of a batch are those of the whole batch. */
export function engineTasks(subject: Subject): readonly Task[] {
  const { probes } = subject
  const { matcher } = subject.gallery
  const batch = (round: number) =>
    Array.from({ length: batchSize }, (_, index) => probeOf(probes, round * batchSize + index))
  return [
    floorTask(subject),
    singleTask(subject, 20),
    timed(names.bare, (round) => matcher.gauge('bare', probeOf(probes, round))),
    singleTask(subject, 200),
    timed(names.batch, (round) => matcher.searchMany(batch(round), { k: 20, galleryRoot })),
  ]
}

export type FilterFigures = {
  /** Of the rows, as the certificate counted them. */
  readonly share: number
  readonly ms: number
  readonly ratioToUnfiltered: number
}

/** Searches of 100, 50, 10 and 1 % of the rows, chosen by agency and spread over the whole gallery. */
export async function measureFilters(subject: Subject, rounds: number): Promise<readonly FilterFigures[]> {
  const { matcher, plan } = subject.gallery
  const unfiltered = 'unfiltered'
  const runs = [100, 50, 10, 1].map((percent) => ({
    name: `${percent} %`,
    filter: { agencies: agencies.slice(0, percent) },
  }))
  const search = (round: number, filter: SearchFilter) =>
    matcher.search(probeOf(subject.probes, round), { k: 20, galleryRoot, filter })
  const times = await takeTurns('Filters', {
    rounds,
    tasks: [
      timed(unfiltered, (round) => search(round, {})),
      ...runs.map(({ name, filter }) => timed(name, (round) => search(round, filter))),
    ],
  })
  return Promise.all(
    runs.map(async ({ name, filter }) => ({
      share: (await search(0, filter)).certificate.rowsScanned / plan.rows,
      ms: median(times(name)),
      ratioToUnfiltered: median(times(name)) / median(times(unfiltered)),
    })),
  )
}

export type HealthFigures = { readonly idle: Latency; readonly scanning: Latency }

/** Health requests while nothing goes on, and while searches and batches follow each other without a pause. */
export async function measureHealthWhileScanning({ gallery, probes }: Subject): Promise<HealthFigures> {
  const seconds = 4
  const scan = async (): Promise<void> => {
    const endAt = performance.now() + seconds * 1000
    const options = { k: 20, galleryRoot }
    for (let round = 0; performance.now() < endAt; round++) {
      await gallery.matcher.search(probeOf(probes, round), options)
      const queries = Array.from({ length: batchSize }, (_, index) => probeOf(probes, round + index))
      await gallery.matcher.searchMany(queries, options)
    }
  }
  const idle = await measureHealth(() => new Promise((resolve) => setTimeout(resolve, 1000)))
  return { idle, scanning: await measureHealth(scan) }
}
