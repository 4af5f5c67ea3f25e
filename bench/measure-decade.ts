import type { DecadeOptions } from './decade-options.ts'
import { type Gallery, galleryRoot, standGallery } from './gallery.ts'
import { TemplateMaker } from './make-templates.ts'
import { engineTasks, names } from './measure-engine.ts'
import { duration, note, showProgress } from './progress.ts'
import { takeTurns, timed } from './rounds.ts'
import { median } from './statistics.ts'
import { ms, print, table } from './table.ts'

/** One by one is among them, should a batch gain nothing. */
const batchesToTry = [1, 16, 32, 64]
const batchesToMeasure = 20
/** At least so many, when the batches are small. */
const searchesToMeasure = 320
/** Different probes; a longer decade begins again with the first. */
const probesMade = 1024

type City = {
  readonly gallery: Gallery
  /** The queries of the search with this number and those after it. */
  readonly queries: (from: number, count: number) => readonly Float32Array[]
}

/** Measures the searches of a decade, in batches, and what else a county would ask about such a gallery. */
export async function measureDecade(options: DecadeOptions, folder: string) {
  const { plan, threads, repetitions, searches } = options
  const gallery = await standGallery({ plan, folder, threads })
  const probes = new TemplateMaker(plan).probes(Math.min(probesMade, Math.max(64, searches)))
  const queries: City['queries'] = (from, count) =>
    Array.from(
      { length: count },
      (_, at) => probes[(from + at) % probes.length]?.vector ?? new Float32Array(),
    )
  const city = { gallery, queries }
  const tasks = engineTasks({ gallery, probes }).filter(
    ({ name }) => name === names.floor || name === names.single20,
  )
  const times = await takeTurns('Floor and single query by turns', { tasks, rounds: repetitions })
  const batch = options.batch ?? (await bestBatch(city))
  const sample = Math.max(batchesToMeasure * batch, searchesToMeasure)
  const count = options.full ? searches : Math.min(searches, sample)
  const seconds = await runSearches(city, { batch, count })
  const figures = {
    rows: plan.rows,
    dimension: plan.dimension,
    threads,
    loadSeconds: gallery.loadSeconds,
    loadRowsPerSecond: plan.rows / gallery.loadSeconds,
    loadGigabytesPerSecond: gallery.fileBytes / gallery.loadSeconds / 1e9,
    insertRowsPerSecond: gallery.insertSeconds === undefined ? null : plan.rows / gallery.insertSeconds,
    bytesPerTemplate: gallery.matcher.memoryBytes() / plan.rows,
    floorMs: median(times(names.floor)),
    singleMs: median(times(names.single20)),
    ratioToFloor: median(times(names.single20)) / median(times(names.floor)),
    batch,
    perSearchMs: (seconds * 1000) / count,
    searches,
    searchesMeasured: count,
    measuredSeconds: seconds,
    decadeSeconds: (seconds * searches) / count,
    projected: count < searches,
  }
  await gallery.matcher.close()
  report(figures)
  return figures
}

/** The batch with the fewest milliseconds per query. */
async function bestBatch({ gallery, queries }: City): Promise<number> {
  const name = (size: number): string => `${size}`
  const tasks = batchesToTry.map((size) =>
    timed(name(size), (round) =>
      gallery.matcher.searchMany(queries(round * size, size), { k: 20, galleryRoot }),
    ),
  )
  const times = await takeTurns('Which batch is best', { tasks, rounds: 3 })
  const perQuery = (size: number): number => median(times(name(size))) / size
  const best = batchesToTry.reduce((first, second) => (perQuery(second) < perQuery(first) ? second : first))
  const tried = batchesToTry.map((size) => `${size}: ${ms(perQuery(size))} ms`).join(', ')
  note(`Per query in batches of ${tried}; taking ${best}`)
  return best
}

async function runSearches(
  { gallery, queries }: City,
  { batch, count }: { readonly batch: number; readonly count: number },
): Promise<number> {
  const progress = showProgress({ title: 'Searches', total: count, unit: 'searches' })
  const startedAt = performance.now()
  for (let from = 0; from < count; from += batch) {
    const results = await gallery.matcher.searchMany(queries(from, Math.min(batch, count - from)), {
      k: 20,
      galleryRoot,
    })
    if (results.some(({ certificate }) => certificate.rowsScanned !== gallery.plan.rows))
      throw new Error('a search did not scan the whole gallery')
    progress.at(Math.min(count, from + batch))
  }
  progress.end()
  return (performance.now() - startedAt) / 1000
}

function report(figures: Awaited<ReturnType<typeof measureDecade>>): void {
  print(`\n${figures.rows} templates of ${figures.dimension} dimensions, ${figures.threads} threads`)
  const decade = `${figures.searches} searches in batches of ${figures.batch}`
  print(
    table([
      ['figure', 'measured'],
      [
        'load from disk, page cache warm',
        `${duration(figures.loadSeconds)}, ${Math.round(figures.loadRowsPerSecond)} rows a second, ` +
          `${figures.loadGigabytesPerSecond.toFixed(2)} GB/s`,
      ],
      ['memory per template', `${figures.bytesPerTemplate.toFixed(1)} bytes`],
      ['floor: reading the codes', `${ms(figures.floorMs)} ms`],
      [
        'single query, k 20',
        `${ms(figures.singleMs)} ms, ${figures.ratioToFloor.toFixed(2)} × the floor (bar: 3)`,
      ],
      ['per search in batches', `${ms(figures.perSearchMs)} ms over ${figures.searchesMeasured} searches`],
      [
        decade,
        `${duration(figures.decadeSeconds)}${figures.projected ? ', projected' : ', all of them run'}`,
      ],
    ]),
  )
}
