import { assert, must, type PersonId } from '../kernel/index.ts'
import { type Before, BestPersons, type Offer } from './best-persons.ts'
import { innerProduct } from './inner-product.ts'
import {
  filterNames,
  type Matcher,
  type MatcherOptions,
  type MatcherResult,
  type SearchOptions,
} from './matcher.ts'
import {
  checkDimension,
  checkRow,
  checkSearch,
  refuseBoundViolated,
  refuseGalleryChanged,
} from './refusals.ts'
import { compileFilter, filtersInUse } from './row-filter.ts'
import { RowStore, segmentRows } from './row-store.ts'
import { beginScan, type Scan, scanSegment } from './scan-segment.ts'

const engine = 'int8-scan-js'
/** Multiplications between two turns of the event loop: a few milliseconds of work. */
const productsPerTurn = 2 ** 22

/**
 * An exact engine that scans small integers: it compares every permitted row by its 8-bit codes, bounds the error,
 * and re-scores in float32 only the rows that the bounds cannot rule out. The list equals that of an exhaustive
 * float32 search, and the certificate says why. Refuses DIMENSION_MISMATCH outside 64 to 1024.
 */
export function createMatcher(options: MatcherOptions): Matcher {
  checkDimension(options.dimension)
  return matcherOver(new RowStore(options.dimension), options)
}

/** The engine over a store that the caller can see into; tests use it to break the store. */
export function matcherOver(store: RowStore, options: MatcherOptions): Matcher {
  let open = true
  const live = (): RowStore => {
    assert(open, 'a matcher that is still open')
    return store
  }
  return {
    modelId: options.modelId,
    dimension: options.dimension,
    engine,
    size: () => ({ rows: live().rows, persons: store.persons }),
    insert: (row) => {
      checkRow(row, options)
      live().insert(row)
    },
    removePerson: (personId) => live().removePerson(personId),
    removeBooking: (bookingId) => live().removeBooking(bookingId),
    search: async (query, wanted) => {
      checkSearch(query, wanted, options)
      return search(live(), { query: Float32Array.from(query), wanted, matcher: options })
    },
    close: () => {
      if (open) store.clear()
      open = false
    },
  }
}

type Request = {
  readonly query: Float32Array
  readonly wanted: SearchOptions
  readonly matcher: MatcherOptions
}

/**
 * Insertions during the search are invisible to it. A removal is done at once and erases what the search would need,
 * so the search is refused: its gallery root speaks of a gallery that is gone.
 */
async function search(store: RowStore, request: Request): Promise<MatcherResult> {
  const { wanted, matcher } = request
  const rowsInGallery = store.rows
  const { removals } = store.changes
  const nextTurn = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve))
    if (store.changes.removals !== removals) refuseGalleryChanged()
  }
  const scan = beginScan(store, {
    query: request.query,
    k: wanted.k,
    filter: compileFilter(wanted.filter ?? {}, store),
    filters: filterNames.length,
  })
  await scanAll(store, { scan, nextTurn })
  const { best, rowsRescored } = await rescore(store, { scan, nextTurn, request })
  const kth = best.threshold
  if (scan.largestDropped > kth) refuseBoundViolated(kth, scan.largestDropped)
  const rows = best.ranked.map(({ slot, value }) => {
    const { person, bookingId, bookedOn } = store.bookingAt(slot)
    return { personId: person.personId, bookingId, bookedOn, similarity: value }
  })
  const inUse = filtersInUse(wanted.filter ?? {})
  return {
    rows,
    certificate: {
      version: 1,
      exact: true,
      modelId: matcher.modelId,
      galleryRoot: wanted.galleryRoot,
      dimension: matcher.dimension,
      rowsInGallery,
      rowsScanned: scan.rowsScanned,
      rowsFilteredOut: Object.fromEntries(
        inUse.map((name) => [name, must(scan.filteredOut[filterNames.indexOf(name)], 'filter count')]),
      ),
      personsScanned: scan.personsScanned,
      k: wanted.k,
      returned: rows.length,
      ...(rows.length === wanted.k ? { kthSimilarity: kth } : {}),
      ...(rowsRescored < scan.rowsScanned ? { largestExcludedUpperBound: scan.largestDropped } : {}),
      rowsRescored,
      boundViolations: 0,
      engine,
    },
  }
}

type Work = { readonly scan: Scan; readonly nextTurn: () => Promise<void> }

async function scanAll(store: RowStore, { scan, nextTurn }: Work): Promise<void> {
  const segmentsPerTurn = Math.max(1, Math.round(productsPerTurn / (segmentRows * store.stride)))
  const segments = store.segments.length
  for (let index = 0; index < segments; index++) {
    if (index % segmentsPerTurn === 0) await nextTurn()
    scanSegment(scan, store, index)
  }
}

/** Takes rows by upper bound until the next cannot reach the k-th person; one that could tie with it is still taken. */
async function rescore(store: RowStore, { scan, nextTurn, request }: Work & { request: Request }) {
  const { waiting } = scan
  const best = new BestPersons(request.wanted.k, ranking(store))
  const rowsPerTurn = Math.ceil(productsPerTurn / 4 / store.dimension)
  scan.largestDropped = Math.max(scan.largestDropped, waiting.prune(scan.sure.threshold))
  waiting.order()
  let rowsRescored = 0
  while (waiting.size > 0 && waiting.largestUpper >= best.threshold) {
    if (rowsRescored % rowsPerTurn === rowsPerTurn - 1) await nextTurn()
    const { slot, upper, lower } = waiting.take()
    const segment = store.segmentOf(slot)
    const row = slot % segmentRows
    const similarity = innerProduct(request.query, segment.vectors, row * store.dimension)
    // A row below its lower bound is as bad: the threshold that dropped other rows was built on lower bounds.
    if (similarity > upper) refuseBoundViolated(similarity, upper)
    if (similarity < lower) refuseBoundViolated(similarity, lower)
    rowsRescored++
    best.offer({ person: must(segment.persons[row], 'person'), slot, value: similarity })
  }
  scan.largestDropped = Math.max(scan.largestDropped, waiting.largestUpper)
  return { best, rowsRescored }
}

/** Similarity descending; rows of one person then by bookingId, persons by personId, both ascending. */
function ranking(store: RowStore): Before {
  const idOf = ({ slot }: Offer): PersonId => store.bookingAt(slot).person.personId
  return (first, second) => {
    if (first.value !== second.value) return first.value > second.value
    if (first.person !== second.person) return idOf(first) < idOf(second)
    return store.bookingAt(first.slot).bookingId < store.bookingAt(second.slot).bookingId
  }
}
