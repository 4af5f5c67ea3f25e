import { endsMs, momentsOf } from './instant-bounds.ts'
import type { Pack } from './pack.ts'
import type { RequestFacts } from './request-facts.ts'

/** Kinds of approval that count now: of a kind the pack knows, by somebody else than the requester, in a role it names, not run out. */
export function approvalsInForce(pack: Pack, facts: RequestFacts): string[] {
  const counts = (facts.approvals ?? []).filter(({ kind, by, roles, validTo }) => {
    const known = pack.approvals?.find(({ code }) => code === kind)
    return (
      known?.roles.some((role) => roles.includes(role)) && by !== facts.actor.id && isBefore(facts, validTo)
    )
  })
  return [...new Set(counts.map(({ kind }) => kind))]
}

/** Kinds of court order that the pack knows and that have not run out. */
export function ordersInForce(pack: Pack, facts: RequestFacts): string[] {
  const counts = (facts.orders ?? []).filter(
    ({ kind, validTo }) => pack.orderKinds?.some(({ code }) => code === kind) && isBefore(facts, validTo),
  )
  return [...new Set(counts.map(({ kind }) => kind))]
}

function isBefore(facts: RequestFacts, end: string | undefined): boolean {
  const latestMs = momentsOf(facts)?.latestMs
  const firstAfterMs = endsMs(end)
  return latestMs !== undefined && firstAfterMs !== undefined && latestMs < firstAfterMs
}
