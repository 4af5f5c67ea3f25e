/** A measured share with its 95 % interval; all three numbers from 0 to 1, or NaN when nothing was counted. */
export type Share = {
  readonly value: number
  readonly count: number
  readonly of: number
  readonly low: number
  readonly high: number
}

/** 97.5th percentile of the normal distribution. */
const z = 1.959963984540054

/**
 * A share with the Wilson score interval (E. B. Wilson 1927), which keeps its level near 0 and 1, where ours lie.
 * `independent` is the number of trials that do not depend on each other, when it is smaller than `of`: several
 * searches of one person tell less than as many of different persons.
 */
export function share(count: number, of: number, independent = of): Share {
  if (of === 0) return { value: Number.NaN, count, of, low: Number.NaN, high: Number.NaN }
  const value = count / of
  const n = Math.min(of, independent)
  const spread = 1 + z ** 2 / n
  const centre = (value + z ** 2 / (2 * n)) / spread
  const half = (z / spread) * Math.sqrt((value * (1 - value)) / n + z ** 2 / (4 * n ** 2))
  return {
    value,
    count,
    of,
    low: count === 0 ? 0 : Math.max(0, centre - half),
    high: count === of ? 1 : Math.min(1, centre + half),
  }
}
