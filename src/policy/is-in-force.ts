import type { Pack, PolicyRule } from './pack.ts'

/** Whether a pack, a rule or a condition binds on a day, YYYY-MM-DD; its last day still counts. */
export function isInForce(
  span: { readonly validFrom: string; readonly validTo?: string | undefined },
  onDate: string,
): boolean {
  return span.validFrom <= onDate && (span.validTo === undefined || onDate <= span.validTo)
}

type ByDay = {
  readonly days: Map<string, readonly PolicyRule[]>
  readonly sets: Map<string, readonly PolicyRule[]>
}

const known = new WeakMap<Pack, ByDay>()
const mostDays = 10_000

/** The rules of a pack that bind on a day, in the pack's order: for the same rules always the same list. */
export function rulesInForce(pack: Pack, onDate: string): readonly PolicyRule[] {
  const byDay: ByDay = known.get(pack) ?? { days: new Map(), sets: new Map() }
  known.set(pack, byDay)
  const already = byDay.days.get(onDate)
  if (already !== undefined) return already
  const rules = pack.rules.filter((rule) => isInForce(rule, onDate))
  const ids = rules.map(({ id }) => id).join(' ')
  const set = byDay.sets.get(ids) ?? rules
  byDay.sets.set(ids, set)
  if (byDay.days.size < mostDays) byDay.days.set(onDate, set)
  return set
}
