import { beginsMs, endsMs, momentsOf } from './instant-bounds.ts'
import type { Pack } from './pack.ts'
import type { ApprovalFacts, RequestFacts } from './request-facts.ts'

/** Approvals that count now: of a kind the pack knows, by somebody else than the requester, in a role it names, not run out. */
export const countedApprovals = (pack: Pack, facts: RequestFacts): readonly ApprovalFacts[] =>
  (facts.approvals ?? []).filter(({ kind, by, roles, validTo }) => {
    const known = pack.approvals?.find(({ code }) => code === kind)
    return (
      known?.roles.some((role) => roles.includes(role)) && by !== facts.actor.id && isBefore(facts, validTo)
    )
  })

/** Their kinds. */
export const approvalsInForce = (pack: Pack, facts: RequestFacts): string[] => [
  ...new Set(countedApprovals(pack, facts).map(({ kind }) => kind)),
]

/** Kinds of court order that the pack knows, that have begun and have not run out. */
export function ordersInForce(pack: Pack, facts: RequestFacts): string[] {
  const counts = (facts.orders ?? []).filter(
    ({ kind, validFrom, validTo }) =>
      pack.orderKinds?.some(({ code }) => code === kind) &&
      (validFrom === undefined || hasBegun(facts, validFrom)) &&
      isBefore(facts, validTo),
  )
  return [...new Set(counts.map(({ kind }) => kind))]
}

function hasBegun(facts: RequestFacts, from: string): boolean {
  const earliestMs = momentsOf(facts)?.earliestMs
  const firstMs = beginsMs(from)
  return earliestMs !== undefined && firstMs !== undefined && firstMs <= earliestMs
}

function isBefore(facts: RequestFacts, end: string | undefined): boolean {
  const latestMs = momentsOf(facts)?.latestMs
  const firstAfterMs = endsMs(end)
  return latestMs !== undefined && firstAfterMs !== undefined && latestMs < firstAfterMs
}
