import { assert } from '../kernel/index.ts'
import type { SegmentView } from './lane-job.ts'
import type { TemplateRow } from './matcher.ts'
import { bookingKey, personKey } from './row-key.ts'
import type { SegmentFile } from './segment-file.ts'
import type { SegmentMemory } from './segment-memory.ts'
import { ageNumber, dayNumber } from './template-record.ts'

let segmentsMade = 0

/** One file and its memory: the vectors and ids on the disk, codes and what filters need in memory. */
export class Segment {
  /** Unique among all segments of all matchers here. */
  readonly id = ++segmentsMade
  readonly file: SegmentFile
  readonly memory: SegmentMemory
  /** One more than the last row ever filled. */
  end = 0
  rows = 0
  freeRows: number[] = []

  constructor(file: SegmentFile, memory: SegmentMemory) {
    this.file = file
    this.memory = memory
  }

  get view(): SegmentView {
    const { memory, layout, chunksAt, axesAt } = this.memory
    const { dimension, stride, front } = layout
    return { id: this.id, memory, dimension, stride, front, chunksAt, axesAt, source: this.file.source }
  }

  /** Puts a row on the disk's list and in memory; the next search sees it. The words must be in the header already. */
  insert(row: number, template: TemplateRow): void {
    const columns = {
      agency: this.agencyOf(template.agency),
      sex: this.sexOf(template.sex),
      day: dayNumber(template.bookedOn),
      age: ageNumber(template.ageAtBooking),
    }
    assert(columns.agency >= 0 && columns.sex > 0, 'words of a row in the header')
    const { personId, bookingId, vector } = template
    this.file.put(row, { personId, bookingId, vector, ...columns })
    this.memory.growTo(row + 1)
    this.memory.write(row, vector, {
      person: personKey(personId),
      booking: bookingKey(bookingId),
      ...columns,
    })
    this.end = Math.max(this.end, row + 1)
    this.rows++
  }

  agencyOf(agency: string): number {
    return this.file.header.agencies.indexOf(agency)
  }

  /** 0 when no row has ever carried it. */
  sexOf(sex: string): number {
    return this.file.header.sexes.indexOf(sex) + 1
  }

  rowsOfPersons(personIds: ReadonlySet<string>): readonly number[] {
    const keys = [...personIds].map(personKey)
    const sharing = this.memory.rowsWithKeys('person', { keys, rows: this.end })
    return sharing.filter((row) => personIds.has(this.file.record(row).personId))
  }

  rowsOfBookings(bookingIds: ReadonlySet<string>): readonly number[] {
    const keys = [...bookingIds].map((id) => bookingKey(id)[0])
    const sharing = this.memory.rowsWithKeys('booking', { keys, rows: this.end })
    return sharing.filter((row) => bookingIds.has(this.file.record(row).bookingId))
  }
}
