import { describe, expect, it } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { checkApart, limitPictures, readPersons } from './person-picture.ts'
import type { ValueTable } from './value-table.ts'

const tableOf = (columns: readonly string[], ...rows: readonly (readonly string[])[]): ValueTable => ({
  name: 'people.csv',
  columns,
  rows: rows.map((cells, at) => ({
    line: at + 2,
    values: Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? ''])),
  })),
})

describe('a manifest of persons', () => {
  it('makes a group of every column that is not its own', () => {
    const table = tableOf(['file', 'person', 'sex', 'age'], ['1.jpg', 'P1', 'F', '30'])
    expect(readPersons(table, 'gallery')).toEqual([
      { file: '1.jpg', person: 'P1', groups: { sex: 'F', age: '30' } },
    ])
  })

  it('gives each role its rows where a column says so', () => {
    const table = tableOf(
      ['file', 'person', 'role'],
      ['1.jpg', 'P1', 'gallery'],
      ['2.jpg', 'P1', 'Probe'],
      ['3.jpg', 'P2', 'neither'],
    )
    expect(readPersons(table, 'gallery').map(({ file }) => file)).toEqual(['1.jpg'])
    expect(readPersons(table, 'probe')).toEqual([{ file: '2.jpg', person: 'P1', groups: {} }])
  })

  it.each([
    ['has no column person', tableOf(['file'], ['1.jpg']), 'COLUMN_MISSING'],
    ['names no person', tableOf(['file', 'person'], ['1.jpg', '']), 'ROW_INVALID'],
    ['names no file', tableOf(['file', 'person'], ['', 'P1']), 'ROW_INVALID'],
    ['names a file twice', tableOf(['file', 'person'], ['1.jpg', 'P1'], ['1.jpg', 'P2']), 'FILE_DUPLICATE'],
    [
      'has no row of the role',
      tableOf(['file', 'person', 'role'], ['1.jpg', 'P1', 'probe']),
      'TOO_FEW_PERSONS',
    ],
  ])('is refused when it %s', async (_what, table, code) => {
    expect(await catchCode(() => readPersons(table, 'gallery'))).toBe(code)
  })

  it('is refused when a probe would find itself', async () => {
    const picture = { file: '1.jpg', person: 'P1', groups: {} }
    expect(await catchCode(() => checkApart([picture], [picture]))).toBe('PROBE_IN_GALLERY')
    expect(await catchCode(() => checkApart([picture], [{ ...picture, file: '2.jpg' }]))).toBe('not refused')
  })
})

it('a limit spreads over the list', () => {
  const pictures = Array.from({ length: 10 }, (_, at) => ({ file: `${at}`, person: 'P', groups: {} }))
  expect(limitPictures(pictures, 5).map(({ file }) => file)).toEqual(['1', '3', '5', '7', '9'])
  for (const limit of [1, 3, 7, 10, 50])
    expect(limitPictures(pictures, limit)).toHaveLength(Math.min(10, limit))
})
