import { refuse } from './refusal-code.ts'
import { needColumns, type ValueRow, type ValueTable } from './value-table.ts'

/** Two pictures and the truth about them. Files as the table names them, below the folder of the pictures. */
export type Pair = {
  readonly a: string
  readonly b: string
  /** True when both show one person. */
  readonly same: boolean
}

export type PairList = {
  /** In the order of the file, each once. */
  readonly pairs: readonly Pair[]
  /** Rows that repeated an earlier one and were left out: counted twice they would only narrow the intervals. */
  readonly repeated: number
}

const truths: Readonly<Record<string, boolean>> = {
  '1': true,
  true: true,
  yes: true,
  same: true,
  '0': false,
  false: false,
  no: false,
  different: false,
}

/** Reads columns a, b and same. Refuses COLUMN_MISSING, PAIR_INVALID (evidence in words: the line), PAIR_CONTRADICTED. */
export function readPairs(table: ValueTable): PairList {
  needColumns(table, ['a', 'b', 'same'])
  const known = new Map<string, Pair>()
  for (const row of table.rows) {
    const pair = readPair(table, row)
    const key = [pair.a, pair.b].sort().join('\n')
    const earlier = known.get(key)
    if (earlier !== undefined && earlier.same !== pair.same)
      throw refuse('PAIR_CONTRADICTED', {
        reason: `Line ${row.line} of ${table.name} says of two pictures the opposite of an earlier line: ${pair.a}, ${pair.b}.`,
        needed: 'Keep the line that is right.',
      })
    if (earlier === undefined) known.set(key, pair)
  }
  const pairs = [...known.values()]
  return { pairs, repeated: table.rows.length - pairs.length }
}

function readPair(table: ValueTable, { line, values }: ValueRow): Pair {
  const { a = '', b = '', same = '' } = values
  const truth = truths[same.toLowerCase()]
  const fault =
    a === '' || b === ''
      ? 'names only one picture'
      : a === b
        ? 'compares a picture with itself'
        : truth === undefined
          ? `has "${same.slice(0, 40)}" for same`
          : undefined
  if (fault !== undefined || truth === undefined)
    throw refuse('PAIR_INVALID', {
      reason: `Line ${line} of ${table.name} ${fault}.`,
      needed:
        'Each line names two pictures in a and b, and 1 (same person) or 0 (different persons) in same.',
    })
  return { a, b, same: truth }
}

/**
 * At most this many pairs, in the same proportion of both kinds and spread evenly over the file, so that a small run
 * is a sample of the large one.
 */
export function limitPairs(pairs: readonly Pair[], limit: number): readonly Pair[] {
  if (limit >= pairs.length) return pairs
  const total = (same: boolean) => pairs.filter((pair) => pair.same === same).length
  const ofSame = Math.round((limit * total(true)) / pairs.length)
  const wanted = new Map([
    [true, { total: total(true), take: ofSame }],
    [false, { total: total(false), take: limit - ofSame }],
  ])
  const seen = new Map([
    [true, 0],
    [false, 0],
  ])
  return pairs.filter(({ same }) => {
    const index = seen.get(same) ?? 0
    seen.set(same, index + 1)
    const { total: all, take } = wanted.get(same) ?? { total: 1, take: 0 }
    return Math.floor(((index + 1) * take) / all) > Math.floor((index * take) / all)
  })
}
