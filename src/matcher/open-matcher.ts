import { rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { assert, type ModelId } from '../kernel/index.ts'
import type { CodeLayout } from './code-layout.ts'
import { createScalarMatcher } from './create-scalar-matcher.ts'
import { createCrew, ownWorkBytes } from './crew.ts'
import { kernelRuns } from './kernel.ts'
import { type Comparison, compareKeys } from './key-comparison.ts'
import { beginLoading, type LoadProgress } from './load-segments.ts'
import type { Matcher, MatcherResult, SearchOptions } from './matcher.ts'
import { memoryMap } from './memory-map.ts'
import { checkDimension, checkRow, checkSearch } from './refusals.ts'
import { gaugePass, runSearch, type SearchGroup } from './run-search.ts'
import type { Damage } from './segment-folder.ts'
import { type Arriving, takeSnapshot } from './snapshot.ts'
import { type ExpungeStep, TemplateStore } from './template-store.ts'

export type OpenOptions = {
  /** Folder of the segment files of this model; made when missing. One process at a time. */
  readonly folder: string
  /** 32 bytes; seals the files. */
  readonly key: Uint8Array
  readonly modelId: ModelId
  /** 64 to 1024. */
  readonly dimension: number
  /** Worker threads; as many as the machine runs at once when absent, none when 0: then the main thread scans in turns. */
  readonly threads?: number | undefined
  readonly onProgress?: LoadProgress
  /** Told in one sentence when the machine cannot do what was asked, and what is done instead. */
  readonly onWarning?: (sentence: string) => void
  /** For tests only; see CrewOptions and StoreOptions. */
  readonly ownWorkBytes?: number
  readonly segmentRows?: number
  readonly surveyedRows?: number
  readonly layout?: CodeLayout
  /** For tests only. */
  readonly onExpungeStep?: (step: ExpungeStep) => void
}

/** A matcher whose templates lie sealed in files. */
export type StoredMatcher = Matcher & {
  /** Resolves when every file is in memory. Searches may begin before and wait for it; inserting and expunging may not. */
  readonly ready: Promise<void>
  /** What was wrong with the files; its rows are missing until they are inserted again. Complete once ready. */
  damage(): readonly Damage[]
  /** Waits until the disk holds all that was inserted. */
  flush(): Promise<void>
  compareBookings(): Comparison
  /** Bytes in memory for templates, scratch of the lanes included. */
  memoryBytes(): number
  /** For benchmarks: codes of a row, and how many of them are read for every row. */
  layout(): { readonly stride: number; readonly front: number }
  /** For benchmarks: one pass of all threads over the codes that only reads them, or only multiplies. */
  gauge(kind: 'read' | 'bare', query?: Float32Array): Promise<void>
}

/**
 * Opens the templates of one model and waits until they are in memory.
 * Refuses DIMENSION_MISMATCH, TEMPLATES_KEY_WRONG, TEMPLATES_OF_OTHER_MODEL, TEMPLATES_NEWER.
 */
export async function openMatcher(options: OpenOptions): Promise<StoredMatcher> {
  const matcher = await beginMatcher(options)
  try {
    await matcher.ready
  } catch (error) {
    await matcher.close()
    throw error
  }
  return matcher
}

/** The same, without waiting: see `ready`. */
export async function beginMatcher(options: OpenOptions): Promise<StoredMatcher> {
  checkDimension(options.dimension)
  if (!kernelRuns()) return scalarInstead(options)
  const { threads = availableParallelism(), onWarning } = options
  const crew = createCrew({
    threads,
    ownWorkBytes: options.ownWorkBytes ?? ownWorkBytes,
    onAlone: (error) =>
      onWarning?.(
        `No worker threads could be started (${error.message}); the main thread searches by itself: as exact, but slower.`,
      ),
  })
  const store = new TemplateStore({ ...options, crew })
  try {
    return await matcherOver(store, options)
  } catch (error) {
    await crew.close()
    throw error
  }
}

/** Without the kernel the oracle itself answers, from memory; files that another machine wrote are made away with. */
async function scalarInstead(options: OpenOptions): Promise<StoredMatcher> {
  options.onWarning?.(
    'This machine cannot run WebAssembly with SIMD and shared memory; the scalar engine searches: as exact, but some fifty times slower, with plain templates in memory.',
  )
  await rm(options.folder, { recursive: true, force: true })
  const matcher = createScalarMatcher(options)
  return {
    ...matcher,
    ready: Promise.resolve(),
    damage: () => [],
    flush: async () => undefined,
    compareBookings: () => matcher.compareBookings(),
    memoryBytes: () => matcher.size().rows * options.dimension * 4,
    layout: () => ({ stride: options.dimension, front: options.dimension }),
    gauge: async () => undefined,
  }
}

const engine = 'int8-wasm'

/** The matcher over a store that the caller can see into; tests use it to break the store. */
export async function matcherOver(store: TemplateStore, options: OpenOptions): Promise<StoredMatcher> {
  const { crew } = store.options
  let damage: readonly Damage[] = []
  let open = true
  let isReady = false
  const { arriving, loaded } = await beginLoading(store, options.onProgress)
  const ready = loaded.then((found) => {
    damage = found
    isReady = true
  })
  ready.catch(() => undefined)
  const live = () => assert(open, 'a matcher that is still open')
  const changeable = (): TemplateStore => {
    live()
    assert(isReady, 'a matcher that has read its files')
    return store
  }
  const searchMany = (queries: readonly Float32Array[], wanted: SearchOptions) => {
    live()
    return searchGroups(store, {
      queries,
      wanted,
      matcher: { ...options, engine },
      arriving: known(store, arriving),
    })
  }
  return {
    modelId: options.modelId,
    dimension: options.dimension,
    engine,
    ready,
    damage: () => damage,
    size: () => {
      live()
      return { rows: store.rows }
    },
    insert: (row) => {
      checkRow(row, options)
      changeable().insert(row)
    },
    expunge: async (person) => changeable().expunge({ person }),
    expungeBooking: async (booking) => changeable().expunge({ booking }),
    search: async (query, wanted) => {
      checkSearch(query, wanted, options)
      const [result] = await searchMany([Float32Array.from(query)], wanted)
      assert(result !== undefined, 'a result of one search')
      return result
    },
    searchMany: async (queries, wanted) => {
      for (const query of queries) checkSearch(query, wanted, options)
      return searchMany(
        queries.map((query) => Float32Array.from(query)),
        wanted,
      )
    },
    flush: async () => changeable().flush(),
    compareBookings: () => compareKeys(changeable()),
    memoryBytes: () => store.bytes,
    layout: () => store.layout,
    gauge: (kind, query) => gaugePass(store, { kind, query }),
    close: async () => {
      if (!open) return
      open = false
      await ready.catch(() => undefined)
      await store.close()
      await crew.close()
    },
  }
}

/** Segments that were added since the files were read are there at once. */
const known = (store: TemplateStore, arriving: readonly Arriving[]): readonly Arriving[] =>
  store.segments.map(
    (segment) =>
      arriving.find((one) => one.segment === segment) ?? { segment, ready: Promise.resolve(), isReady: true },
  )

async function searchGroups(
  store: TemplateStore,
  { arriving, ...group }: SearchGroup & { arriving: readonly Arriving[] },
): Promise<readonly MatcherResult[]> {
  const snapshot = takeSnapshot(arriving, store.removals)
  const results: MatcherResult[] = []
  store.searches++
  try {
    for (let from = 0; from < group.queries.length; from += memoryMap.queriesAtOnce) {
      const queries = group.queries.slice(from, from + memoryMap.queriesAtOnce)
      results.push(...(await runSearch(store, { ...group, queries, snapshot })))
    }
  } finally {
    store.searches--
  }
  return results
}
