import {
  type DetailedError,
  type Effect,
  policySetTextToParts,
  policyToJson,
  validate,
} from '@cedar-policy/cedar-wasm/nodejs'
import { invalidPack } from './invalid-pack.ts'

export type CompiledPolicies = {
  /** Cedar text of each policy, by its @id annotation. */
  readonly policies: Readonly<Record<string, string>>
  readonly permitIds: readonly string[]
}

/**
 * Splits Cedar text into policies named by @id and checks them against the Cedar schema.
 * A warning (say, a policy that can never apply) counts as a fault: a rule that cannot fire is a mistake.
 */
export function compilePolicies(policiesCedar: string, schemaCedar: string): CompiledPolicies {
  const parts = policySetTextToParts(policiesCedar)
  if (parts.type === 'failure') throw invalidPack(`policies.cedar cannot be read: ${messages(parts.errors)}`)
  if (parts.policy_templates.length > 0) throw invalidPack('policies.cedar holds a template')
  const policies: Record<string, string> = {}
  const permitIds: string[] = []
  for (const text of parts.policies) {
    const { id, effect } = nameOf(text)
    if (policies[id] !== undefined) throw invalidPack(`two policies have the id ${id}`)
    policies[id] = text
    if (effect === 'permit') permitIds.push(id)
  }
  checkAgainstSchema(policies, schemaCedar)
  return { policies, permitIds }
}

function nameOf(policyText: string): { id: string; effect: Effect } {
  const parsed = policyToJson(policyText)
  if (parsed.type === 'failure') throw invalidPack(`a policy cannot be read: ${messages(parsed.errors)}`)
  const id = parsed.json.annotations?.id
  if (id === undefined || id === '') {
    throw invalidPack(`a policy has no @id: ${policyText.slice(0, 60)}`)
  }
  return { id, effect: parsed.json.effect }
}

function checkAgainstSchema(policies: Record<string, string>, schema: string): void {
  const answer = validate({ schema, policies: { staticPolicies: policies } })
  if (answer.type === 'failure') throw invalidPack(`schema.cedarschema: ${messages(answer.errors)}`)
  const faults = [...answer.validationErrors, ...answer.validationWarnings].map(({ error }) => error)
  faults.push(...answer.otherWarnings)
  if (faults.length > 0) throw invalidPack(`policies.cedar does not fit its schema: ${messages(faults)}`)
}

function messages(errors: readonly DetailedError[]): string {
  return errors.map(({ message, help }) => (help ? `${message} (${help})` : message)).join('; ')
}
