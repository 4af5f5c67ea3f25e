import { type PolicyJson, policyToJson } from '@cedar-policy/cedar-wasm/nodejs'
import { invalidPack } from './invalid-pack.ts'

type Lists = Readonly<Record<string, readonly string[] | number | undefined>>

/**
 * The policy with every `context.pack.x` replaced by the list or limit it names. The lists never change while a pack is in
 * force, so they are read once here and not sent with each request. Refuses PACK_INVALID for one that the pack does not give.
 */
export function inlineLists(policyText: string, lists: Lists): PolicyJson {
  return replaced(parsedPolicy(policyText), lists) as PolicyJson
}

const parsedPolicies = new Map<string, PolicyJson>()

/** A pack is tried under many answers of set-up; its texts are parsed once. */
function parsedPolicy(text: string): PolicyJson {
  const already = parsedPolicies.get(text)
  if (already !== undefined) return already
  const parsed = policyToJson(text)
  if (parsed.type === 'failure') throw invalidPack('a policy cannot be read')
  if (parsedPolicies.size > 5000) parsedPolicies.clear()
  parsedPolicies.set(text, parsed.json)
  return parsed.json
}

function replaced(node: unknown, lists: Lists): unknown {
  if (Array.isArray(node)) return node.map((part) => replaced(part, lists))
  if (typeof node !== 'object' || node === null) return node
  const whole = attributeOf(node)
  if (whole !== undefined && isPack(whole.left)) return literal(whole.attr, lists[whole.attr])
  if (isPack(node)) throw invalidPack('a policy asks for the pack as a whole instead of one of its lists')
  return Object.fromEntries(Object.entries(node).map(([key, part]) => [key, replaced(part, lists)]))
}

function literal(name: string, value: readonly string[] | number | undefined): unknown {
  if (value === undefined) throw invalidPack(`a policy asks for pack.${name}, which pack.json does not give`)
  return typeof value === 'number' ? { Value: value } : { Set: value.map((text) => ({ Value: text })) }
}

const isPack = (node: unknown): boolean => {
  const found = attributeOf(node)
  return found?.attr === 'pack' && (found.left as { Var?: unknown })?.Var === 'context'
}

/** `left.attr` in the JSON form of a policy. */
function attributeOf(node: unknown): { left: unknown; attr: string } | undefined {
  const access = (node as { '.'?: { left?: unknown; attr?: unknown } } | null)?.['.']
  return typeof access?.attr === 'string' ? { left: access.left, attr: access.attr } : undefined
}
