/** Counts below this could point at single people and are not shown one by one. */
export const smallestShown = 5

export type CountRow = {
  readonly words: string
  readonly count: number /** Shown however small: arrests, and people wrongly led to. */
  readonly always?: boolean
}
export type ShownRow = { readonly words: string; readonly shown: string; readonly withheld: boolean }

/**
 * Withholds small counts of a table whose total is known, and the smallest others with them until none can be worked out from the total:
 * at least two rows, whose sum is more than one for each. All bear the same word, so that nobody knows which were small. A table that
 * would tell a small count all the same is not broken down, and gives undefined.
 */
export function suppressSmall(rows: readonly CountRow[]): readonly ShownRow[] | undefined {
  const small = (row: CountRow) => !row.always && row.count > 0 && row.count < smallestShown
  const withheld = new Set(rows.filter(small))
  if (withheld.size === 0) return rows.map(plain)
  const others = rows.filter((row) => !withheld.has(row) && !row.always && row.count > 0)
  for (const row of others.toSorted((a, b) => a.count - b.count)) {
    if (isSafe(withheld)) break
    withheld.add(row)
  }
  if (!isSafe(withheld)) return undefined
  return rows.map((row) =>
    withheld.has(row) ? { words: row.words, withheld: true, shown: 'withheld' } : plain(row),
  )
}

/** Each withheld count is one or more: two of them that add up to two are one each. */
const isSafe = (withheld: ReadonlySet<CountRow>): boolean => {
  const sum = [...withheld].reduce((total, { count }) => total + count, 0)
  return withheld.size >= 2 && sum > withheld.size
}

const plain = ({ words, count }: CountRow): ShownRow => ({
  words,
  withheld: false,
  shown: count.toLocaleString('en-US'),
})
