import { describe, expect, it } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { limitPairs, type Pair, readPairs } from './pair.ts'
import type { ValueTable } from './value-table.ts'

const tableOf = (columns: readonly string[], ...rows: readonly (readonly string[])[]): ValueTable => ({
  name: 'pairs.csv',
  columns,
  rows: rows.map((cells, at) => ({
    line: at + 2,
    values: Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? ''])),
  })),
})
const pairs = (...rows: readonly (readonly string[])[]) => readPairs(tableOf(['a', 'b', 'same'], ...rows))

describe('a file of pairs', () => {
  it('is read in its order, whatever words say "same"', () => {
    expect(pairs(['x', 'y', '1'], ['x', 'z', '0'], ['y', 'z', 'False'], ['v', 'w', 'same']).pairs).toEqual([
      { a: 'x', b: 'y', same: true },
      { a: 'x', b: 'z', same: false },
      { a: 'y', b: 'z', same: false },
      { a: 'v', b: 'w', same: true },
    ])
  })

  it('counts a pair that is named twice once, in whichever order', () => {
    const { pairs: read, repeated } = pairs(['x', 'y', '1'], ['y', 'x', '1'], ['x', 'y', 'yes'])
    expect(read).toHaveLength(1)
    expect(repeated).toBe(2)
  })

  it.each([
    ['a column is missing', () => readPairs(tableOf(['a', 'b'], ['x', 'y'])), 'COLUMN_MISSING'],
    ['a picture is missing', () => pairs(['x', '', '1']), 'PAIR_INVALID'],
    ['a picture stands beside itself', () => pairs(['x', 'x', '1']), 'PAIR_INVALID'],
    ['"same" is neither yes nor no', () => pairs(['x', 'y', 'perhaps']), 'PAIR_INVALID'],
    ['two lines contradict each other', () => pairs(['x', 'y', '1'], ['y', 'x', '0']), 'PAIR_CONTRADICTED'],
  ])('is refused when %s', async (_what, act, code) => {
    expect(await catchCode(act)).toBe(code)
  })

  it('names the line that is wrong', () => {
    expect(() => pairs(['x', 'y', '1'], ['x', 'z', '2'])).toThrow('Line 3 of pairs.csv has "2" for same')
  })
})

describe('a limit on pairs', () => {
  const blocks = (size: number): readonly Pair[] =>
    Array.from({ length: size }, (_, at) => ({ a: `${at}`, b: 'x', same: at % 20 < 10 }))

  it('keeps the proportion of both kinds and spreads over the file', () => {
    const limited = limitPairs(blocks(200), 60)
    expect(limited).toHaveLength(60)
    expect(limited.filter(({ same }) => same)).toHaveLength(30)
    expect(Number(limited.at(-1)?.a)).toBeGreaterThan(190)
  })

  it('takes all when there are no more', () => {
    expect(limitPairs(blocks(40), 40)).toHaveLength(40)
    expect(limitPairs(blocks(40), Number.POSITIVE_INFINITY)).toHaveLength(40)
  })
})
