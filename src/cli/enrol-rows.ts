import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { checkPhotoBytes, photosInFlight } from '../face/index.ts'
import { isRefused, newId, Refused } from '../kernel/index.ts'
import type { Door } from './door.ts'
import { pathInside } from './path-inside.ts'
import type { Manifest, ManifestRow } from './read-manifest.ts'
import type { Terminal } from './terminal.ts'

export type RefusedRow = {
  readonly line: number
  readonly file: string
  readonly bookingNumber: string
  readonly code: string
  readonly reason: string
  readonly needed: string
}

export type EnrolReport = {
  readonly rows: number
  readonly enrolled: number
  readonly alreadyEnrolled: number
  /** Enrolled, but below what the policy in force asks of a photograph. */
  readonly warned: number
  readonly refused: readonly RefusedRow[]
  readonly seconds: number
}

/** Enrols every row; a refused one is kept with its reason and the rest goes on. Running it again resumes. */
export async function enrolRows(
  door: Door,
  of: { folder: string; manifest: Manifest; terminal: Terminal },
): Promise<EnrolReport> {
  const { folder, manifest, terminal } = of
  const run = newId<string & { readonly [key: symbol]: never }>()
  const progress = terminal.progress({ title: 'Enrolling', total: manifest.count, unit: 'photographs' })
  const startedAt = performance.now()
  const refused: RefusedRow[] = []
  const counts = { enrolled: 0, 'already-enrolled': 0 }
  let warned = 0
  let done = 0
  // All workers draw from it; a manifest of a million rows never lies in memory.
  const rows = manifest.rows()[Symbol.asyncIterator]()
  const worker = async () => {
    for (let step = await rows.next(); !step.done; step = await rows.next()) {
      const row = step.value
      try {
        const { status, warnings } = await enrolRow(door, { folder, row, run })
        counts[status]++
        if (warnings.length > 0) warned++
      } catch (error) {
        if (!isRefused(error) || stopsEverything.has(error.code)) throw error
        refused.push(refusedRow(row, error))
      }
      progress.at(++done)
    }
  }
  try {
    await Promise.all(Array.from({ length: photosInFlight }, worker))
  } finally {
    progress.end()
    await rows.return?.()
  }
  return {
    rows: manifest.count,
    enrolled: counts.enrolled,
    alreadyEnrolled: counts['already-enrolled'],
    warned,
    refused: refused.sort((left, right) => left.line - right.line),
    seconds: (performance.now() - startedAt) / 1000,
  }
}

/** Refusals of the person or the house, not of a photograph: nothing after them could succeed. */
const stopsEverything = new Set([
  'ROLE_MISSING',
  'NOT_SIGNED_IN',
  'SESSION_EXPIRED',
  'USER_CLOSED',
  'SERVER_UNREACHABLE',
  'AUDIT_UNAVAILABLE',
  'WITNESSES_MISSING',
])

type EnrolledRow = { readonly status: 'enrolled' | 'already-enrolled'; readonly warnings: readonly string[] }

async function enrolRow(
  door: Door,
  of: { folder: string; row: ManifestRow; run: string },
): Promise<EnrolledRow> {
  const { folder, row, run } = of
  const path = placeOf(folder, row.file)
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw fileMissing(row.file, folder)
  // Looked at before reading: a file of gigabytes must not be taken into memory to be refused.
  checkPhotoBytes(found.size)
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...row.fields, file: row.file, run })) form.set(name, value)
  form.set('photo', new Blob([await readFile(path)]), basename(path))
  return door.call<EnrolledRow>('POST', '/api/gallery/bookings', form)
}

function placeOf(folder: string, file: string): string {
  const path = pathInside(folder, file)
  if (path !== undefined) return path
  throw new Refused<'FILE_OUTSIDE_FOLDER'>({
    code: 'FILE_OUTSIDE_FOLDER',
    reason:
      file === '' ? 'The row names no file.' : `The file ${file} lies outside the folder of the import.`,
    needed: 'Name files relative to the folder, inside it.',
  })
}

const fileMissing = (file: string, folder: string) =>
  new Refused<'FILE_MISSING'>({
    code: 'FILE_MISSING',
    reason: `There is no file ${file} in ${folder}.`,
    needed: 'Put the photograph there, or correct the manifest; then run the import again.',
  })

const refusedRow = (row: ManifestRow, refused: Refused): RefusedRow => ({
  line: row.line,
  file: row.file,
  bookingNumber: row.fields.booking_number,
  code: refused.code,
  reason: refused.reason,
  needed: refused.needed,
})

/** The closing report in words. */
export function printEnrolReport(terminal: Terminal, report: EnrolReport): void {
  const { print } = terminal
  const pace = (report.rows / Math.max(report.seconds, 0.001)).toFixed(1)
  print(
    `${report.enrolled} enrolled, ${report.alreadyEnrolled} were there already, ${report.refused.length} refused`,
  )
  print(`  ${report.rows} rows in ${report.seconds.toFixed(1)} s, ${pace} a second`)
  if (report.warned > 0)
    print(`  ${report.warned} of them below what the policy asks of a photograph, and kept`)
  for (const row of report.refused.slice(0, shownRefusals)) {
    print(`  refused  line ${row.line}  ${row.file}  ${row.code}: ${row.reason}`)
  }
  if (report.refused.length > shownRefusals) {
    print(
      `  … and ${report.refused.length - shownRefusals} more; all of them are listed on the Gallery page.`,
    )
  }
}
const shownRefusals = 40
