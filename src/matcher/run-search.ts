import { assert, must } from '../kernel/index.ts'
import { type CodedQuery, codeQueries, writeQueries } from './coded-query.ts'
import { emptyFinding, type SegmentFinding, sortable } from './lane-findings.ts'
import type { ScanFindings, ScanJob } from './lane-job.ts'
import { filterNames, type MatcherOptions, type MatcherResult, type SearchOptions } from './matcher.ts'
import { memoryMap } from './memory-map.ts'
import { filtersInUse, narrowingOf, writeWords } from './narrowing.ts'
import { refuseGalleryChanged } from './refusals.ts'
import { beginRanking, type Ranking, type Rescored } from './rescore.ts'
import { scoreRows } from './score-rows.ts'
import { fix, type Part, type Snapshot } from './snapshot.ts'
import { dateOf } from './template-record.ts'
import type { TemplateStore } from './template-store.ts'

export type SearchGroup = {
  readonly queries: readonly Float32Array[]
  readonly wanted: SearchOptions
  readonly matcher: MatcherOptions & { readonly engine: string }
}

type Search = SearchGroup & {
  readonly store: TemplateStore
  readonly snapshot: Snapshot
  readonly coded: readonly CodedQuery[]
  readonly thresholds: Int32Array
  readonly findings: ScanFindings[]
}

/** Searches the gallery of a snapshot for up to 16 queries at once. Refuses GALLERY_CHANGED, BOUND_VIOLATED. */
export async function runSearch(
  store: TemplateStore,
  { snapshot, ...group }: SearchGroup & { snapshot: Snapshot },
): Promise<readonly MatcherResult[]> {
  const thresholds = new Int32Array(new SharedArrayBuffer(memoryMap.queriesAtOnce * 4))
  const search: Search = {
    ...group,
    store,
    snapshot,
    coded: codeQueries(group.queries, store.layout),
    thresholds: thresholds.fill(sortable(Number.NEGATIVE_INFINITY)),
    findings: [],
  }
  await scanAll(search)
  const rankings = await rankAll(search)
  return rankings.map((ranking) => certified(search, ranking))
}

const letOthersRun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function checkUnchanged({ store, snapshot }: Search): void {
  if (store.removals !== snapshot.removals) refuseGalleryChanged()
}

/**
 * A segment that is still being read is waited for, and those that are there are scanned meanwhile: the list is of the
 * whole gallery or there is none.
 */
async function scanAll(search: Search): Promise<void> {
  let waiting = search.snapshot.parts
  while (waiting.length > 0) {
    if (!waiting.some(({ arriving }) => arriving.isReady))
      await Promise.race(waiting.map(({ arriving }) => arriving.ready))
    const here = waiting.filter(({ arriving }) => arriving.isReady)
    waiting = waiting.filter((one) => !here.includes(one))
    const found = await search.store.options.crew.run(() => {
      checkUnchanged(search)
      return scanJob(search, here)
    })
    for (const one of found) if (one.kind === 'scan') search.findings.push(one)
    checkUnchanged(search)
  }
}

/** Made when no lane is at work: it writes queries and words into the memories. */
function scanJob(search: Search, parts: readonly Part[]): ScanJob {
  const { wanted, coded, thresholds } = search
  const filter = wanted.filter ?? {}
  const excluded = new Set<string>(filter.excludedBookings)
  const narrowing = narrowingOf(filter)
  for (const part of parts) {
    const { segment } = part.arriving
    fix(part)
    writeQueries(segment.memory.memory.buffer, { queries: coded, layout: search.store.layout })
    writeWords(segment, filter)
  }
  return {
    kind: 'scan',
    next: new Int32Array(new SharedArrayBuffer(4)),
    thresholds,
    queries: coded.length,
    k: wanted.k,
    narrowing,
    segments: parts.map(({ arriving: { segment }, place, end }) => ({
      id: segment.id,
      place,
      rows: must(end, 'rows of a part'),
      excluded: excluded.size > 0 ? segment.rowsOfBookings(excluded) : [],
      narrowed: narrowing.inUse !== 0,
    })),
  }
}

/** Re-scores for all queries in the same waves, so that the lanes are asked seldom. */
async function rankAll(search: Search): Promise<readonly Ranking[]> {
  const segments = search.snapshot.parts.map(({ arriving }) => arriving.segment)
  const rankings: Ranking[] = []
  for (const place of search.queries.keys()) {
    if (place > 0) await letOthersRun()
    const found = search.findings.map(({ queries }): SegmentFinding => queries[place] ?? emptyFinding())
    rankings.push(beginRanking(found, search.wanted.k))
  }
  for (;;) {
    checkUnchanged(search)
    const waves = rankings.map((ranking) => ranking.wave())
    if (waves.every(({ length }) => length === 0)) break
    const scored = await scoreRows(search.store.options.crew, { queries: search.queries, segments, waves })
    checkUnchanged(search)
    for (const [place, ranking] of rankings.entries()) ranking.take(must(scored[place], 'scored wave'))
  }
  await letOthersRun()
  checkUnchanged(search)
  return rankings
}

function certified(search: Search, ranking: Ranking): MatcherResult {
  const { best } = ranking
  const rowsRescored = ranking.rowsRescored()
  const { wanted, matcher, snapshot, findings } = search
  const rowsInGallery = snapshot.parts.reduce((sum, { rows }) => sum + must(rows, 'rows of a part'), 0)
  const rowsScanned = findings.reduce((sum, { scanned }) => sum + scanned, 0)
  const rowsFilteredOut = Object.fromEntries(
    filtersInUse(wanted.filter ?? {}).map((name) => {
      const filter = filterNames.indexOf(name)
      return [name, findings.reduce((sum, { filteredOut }) => sum + (filteredOut[filter] ?? 0), 0)]
    }),
  )
  const out = Object.values(rowsFilteredOut).reduce((sum, count) => sum + count, 0)
  assert(rowsScanned + out === rowsInGallery, `${rowsInGallery} rows seen, not ${rowsScanned} and ${out}`)
  const rows = best.ranked.map(toPerson)
  return {
    rows,
    certificate: {
      version: 2,
      exact: true,
      modelId: matcher.modelId,
      galleryRoot: wanted.galleryRoot,
      dimension: matcher.dimension,
      rowsInGallery,
      rowsScanned,
      rowsFilteredOut,
      k: wanted.k,
      returned: rows.length,
      ...(rows.length === wanted.k ? { kthSimilarity: best.threshold } : {}),
      ...(rowsRescored < rowsScanned ? { largestExcludedUpperBound: ranking.largestDropped() } : {}),
      rowsRescored,
      boundViolations: 0,
      engine: matcher.engine,
    },
  }
}

const toPerson = ({ person, bookingId, day, value }: Rescored) => ({
  personId: person,
  bookingId,
  bookedOn: dateOf(day),
  similarity: value,
})

/** For benchmarks: one pass of all lanes over the codes that reads them only, or only multiplies. */
export async function gaugePass(
  store: TemplateStore,
  { kind, query }: { kind: 'read' | 'bare'; query: Float32Array | undefined },
): Promise<void> {
  await store.options.crew.run(() => {
    const segments = store.segments
    const { layout } = store
    const queries = codeQueries(query ? [query] : [], layout)
    for (const { memory } of segments) if (query) writeQueries(memory.memory.buffer, { queries, layout })
    return {
      kind,
      next: new Int32Array(new SharedArrayBuffer(4)),
      segments: segments.map(({ id, end }, place) => ({
        id,
        place,
        rows: end,
        excluded: [],
        narrowed: false,
      })),
    }
  })
}
