import { must } from '../kernel/index.ts'
import { type AskPolicies, askCedar } from './ask-cedar.ts'
import { conditionsOf } from './conditions-of.ts'
import type { Decision, Refusal } from './decision.ts'
import { errorRefusal, outOfDateRefusal, setupRefusal, unsignedRefusal } from './house-refusals.ts'
import { rulesInForce } from './is-in-force.ts'
import type { Pack } from './pack.ts'
import { refusalOf } from './refusal-words.ts'
import type { RequestFacts } from './request-facts.ts'

/**
 * Decides one search request by a pack: permitted, or every refusal that applies. Pure; well under a millisecond.
 * Fails closed: an unknown fact that a rule needs refuses, a pack without a verified signature (PACK_UNSIGNED), out of its
 * dates (PACK_EXPIRED) or with an open question of set-up (SETUP_UNANSWERED) refuses everything, and so does whatever the
 * policy engine cannot weigh (POLICY_ERROR). Never throws for bad facts.
 * A rule outside its own dates does not bind, and a permit outside its own dates does not permit.
 */
export function decide(pack: Pack, facts: RequestFacts): Decision {
  if (pack.signedBy === undefined) return refused(pack, [unsignedRefusal(pack)])
  return weigh(pack, facts)
}

/** What a pack would decide, signed or not: for case tables and for trying a proposed text. Nothing is searched by its answer. */
export function weigh(
  pack: Pack,
  facts: RequestFacts,
  { ask = askCedar }: { readonly ask?: AskPolicies } = {},
): Decision {
  const closed = outOfDateRefusal(pack, facts.onDate) ?? setupRefusal(pack)
  if (closed !== undefined) return refused(pack, [closed])
  const onDate = must(facts.onDate, 'date checked above')
  const rules = rulesInForce(pack, onDate)
  const verdict = ask(pack, { rules, facts })
  if ('fault' in verdict) return refused(pack, [errorRefusal(verdict.fault)])

  const isPermit = (id: string) => pack.permitIds.includes(id)
  const satisfied = rules.filter(({ id }) => isPermit(id) === verdict.decidingIds.has(id)).map(({ id }) => id)
  if (verdict.allowed) {
    return {
      ...refused(pack, [], satisfied),
      permitted: true,
      conditions: conditionsOf(pack, { facts, onDate }),
      candidateLimit: facts.k ?? pack.candidates.default,
    }
  }
  const deciding = rules.filter(({ id }) => verdict.decidingIds.has(id))
  // Nothing forbids it and nothing permits it: the permit itself is what was not met.
  const refusing = deciding.length > 0 ? deciding : pack.rules.filter(({ id }) => isPermit(id))
  const refusals = refusing.map((rule) => refusalOf(rule, { facts, pack }))
  return refused(
    pack,
    refusals,
    satisfied.filter((id) => !isPermit(id)),
  )
}

function refused(pack: Pack, refusals: readonly Refusal[], rulesApplied: readonly string[] = []): Decision {
  return {
    permitted: false,
    packId: pack.id,
    packVersion: pack.version,
    packSha256: pack.sha256,
    rulesApplied,
    refusals,
    conditions: [],
    candidateLimit: 0,
    reviewersRequired: pack.reviewers,
  }
}
