import type { CodeLayout } from './code-layout.ts'
import { endExpungement, pendingExpungement } from './expungement.ts'
import type { LoadFindings } from './lane-job.ts'
import { Segment } from './segment.ts'
import type { SegmentFile } from './segment-file.ts'
import { type Damage, openSegmentFiles } from './segment-folder.ts'
import { SegmentMemory } from './segment-memory.ts'
import type { Arriving } from './snapshot.ts'
import { blockRowsOf } from './template-record.ts'
import type { Slot, TemplateStore } from './template-store.ts'

/** Rows read so far, of about how many. */
export type LoadProgress = (done: { readonly rows: number; readonly ofRows: number }) => void

/**
 * Opens the files of the store's folder and reads them into memory, one after another, each by all lanes. Gives the
 * segments at once, and a promise of the damage when everything is there. An expungement that a crash cut off is finished.
 */
export async function beginLoading(
  store: TemplateStore,
  onProgress: LoadProgress = () => undefined,
): Promise<{ arriving: Arriving[]; loaded: Promise<readonly Damage[]> }> {
  const { dimension, crew } = store.options
  const { files, damage } = await openSegmentFiles(store.options)
  const ofRows = files.reduce((sum, { blocks }) => sum + blocks * blockRowsOf(dimension), 0)
  store.layout = (await surveyed(store, { files, rows: ofRows })) ?? store.layout
  const segments = files.map((file) => new Segment(file, new SegmentMemory(store.layout, crew.lanes)))
  for (const segment of segments) store.addSegment(segment)
  const pending = await pendingExpungement(store.options)
  // At once, so that whoever shows a rate counts from here.
  onProgress({ rows: 0, ofRows })
  const condemned: Slot[] = []
  let last: Promise<readonly Damage[]> = Promise.resolve(damage)
  const arriving = segments.map((segment): Arriving => {
    last = last.then(async (before) => {
      const found = await loadSegment(store, { segment, pending })
      condemned.push(...found.condemnedRows.map((row) => ({ segment, row })))
      one.isReady = true
      onProgress({ rows: store.rows, ofRows })
      const blocks = found.damagedBlocks.length
      return blocks === 0 ? before : [...before, { file: segment.file.path, what: 'block', blocks }]
    })
    const one: Arriving = { segment, ready: last, isReady: false }
    return one
  })
  const loaded = last.then(async (found) => {
    if (pending) {
      await store.eraseOnDisk(condemned)
      for (const { segment, row } of condemned) segment.freeRows.push(row)
      await endExpungement(store.options.folder)
    }
    return found
  })
  return { arriving, loaded }
}

/** Fewer rows are searched in a few milliseconds however they lie. */
const surveyedRows = 2 ** 18
/** To find the axes of more dimensions takes longer than reading the files. */
const surveyedDimensions = 512

/** The layout for the rows of the files; none for few rows or very many dimensions. */
async function surveyed(
  { options }: TemplateStore,
  { files, rows }: { files: readonly SegmentFile[]; rows: number },
): Promise<CodeLayout | undefined> {
  const { dimension, crew } = options
  if (options.layout || rows < (options.surveyedRows ?? surveyedRows)) return undefined
  if (dimension > surveyedDimensions) return undefined
  const found = await crew.run(() => ({
    kind: 'survey',
    next: new Int32Array(new SharedArrayBuffer(4)),
    dimension,
    files: files.map(({ source, blocks }) => ({ source, blocks })),
  }))
  return found.map((one) => (one.kind === 'survey' ? one.layout : undefined)).find((one) => one !== undefined)
}

async function loadSegment(
  { options }: TemplateStore,
  { segment, pending }: { segment: Segment; pending: Awaited<ReturnType<typeof pendingExpungement>> },
): Promise<LoadFindings> {
  const { file, memory } = segment
  memory.growTo(file.blocks * blockRowsOf(options.dimension))
  const lanes = await options.crew.run(() => ({
    kind: 'load',
    next: new Int32Array(new SharedArrayBuffer(4)),
    id: segment.id,
    blocks: file.blocks,
    agencies: file.header.agencies.length,
    sexes: file.header.sexes.length,
    condemnedPersons: pending?.persons ?? [],
    condemnedBookings: pending?.bookings ?? [],
  }))
  const found = lanes.filter((one) => one.kind === 'load')
  const all = <Item>(of: (one: LoadFindings) => readonly Item[]): Item[] => found.flatMap(of)
  const merged: LoadFindings = {
    kind: 'load',
    rows: found.reduce((sum, { rows }) => sum + rows, 0),
    freeRows: all(({ freeRows }) => freeRows),
    condemnedRows: all(({ condemnedRows }) => condemnedRows),
    damagedBlocks: all(({ damagedBlocks }) => damagedBlocks),
  }
  takeOver(segment, merged)
  return merged
}

function takeOver(segment: Segment, found: LoadFindings): void {
  const { file } = segment
  const perBlock = blockRowsOf(file.header.dimension)
  segment.rows = found.rows
  segment.end = file.blocks * perBlock
  const lost = found.damagedBlocks.flatMap((block) =>
    Array.from({ length: perBlock }, (_, row) => block * perBlock + row),
  )
  for (const block of found.damagedBlocks) file.blank(block)
  // Taken from the end, so that the first free place is filled first.
  segment.freeRows = [...found.freeRows, ...lost].sort((first, second) => second - first)
}
