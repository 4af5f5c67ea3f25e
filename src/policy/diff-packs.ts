import type { Pack } from './pack.ts'
import { verificationOf } from './verification.ts'

/** One difference between two packs, as people read it. */
export type PackChange = {
  readonly kind: 'added' | 'removed' | 'changed'
  /** What differs: a rule, a condition, a list, a number, an answer of set-up. */
  readonly of: 'rule' | 'condition' | 'list' | 'number' | 'answer' | 'dates'
  /** Rule id, or the name of the list or number. */
  readonly name: string
  readonly words: string
}

/** Every difference that can change a decision or what is said of one, rules first; empty for packs that say the same. */
export function diffPacks(before: Pack, after: Pack): readonly PackChange[] {
  return [
    ...named('rule', { before: before.rules, after: after.rules, changes: ruleChanges(before, after) }),
    ...named('condition', {
      before: before.conditions ?? [],
      after: after.conditions ?? [],
      changes: (was, is) => textChanges(was, is),
    }),
    ...listNames.flatMap((name) =>
      listChanges(name, { before: before[name] ?? [], after: after[name] ?? [] }),
    ),
    ...valueChanges('number', { before: numbersOf(before), after: numbersOf(after) }),
    ...valueChanges('answer', { before: before.answers, after: after.answers }),
    ...valueChanges('dates', {
      before: { 'in force from': before.validFrom, 'in force to': before.validTo ?? 'further notice' },
      after: { 'in force from': after.validFrom, 'in force to': after.validTo ?? 'further notice' },
    }),
  ]
}

type Sentenced = { readonly id: string; readonly sentence: string }
type Changes<T> = (was: T, is: T) => readonly string[]

function named<T extends Sentenced>(
  of: 'rule' | 'condition',
  { before, after, changes }: { before: readonly T[]; after: readonly T[]; changes: Changes<T> },
): readonly PackChange[] {
  const old = new Map(before.map((one) => [one.id, one]))
  const kept = new Set(after.map(({ id }) => id))
  return [
    ...after.flatMap((is): PackChange[] => {
      const was = old.get(is.id)
      if (was === undefined) return [{ kind: 'added', of, name: is.id, words: is.sentence }]
      const words = changes(was, is)
      return words.length === 0 ? [] : [{ kind: 'changed', of, name: is.id, words: words.join(' ') }]
    }),
    ...before
      .filter(({ id }) => !kept.has(id))
      .map((was): PackChange => ({ kind: 'removed', of, name: was.id, words: was.sentence })),
  ]
}

const ruleChanges =
  (before: Pack, after: Pack): Changes<Pack['rules'][number]> =>
  (was, is) => [
    ...textChanges(was, is),
    ...(was.code === is.code ? [] : [`It gives ${is.code} instead of ${was.code}.`]),
    ...(plain(before.policies[was.id]) === plain(after.policies[is.id])
      ? []
      : ['What it asks is written differently.']),
  ]

const plain = (policy: string | undefined) => policy?.replace(/\s+/g, ' ')

type Dated = Sentenced & {
  readonly imposedBy: string
  readonly section: string
  readonly validFrom: string
  readonly validTo?: string | undefined
}

function textChanges(was: Dated, is: Dated): readonly string[] {
  const span = (one: Dated) => `${one.validFrom} to ${one.validTo ?? 'further notice'}`
  const source = (one: Dated) => `${one.imposedBy}, ${one.section}`
  return [
    ...(was.sentence === is.sentence ? [] : [`Now: ${is.sentence} Before: ${was.sentence}`]),
    ...(source(was) === source(is) ? [] : [`Source now ${source(is)}, before ${source(was)}.`]),
    ...(span(was) === span(is) ? [] : [`In force ${span(is)}, before ${span(was)}.`]),
  ]
}

const listNames = [
  'purposes',
  'crimes',
  'probeSources',
  'imageKinds',
  'questions',
  'approvals',
  'orderKinds',
  'outsideForm',
  'setup',
] as const

type Item = { readonly code: string; readonly title?: string; readonly question?: string }

function listChanges(
  name: string,
  { before, after }: { before: readonly Item[]; after: readonly Item[] },
): readonly PackChange[] {
  const words = ({ code, title, question }: Item) => `${title ?? question ?? code} (${code})`
  const old = new Map(before.map((item) => [item.code, item]))
  const kept = new Set(after.map(({ code }) => code))
  const change = (kind: PackChange['kind'], item: Item): PackChange => ({
    kind,
    of: 'list',
    name,
    words: words(item),
  })
  return [
    ...after.flatMap((item) => {
      const was = old.get(item.code)
      if (was === undefined) return [change('added', item)]
      return JSON.stringify(was) === JSON.stringify(item) ? [] : [change('changed', item)]
    }),
    ...before.filter(({ code }) => !kept.has(code)).map((item) => change('removed', item)),
  ]
}

type Values = Readonly<Record<string, string | number | undefined>>

const numbersOf = (pack: Pack): Values => ({
  'fewest candidates': pack.candidates.min,
  'usual candidates': pack.candidates.default,
  'most candidates': pack.candidates.max,
  examiners: pack.reviewers,
  'days until an outcome is due': pack.outcomeDueDays,
  'days until the second examination is due': verificationOf(pack).dueDays,
  'per cent of unsupported lists examined twice': verificationOf(pack).sharePercent,
  'tries of one picture': pack.limits.tries,
  'hours until an emergency is approved': pack.emergencyHours,
  'true positives per thousand': pack.limits.truePositivePermille,
  'words of the reason': pack.limits.narrativeWords,
})

function valueChanges(
  of: PackChange['of'],
  { before, after }: { before: Values; after: Values },
): readonly PackChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => ({
      kind: before[name] === undefined ? 'added' : after[name] === undefined ? 'removed' : 'changed',
      of,
      name,
      words: `${name}: ${after[name] ?? 'none'}, before ${before[name] ?? 'none'}`,
    }))
}
