import { type PolicyJson, preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import { cedarRequest } from './cedar-request.ts'
import { inlineLists } from './inline-lists.ts'
import type { Pack, PolicyRule } from './pack.ts'
import { packLists } from './pack-lists.ts'
import type { RequestFacts } from './request-facts.ts'

/** What Cedar found: the rules that decided, or why it could not weigh the request. */
export type Verdict =
  | { readonly allowed: boolean; readonly decidingIds: ReadonlySet<string> }
  | { readonly fault: string }

export type AskPolicies = (
  pack: Pack,
  options: { readonly rules: readonly PolicyRule[]; readonly facts: RequestFacts },
) => Verdict

/**
 * Weighs the facts by the given rules of the pack. Cedar skips a policy that fails while it is evaluated, and a
 * skipped "forbid" would open the door; so any error at all is a fault, and the caller refuses.
 */
export const askCedar: AskPolicies = (pack, options) => {
  try {
    const answer = statefulIsAuthorized({
      ...cedarRequest(pack, options.facts),
      preparsedPolicySetId: prepare(pack, options.rules),
    })
    if (answer.type === 'failure') return { fault: 'the policy engine could not read the request' }
    const { decision, diagnostics } = answer.response
    if (diagnostics.errors.length > 0) {
      const ids = diagnostics.errors.map(({ policyId }) => policyId).sort()
      return { fault: `the policy engine could not weigh ${ids.join(', ')}` }
    }
    return { allowed: decision === 'allow', decidingIds: new Set(diagnostics.reason) }
  } catch {
    // What the engine throws may quote the request, so its words are not passed on.
    return { fault: 'the policy engine failed' }
  }
}

const prepared = new WeakMap<Pack, Map<string, string>>()

/** The engine keeps what it has parsed for good; so many sets are kept, and the next takes the place of the oldest. */
const keptSets = 256
const places: { byRules: Map<string, string>; key: string }[] = []
let preparedSets = 0

/** The policies of the given rules by their ids, the pack's lists written into them. */
export function policiesOf(pack: Pack, rules: readonly PolicyRule[]): readonly [string, PolicyJson][] {
  const lists = packLists(pack)
  return rules.map(({ id }) => [id, inlineLists(pack.policies[id] ?? '', lists)])
}

/** Parses a set of policies once, the pack's lists written into it; the engine keeps it under the number of a place of ours. */
function prepare(pack: Pack, rules: readonly PolicyRule[]): string {
  const byRules = prepared.get(pack) ?? new Map<string, string>()
  prepared.set(pack, byRules)
  const ids = rules.map(({ id }) => id)
  const key = ids.join(' ')
  const already = byRules.get(key)
  if (already !== undefined) return already
  const staticPolicies = Object.fromEntries(policiesOf(pack, rules))
  const place = preparedSets++ % keptSets
  places[place]?.byRules.delete(places[place].key)
  places[place] = { byRules, key }
  const preparedId = `set ${place}`
  if (preparsePolicySet(preparedId, { staticPolicies }).type === 'failure')
    throw new Error('policies cannot be prepared')
  byRules.set(key, preparedId)
  return preparedId
}
