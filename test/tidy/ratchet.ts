/** What is over a limit today, by name; kept in test/tidy-exceptions.json and only ever smaller. */
export type Exceptions = Readonly<Record<string, number>>

/**
 * Holds measured values against a limit, a few of which are known to be over it. Gives one sentence for each value that
 * grew, is newly over the limit, or became smaller than its exception says (so that it cannot grow back).
 */
export function ratchetFaults(
  measured: Readonly<Record<string, number>>,
  bounds: { readonly limit: number; readonly exceptions: Exceptions },
): readonly string[] {
  const { limit, exceptions } = bounds
  const over = Object.entries(measured).flatMap(([name, value]) => {
    const allowed = exceptions[name] ?? limit
    return value > allowed ? [`${name} is ${value}; at most ${allowed}. Split it.`] : []
  })
  const slack = Object.entries(exceptions).flatMap(([name, allowed]) => {
    const value = measured[name] ?? 0
    if (value >= allowed && value > limit) return []
    const cure = value > limit ? `write ${value}` : 'take it off the list'
    return value < allowed || value <= limit
      ? [`${name} is ${value} and the list of exceptions still says ${allowed}: ${cure}.`]
      : []
  })
  return [...over, ...slack]
}
