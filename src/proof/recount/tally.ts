/** How often each name occurs. */
export type Counts = Readonly<Record<string, number>>

export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : 1)

export type Tally = ReturnType<typeof createTally>

/** Adds up names in several tables. */
export function createTally() {
  const all = new Map<string, Map<string, number>>()
  return {
    add(table: string, name: string, times = 1): void {
      const counts = all.get(table) ?? new Map<string, number>()
      counts.set(name, (counts.get(name) ?? 0) + times)
      all.set(table, counts)
    },
    /** By name, in the order of code units. */
    counts: (table: string): Counts =>
      Object.fromEntries([...(all.get(table) ?? [])].sort(([a], [b]) => byCodeUnits(a, b))),
  }
}
