import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs'

/** A fact as a policy names it: `["context", "narrative"]`, `["principal", "certificate", "ends"]`. */
export type FactPath = readonly [root: 'principal' | 'resource' | 'context', ...attributes: string[]]

/** What stands on one side of a comparison. Datetimes and spans are in milliseconds. */
export type Term =
  | { readonly path: FactPath; readonly offsetMs: number }
  | { readonly literal: string | number | boolean; readonly isDatetime: boolean }

/** A question with yes or no that a policy puts to facts without looking at them otherwise. */
export type Question =
  | { readonly kind: 'compare'; readonly by: Comparison; readonly left: Term; readonly right: Term }
  | { readonly kind: 'listed'; readonly path: FactPath; readonly list: ReadonlySet<unknown> }
  | { readonly kind: 'like'; readonly path: FactPath; readonly parts: readonly string[] }

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='

/** Everything of a request that policies can make their answer depend on. */
export type Reads = {
  /** Facts of which it counts whether they are there. */
  readonly asked: ReadonlyMap<string, FactPath>
  /** Facts of which the very value counts. */
  readonly whole: ReadonlyMap<string, FactPath>
  readonly questions: ReadonlyMap<string, Question>
}

type Found = { asked: Map<string, FactPath>; whole: Map<string, FactPath>; questions: Map<string, Question> }

/**
 * What the policies read. A fact that only stands in comparisons, in lists and in patterns is told by the answers to
 * these; whatever is used in another way, or in one that is not known here, counts with its very value.
 */
export function policyReads(policies: readonly PolicyJson[]): Reads {
  const found: Found = { asked: new Map(), whole: new Map(), questions: new Map() }
  for (const { principal, resource, conditions } of policies) {
    for (const [root, scope] of [['principal', principal] as const, ['resource', resource] as const])
      if (scope.op !== 'All' && !(scope.op === 'is' && !('in' in scope && scope.in)))
        take(found.whole, [root])
    for (const { body } of conditions) walk(body, found)
  }
  return found
}

function walk(node: unknown, found: Found): void {
  if (Array.isArray(node)) for (const part of node) walk(part, found)
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return
  const question = questionOf(node)
  if (question !== undefined) {
    for (const path of pathsOf(question)) take(found.asked, path)
    found.questions.set(
      JSON.stringify(question, (_, value) => (value instanceof Set ? [...value] : value)),
      question,
    )
    return
  }
  const [operator, operands] = Object.entries(node)[0] ?? []
  const path = operator === 'has' ? pathOf({ '.': operands }) : pathOf(node)
  if (path === undefined) {
    for (const part of Object.values(node)) walk(part, found)
    return
  }
  take(operator === 'has' ? found.asked : found.whole, path)
}

const take = (paths: Map<string, FactPath>, path: FactPath): void => void paths.set(path.join('.'), path)

const comparisons: readonly string[] = ['==', '!=', '<', '<=', '>', '>=']

function questionOf(node: object): Question | undefined {
  const [operator = '', operands] = Object.entries(node)[0] ?? []
  if (comparisons.includes(operator)) {
    const left = termOf(operands.left)
    const right = termOf(operands.right)
    if (left === undefined || right === undefined) return undefined
    return { kind: 'compare', by: operator as Comparison, left, right }
  }
  if (operator === 'contains') {
    const path = pathOf(operands.right)
    const list = literalsOf(operands.left)
    return path && list && { kind: 'listed', path, list }
  }
  if (operator !== 'like') return undefined
  const path = pathOf(operands.left)
  const parts = partsOf(operands.pattern)
  return path && parts && { kind: 'like', path, parts }
}

const pathsOf = (question: Question): readonly FactPath[] =>
  question.kind === 'compare'
    ? [question.left, question.right].flatMap((term) => ('path' in term ? [term.path] : []))
    : [question.path]

/** The path that a chain of attributes names; a variable alone is a path without attributes. */
function pathOf(node: unknown): FactPath | undefined {
  const { Var: root, '.': access } = (node ?? {}) as {
    Var?: unknown
    '.'?: { left?: unknown; attr?: unknown }
  }
  if (root === 'principal' || root === 'resource' || root === 'context') return [root]
  const before = access === undefined ? undefined : pathOf(access.left)
  return before && typeof access?.attr === 'string' ? [...before, access.attr] : undefined
}

function termOf(node: unknown): Term | undefined {
  const path = pathOf(node)
  if (path !== undefined) return path.length > 1 ? { path, offsetMs: 0 } : undefined
  const { Value: literal, datetime, offset } = (node ?? {}) as Record<string, unknown>
  if (typeof literal === 'string' || typeof literal === 'boolean' || Number.isSafeInteger(literal))
    return { literal: literal as string | number | boolean, isDatetime: false }
  const moment = Date.parse(argument(datetime) ?? '')
  if (!Number.isNaN(moment)) return { literal: moment, isDatetime: true }
  if (!Array.isArray(offset)) return undefined
  const from = pathOf(offset[0])
  const days = /^(\d{1,6})d$/.exec(argument((offset[1] as { duration?: unknown })?.duration) ?? '')?.[1]
  return from && days !== undefined ? { path: from, offsetMs: Number(days) * 86_400_000 } : undefined
}

/** The text given to an extension function, e.g. `datetime("2026-01-01")`. */
function argument(call: unknown): string | undefined {
  const text = Array.isArray(call) ? (call[0] as { Value?: unknown })?.Value : undefined
  return typeof text === 'string' ? text : undefined
}

function literalsOf(node: unknown): ReadonlySet<unknown> | undefined {
  const items = (node as { Set?: unknown } | null)?.Set
  if (!Array.isArray(items)) return undefined
  const values = items.map((item) => (item as { Value?: unknown })?.Value)
  return values.every((value) => typeof value === 'string') ? new Set(values) : undefined
}

/** The texts between the wildcards of a pattern; `["", "b", ""]` is `*b*`. */
function partsOf(pattern: unknown): readonly string[] | undefined {
  if (!Array.isArray(pattern)) return undefined
  const parts = ['']
  for (const piece of pattern) {
    const literal = (piece as { Literal?: unknown } | null)?.Literal
    if (piece === 'Wildcard') parts.push('')
    else if (typeof literal === 'string') parts[parts.length - 1] += literal
    else return undefined
  }
  return parts
}
