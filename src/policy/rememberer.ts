import { type AskPolicies, askCedar, policiesOf, type Verdict } from './ask-cedar.ts'
import { type CedarRequest, cedarRequest } from './cedar-request.ts'
import type { Pack, PolicyRule } from './pack.ts'
import { toldApart } from './told-apart.ts'

type Remembered = {
  readonly textOf: (request: CedarRequest) => string
  readonly verdicts: Map<string, Verdict>
}

const mostKept = 200_000

/**
 * Asks the policy engine once for all requests that the policies cannot tell apart, and gives its verdict to each. For the
 * requests of a period decided again; a request that somebody makes is always asked of the engine itself.
 */
export function rememberer(): AskPolicies {
  const byPack = new WeakMap<Pack, WeakMap<readonly PolicyRule[], Remembered>>()
  return (pack, { rules, facts }) => {
    const byRules = byPack.get(pack) ?? new WeakMap<readonly PolicyRule[], Remembered>()
    byPack.set(pack, byRules)
    const known = byRules.get(rules) ?? {
      textOf: toldApart(policiesOf(pack, rules).map(([, policy]) => policy)),
      verdicts: new Map<string, Verdict>(),
    }
    byRules.set(rules, known)
    const text = known.textOf(cedarRequest(pack, facts))
    const already = known.verdicts.get(text)
    if (already !== undefined) return already
    const verdict = askCedar(pack, { rules, facts })
    // A fault may be one of the moment.
    if (!('fault' in verdict) && known.verdicts.size < mostKept) known.verdicts.set(text, verdict)
    return verdict
  }
}
