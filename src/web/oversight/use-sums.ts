/** Adds counts up by a name, the largest first. */
export function summed<T>(
  cells: readonly T[],
  of: (cell: T) => readonly [name: string, count: number],
): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>()
  for (const cell of cells) {
    const [name, count] = of(cell)
    sums.set(name, (sums.get(name) ?? 0) + count)
  }
  return [...sums].sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1))
}
