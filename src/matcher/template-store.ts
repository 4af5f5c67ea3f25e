import { assert, must } from '../kernel/index.ts'
import { syncDirectory } from '../storage/index.ts'
import { type CodeLayout, plainLayout } from './code-layout.ts'
import type { Crew } from './crew.ts'
import { endExpungement, noteExpungement } from './expungement.ts'
import type { TemplateRow } from './matcher.ts'
import { memoryMap } from './memory-map.ts'
import { Segment } from './segment.ts'
import { addSegmentFile, type SegmentFolder } from './segment-folder.ts'
import { SegmentMemory } from './segment-memory.ts'
import type { TemplateRecord } from './template-record.ts'

/** Moments of an expungement at which a test may kill. */
export type ExpungeStep = 'zeroed' | 'noted' | 'erased' | 'written' | 'flushed' | 'done'

export type StoreOptions = SegmentFolder & {
  readonly crew: Crew
  /** For tests only: rows after which a new segment begins. */
  readonly segmentRows?: number | undefined
  /** For tests only: instead of what the files say. */
  readonly layout?: CodeLayout | undefined
  /** For tests only: rows that the files must hold before they are surveyed. */
  readonly surveyedRows?: number | undefined
  /** For tests only. */
  readonly onExpungeStep?: ((step: ExpungeStep) => void) | undefined
}

export type Slot = { readonly segment: Segment; readonly row: number }

/**
 * All segments of one model. Rows are inserted and erased here and nowhere else; whoever searches compares `removals`
 * before and after, and holds `searches` up while it runs so that a freed row is not filled under it.
 */
export class TemplateStore {
  readonly options: StoreOptions
  readonly segments: Segment[] = []
  /** Of all segments; settled before the first is added. */
  layout: CodeLayout
  searches = 0
  #removals = 0
  #expunging: Promise<unknown> = Promise.resolve()

  constructor(options: StoreOptions) {
    this.options = options
    this.layout = options.layout ?? plainLayout(options.dimension)
  }

  get rows(): number {
    return this.segments.reduce((sum, { rows }) => sum + rows, 0)
  }

  /** Rows removed since the beginning. */
  get removals(): number {
    return this.#removals
  }

  get bytes(): number {
    return this.segments.reduce((sum, { memory }) => sum + memory.bytes, 0)
  }

  record({ segment, row }: Slot): TemplateRecord {
    return segment.file.record(row)
  }

  insert(template: TemplateRow): void {
    const { segment, row } = this.#takeRow()
    this.#learnWords(segment, template)
    segment.insert(row, template)
  }

  /** Removes these persons' and bookings' rows for good; see `Matcher.expunge`. One expungement at a time. */
  expunge(wanted: { person: string } | { booking: string }): Promise<number> {
    const result = this.#expunging.then(() => this.#expungeNow(wanted))
    this.#expunging = result.catch(() => undefined)
    return result
  }

  /** Waits until the disk holds every row, and says so in the headers. */
  async flush(): Promise<void> {
    for (const segment of this.segments) {
      const { file } = segment
      if (file.header.clean) continue
      await file.sync()
      file.rewriteHeader({ clean: true, blocks: file.blocks, rows: segment.rows })
      await file.sync()
    }
    await syncDirectory(this.options.folder)
  }

  /** Zeroes the memory; the files stay. */
  async close(): Promise<void> {
    // Even an empty gallery that is closed must stop a search that is still running.
    this.#removals++
    await this.#expunging
    await this.flush()
    for (const { id, memory, file } of this.segments.splice(0)) {
      this.options.crew.detach(id)
      memory.clear()
      file.close()
    }
  }

  addSegment(segment: Segment): void {
    this.segments.push(segment)
    this.options.crew.attach(segment.view)
  }

  #takeRow(): Slot {
    if (this.searches === 0) {
      const segment = this.segments.find(({ freeRows }) => freeRows.length > 0)
      const row = segment?.freeRows.pop()
      if (segment && row !== undefined) return { segment, row }
    }
    const open = this.segments.at(-1)
    const { crew, segmentRows = memoryMap.segmentRows } = this.options
    if (open && open.end < segmentRows) return { segment: open, row: open.end }
    const file = addSegmentFile(this.options, nextNumber(this.segments))
    const segment = new Segment(file, new SegmentMemory(this.layout, crew.lanes))
    this.addSegment(segment)
    return { segment, row: 0 }
  }

  #learnWords(segment: Segment, { agency, sex }: TemplateRow): void {
    const { agencies, sexes } = segment.file.header
    if (segment.agencyOf(agency) < 0)
      segment.file.rewriteHeader({ clean: false, agencies: [...agencies, agency] })
    if (segment.sexOf(sex) > 0) return
    assert(sexes.length < 255, 'fewer than 255 codes of sex')
    segment.file.rewriteHeader({ clean: false, sexes: [...sexes, sex] })
  }

  async #expungeNow(wanted: { person: string } | { booking: string }): Promise<number> {
    const { folder, key, onExpungeStep } = this.options
    const slots = this.segments.flatMap((segment) => {
      const rows =
        'person' in wanted
          ? segment.rowsOfPersons(new Set([wanted.person]))
          : segment.rowsOfBookings(new Set([wanted.booking]))
      return rows.map((row) => ({ segment, row }))
    })
    if (slots.length === 0) return 0
    for (const { segment, row } of slots) {
      segment.memory.zero(row)
      segment.rows--
    }
    this.#removals += slots.length
    onExpungeStep?.('zeroed')
    await noteExpungement(
      { folder, key },
      'person' in wanted
        ? { persons: [wanted.person], bookings: [] }
        : { persons: [], bookings: [wanted.booking] },
    )
    onExpungeStep?.('noted')
    await this.eraseOnDisk(slots)
    await endExpungement(folder)
    for (const { segment, row } of slots) segment.freeRows.push(row)
    onExpungeStep?.('done')
    return slots.length
  }

  /** Overwrites the rows in their files and waits until the disk holds that. */
  async eraseOnDisk(slots: readonly Slot[]): Promise<void> {
    const { onExpungeStep } = this.options
    for (const { segment, row } of slots) segment.file.erase(row)
    onExpungeStep?.('erased')
    const files = new Set(slots.map(({ segment }) => segment.file))
    for (const file of files) file.writeBlocks()
    onExpungeStep?.('written')
    for (const file of files) await file.sync()
    onExpungeStep?.('flushed')
  }
}

/** One more than the highest number in use. */
function nextNumber(segments: readonly Segment[]): number {
  const last = segments.at(-1)?.file.path
  return last === undefined
    ? 1
    : Number(must(/(\d+)\.templates$/.exec(last)?.[1], 'number of a segment file')) + 1
}

/** A slot as one number, over the segments of a search. */
export const slotOf = (segments: readonly Segment[], slot: number): Slot => ({
  segment: must(segments[Math.floor(slot / memoryMap.segmentRows)], 'segment of a slot'),
  row: slot % memoryMap.segmentRows,
})
