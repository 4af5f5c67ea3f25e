import { preparsePolicySet, preparseSchema, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import { cedarRequest } from './cedar-request.ts'
import type { Pack, PolicyRule } from './pack.ts'
import type { RequestFacts } from './request-facts.ts'

/** What Cedar found: the rules that decided, or why it could not weigh the request. */
export type Verdict =
  | { readonly allowed: boolean; readonly decidingIds: ReadonlySet<string> }
  | { readonly fault: string }

/**
 * Weighs the facts by the given rules of the pack. Cedar skips a policy that fails while it is evaluated, and a
 * skipped "forbid" would open the door; so any error at all is a fault, and the caller refuses.
 */
export function askCedar(
  pack: Pack,
  options: { rules: readonly PolicyRule[]; facts: RequestFacts },
): Verdict {
  try {
    const preparsedId = prepare(pack, options.rules)
    const answer = statefulIsAuthorized({
      ...cedarRequest(pack, options.facts),
      preparsedPolicySetId: preparsedId,
      preparsedSchemaName: preparsedId,
      validateRequest: true,
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

const preparedIds = new Set<string>()

/** Parses a set of policies once; the engine keeps it under an id that names the pack's text and the rules in it. */
function prepare(pack: Pack, rules: readonly PolicyRule[]): string {
  const ids = rules.map(({ id }) => id)
  const preparsedId = `${pack.sha256} ${ids.join(' ')}`
  if (preparedIds.has(preparsedId)) return preparsedId
  const staticPolicies = Object.fromEntries(ids.map((id) => [id, pack.policies[id] ?? '']))
  const policies = preparsePolicySet(preparsedId, { staticPolicies })
  const schema = preparseSchema(preparsedId, pack.schema)
  if (policies.type === 'failure' || schema.type === 'failure') throw new Error('policies cannot be prepared')
  preparedIds.add(preparsedId)
  return preparsedId
}
