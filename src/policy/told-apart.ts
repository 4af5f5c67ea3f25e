import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs'
import type { CedarRequest } from './cedar-request.ts'
import { type Comparison, type FactPath, policyReads, type Question, type Term } from './policy-reads.ts'

/**
 * Gives each request a text, such that two requests with the same text are decided alike by the policies: of the facts that
 * they only compare, look up in lists or hold against patterns it has the answers, of the others the values, and of what
 * they do not read nothing. Two narratives, or two instants within one certificate, then usually count as one.
 */
export function toldApart(policies: readonly PolicyJson[]): (request: CedarRequest) => string {
  const reads = policyReads(policies)
  const asked = [...reads.asked.values()]
  const whole = [...reads.whole.values()]
  const questions = [...reads.questions.values()]
  return (request) => {
    const valueAt = reader(request)
    const kinds = asked.map((path) => kindOf(valueAt(path)))
    const answers = questions.map((question) => answerTo(question, valueAt))
    return `${kinds.join(',')} ${answers.join('')} ${JSON.stringify(whole.map((path) => ordered(valueAt(path))))}`
  }
}

type Read = (path: FactPath) => unknown

function reader({ principal, resource, context, entities }: CedarRequest): Read {
  const roots: Record<FactPath[0], unknown> = {
    principal: entities[0]?.attrs,
    resource: entities[1]?.attrs,
    context,
  }
  return ([root, ...attributes]) => {
    if (attributes.length === 0) return [root === 'principal' ? principal : resource, roots[root]]
    let value = roots[root]
    for (const attribute of attributes) value = (value as Record<string, unknown> | undefined)?.[attribute]
    return value
  }
}

/** What kind of value a fact is; one that the policy engine may not be able to read is told apart by its very value. */
function kindOf(value: unknown): string {
  if (value === undefined) return '-'
  if (typeof value === 'string') return 's'
  if (typeof value === 'boolean') return 'b'
  if (Number.isSafeInteger(value)) return 'n'
  if (momentMs(value) !== undefined) return 'd'
  return Array.isArray(value) ? 'l' : isRecord(value) ? 'r' : JSON.stringify(value)
}

const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !('__extn' in value)

/** Moments already read, by the very value: each is looked at several times and under two packs. */
const moments = new WeakMap<object, number | undefined>()

function momentMs(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (moments.has(value)) return moments.get(value)
  const ms = readMoment(value)
  moments.set(value, ms)
  return ms
}

function readMoment(value: object): number | undefined {
  const text = (value as { __extn?: { fn?: string; arg?: string } } | undefined)?.__extn
  if (text?.fn !== 'datetime' || !/^\d{4}-/.test(text.arg ?? '')) return undefined
  const ms = Date.parse(text.arg ?? '')
  return Number.isNaN(ms) ? undefined : ms
}

function answerTo(question: Question, valueAt: Read): string {
  if (question.kind === 'compare') return compared(question, valueAt)
  const value = valueAt(question.path)
  if (typeof value !== 'string') return '-'
  return mark(question.kind === 'listed' ? question.list.has(value) : isLike(value, question.parts))
}

const mark = (yes: boolean): string => (yes ? '1' : '0')

function compared(question: Question & { kind: 'compare' }, valueAt: Read): string {
  const left = comparable(question.left, valueAt)
  const right = comparable(question.right, valueAt)
  if (left === undefined || right === undefined) return '-'
  // Values of two kinds are never equal, and to order them is an error; the kinds stand in the text beside this.
  return left.kind === right.kind ? mark(orders[question.by](left.value, right.value)) : 'x'
}

type Scalar = string | number | boolean

const orders: Readonly<Record<Comparison, (left: Scalar, right: Scalar) => boolean>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
}

function comparable(term: Term, valueAt: Read): { kind: string; value: Scalar } | undefined {
  if ('literal' in term) return { kind: term.isDatetime ? 'd' : kindOf(term.literal), value: term.literal }
  const value = valueAt(term.path)
  const kind = kindOf(value)
  if (kind === 'd') return { kind, value: (momentMs(value) ?? 0) + term.offsetMs }
  return kind === 's' || kind === 'n' || kind === 'b' ? { kind, value: value as Scalar } : undefined
}

/** Whether a text is what a pattern with wildcards between its parts describes. */
function isLike(text: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts
  const last = rest.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}

/** Sets in one order, so that the order in which facts were told makes no difference. */
const ordered = (value: unknown): unknown =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.toSorted() : value
