import { isIsoDate, must } from '../kernel/index.ts'
import { askCedar } from './ask-cedar.ts'
import type { Decision, Refusal } from './decision.ts'
import type { Pack } from './pack.ts'
import { refusalOf } from './refusal-words.ts'
import type { RequestFacts } from './request-facts.ts'

/**
 * Decides one search request by a pack: permitted, or every refusal that applies. Pure; 1 to 2 ms.
 * Fails closed: an unknown fact that a rule needs refuses, a pack out of its dates refuses everything
 * (PACK_EXPIRED), and whatever the policy engine cannot weigh refuses (POLICY_ERROR). Never throws for bad facts.
 * A rule outside its own dates does not bind, and a permit outside its own dates does not permit.
 */
export function decide(pack: Pack, facts: RequestFacts): Decision {
  const outOfDate = outOfDateRefusal(pack, facts.onDate)
  if (outOfDate !== undefined) return refused(pack, [outOfDate])
  const onDate = must(facts.onDate, 'date checked above')
  const rules = pack.rules.filter((rule) => isInForce(rule, onDate))
  const verdict = askCedar(pack, { rules, facts })
  if ('fault' in verdict) return refused(pack, [errorRefusal(verdict.fault)])

  const isPermit = (id: string) => pack.permitIds.includes(id)
  const satisfied = rules.filter(({ id }) => isPermit(id) === verdict.decidingIds.has(id)).map(({ id }) => id)
  if (verdict.allowed) {
    return {
      ...refused(pack, [], satisfied),
      permitted: true,
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
    candidateLimit: 0,
    reviewersRequired: pack.reviewers,
  }
}

function isInForce(span: { validFrom: string; validTo?: string | undefined }, onDate: string): boolean {
  return span.validFrom <= onDate && (span.validTo === undefined || onDate <= span.validTo)
}

function outOfDateRefusal(pack: Pack, onDate: string | undefined): Refusal | undefined {
  const isDate = onDate !== undefined && isIsoDate(onDate)
  if (isDate && isInForce(pack, onDate)) return undefined
  const until = pack.validTo === undefined ? 'without an end date' : `to ${pack.validTo}`
  return {
    code: 'PACK_EXPIRED',
    rule: 'PACK-DATE-1',
    reason: `the policy pack ${pack.id} ${pack.version} is in force from ${pack.validFrom} ${until}, and today is ${isDate ? onDate : 'not known'}`,
    needed: 'Put a pack in force that covers today.',
    source: 'House rule: a pack fails closed outside its dates',
  }
}

function errorRefusal(fault: string): Refusal {
  return {
    code: 'POLICY_ERROR',
    rule: 'PACK-ERROR-1',
    reason: fault,
    needed:
      'Have the administrator look at the request and the pack; nothing is permitted that was not weighed.',
    source: 'House rule: what cannot be weighed is refused',
  }
}
