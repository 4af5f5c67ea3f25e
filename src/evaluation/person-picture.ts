import { refuse } from './refusal-code.ts'
import { needColumns, type ValueRow, type ValueTable } from './value-table.ts'

/** A picture with the name of its person and the groups it belongs to. */
export type PersonPicture = {
  readonly file: string
  readonly person: string
  /** Value by column, for every column that is neither file, person nor role. */
  readonly groups: Readonly<Record<string, string>>
}

export type Role = 'gallery' | 'probe'

const ownColumns = new Set(['file', 'person', 'role'])

/**
 * Reads columns file and person; every other column becomes a group. Where there is a column role, only the rows of
 * this role are taken, so that one file may hold both. Refuses COLUMN_MISSING, ROW_INVALID, FILE_DUPLICATE,
 * TOO_FEW_PERSONS.
 */
export function readPersons(table: ValueTable, role: Role): readonly PersonPicture[] {
  needColumns(table, ['file', 'person'])
  const groupColumns = table.columns.filter((column) => column !== '' && !ownColumns.has(column))
  const rows = table.columns.includes('role')
    ? table.rows.filter(({ values }) => values.role?.toLowerCase() === role)
    : table.rows
  const lines = new Map<string, number>()
  const pictures = rows.map((row) => {
    const picture = readPicture(row, { table, groupColumns })
    const earlier = lines.get(picture.file)
    if (earlier !== undefined)
      throw refuse('FILE_DUPLICATE', {
        reason: `Lines ${earlier} and ${row.line} of ${table.name} name the same picture, ${picture.file}.`,
        needed: 'Name each picture once.',
      })
    lines.set(picture.file, row.line)
    return picture
  })
  if (pictures.length === 0)
    throw refuse('TOO_FEW_PERSONS', {
      reason: `${table.name} has no row with role ${role}.`,
      needed: 'In a column role, write gallery or probe; without the column every row is taken.',
    })
  return pictures
}

function readPicture(
  { line, values }: ValueRow,
  { table, groupColumns }: { table: ValueTable; groupColumns: readonly string[] },
): PersonPicture {
  const { file = '', person = '' } = values
  if (file === '' || person === '')
    throw refuse('ROW_INVALID', {
      reason: `Line ${line} of ${table.name} names no ${file === '' ? 'file' : 'person'}.`,
      needed: 'Each line names a picture in file and the person it shows in person.',
    })
  return {
    file,
    person,
    groups: Object.fromEntries(groupColumns.map((column) => [column, values[column] ?? ''])),
  }
}

/** Refuses PROBE_IN_GALLERY when a picture is searched for in a gallery of the same folder that holds it. */
export function checkApart(gallery: readonly PersonPicture[], probes: readonly PersonPicture[]): void {
  const enrolled = new Set(gallery.map(({ file }) => file))
  const both = probes.filter(({ file }) => enrolled.has(file))
  if (both.length === 0) return
  throw refuse('PROBE_IN_GALLERY', {
    reason: `${both.length} pictures are both probe and gallery, first ${both[0]?.file}: each would only find itself.`,
    needed: 'Use other pictures as probes, or a column role with gallery and probe.',
  })
}

/** At most this many, spread evenly over the list. */
export const limitPictures = (pictures: readonly PersonPicture[], limit: number): readonly PersonPicture[] =>
  limit >= pictures.length
    ? pictures
    : pictures.filter((_, at) => {
        const share = limit / pictures.length
        return Math.floor((at + 1) * share + 1e-9) > Math.floor(at * share + 1e-9)
      })
