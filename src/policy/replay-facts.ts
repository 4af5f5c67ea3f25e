import { weigh } from './decide.ts'
import type { Decision } from './decision.ts'
import type { Pack } from './pack.ts'
import { rememberer } from './rememberer.ts'
import type { RequestFacts } from './request-facts.ts'

export type Replayed = {
  /** Permit, or the codes that refuse, in order. */
  readonly before: string
  readonly after: string
  readonly change: 'same' | 'now-refused' | 'now-permitted' | 'other-reasons'
  readonly codesBefore: readonly string[]
  readonly codesAfter: readonly string[]
}

export type ReplayFacts = (facts: RequestFacts, packs: { before: Pack; after: Pack }) => Replayed

/**
 * What a request came to under the pack of its day, and what it would come to under another. Pure; nothing is touched. One
 * replay of many requests asks the policy engine only for those that the policies can tell apart.
 */
export function createReplay(): ReplayFacts {
  const ask = rememberer()
  return (facts, packs) => {
    const was = weigh(packs.before, facts, { ask })
    const is = weigh(packs.after, facts, { ask })
    const codesBefore = codesOf(was)
    const codesAfter = codesOf(is)
    const before = codesBefore.join(' ') || 'permit'
    const after = codesAfter.join(' ') || 'permit'
    return { before, after, change: changeOf(was, is, before === after), codesBefore, codesAfter }
  }
}

/** The pack as if it and its rules had been in force since a day: a proposed text is tried on the past, though it begins later. */
export function asIfInForce(pack: Pack, since: string): Pack {
  const earlier = <T extends { readonly validFrom: string }>(one: T): T =>
    one.validFrom <= since ? one : { ...one, validFrom: since }
  return {
    ...earlier(pack),
    rules: pack.rules.map(earlier),
    conditions: (pack.conditions ?? []).map(earlier),
  }
}

function changeOf(was: Decision, is: Decision, same: boolean): Replayed['change'] {
  if (was.permitted !== is.permitted) return is.permitted ? 'now-permitted' : 'now-refused'
  return same ? 'same' : 'other-reasons'
}

const codesOf = (decision: Decision): readonly string[] =>
  [...new Set(decision.refusals.map(({ code }) => code))].sort()
