import type { Refusal } from './decision.ts'
import type { Pack, PolicyRule } from './pack.ts'
import type { RequestFacts } from './request-facts.ts'

type Words = (facts: RequestFacts, pack: Pack) => string | number | undefined

const words: Readonly<Record<string, Words>> = {
  onDate: (facts) => facts.onDate,
  at: (facts) => facts.at ?? facts.onDate,
  agency: (facts) => facts.actor.agency,
  roles: (facts) => facts.actor.roles?.join(', '),
  certificateValidFrom: (facts) => facts.actor.certificate?.validFrom,
  certificateValidTo: (facts) => facts.actor.certificate?.validTo,
  onBehalfOf: (facts) => facts.onBehalfOf,
  crime: (facts) => facts.crime,
  purpose: (facts) => facts.purpose,
  source: (facts) => facts.source,
  imageKind: (facts) => facts.imageKind,
  tries: (facts) => facts.tries,
  galleryKind: (facts) => facts.galleryKind,
  k: (facts) => facts.k,
  steps: (facts) => facts.steps?.join(', '),
  statute: (facts) => facts.statute,
  course: (facts) => facts.actor.certificate?.course,
  overdueApprovals: (facts) => facts.overdueApprovals,
  overdueOutcomes: (facts) => facts.overdueOutcomes,
  triesMax: (_facts, pack) => pack.limits.tries,
  narrativeWordsMin: (_facts, pack) => pack.limits.narrativeWords,
  truePositivePermille: (_facts, pack) => pack.limits.truePositivePermille,
  candidatesMin: (_facts, pack) => pack.candidates.min,
  candidatesMax: (_facts, pack) => pack.candidates.max,
}

/** What a rule's reason clause may name in braces. The narrative and the case number are left out on purpose. */
export const placeholderNames: ReadonlySet<string> = new Set(Object.keys(words))

const longestValue = 60

/** The refusal a rule gives for these facts, with its placeholders filled. */
export function refusalOf(rule: PolicyRule, options: { facts: RequestFacts; pack: Pack }): Refusal {
  const reason = rule.reason.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    shown(words[name]?.(options.facts, options.pack)),
  )
  return { code: rule.code, rule: rule.id, reason, needed: rule.needed, source: sourceWords(rule) }
}

/** Instrument and section on one line. */
export const sourceWords = (imposed: { imposedBy: string; section: string }): string =>
  imposed.section === 'none' ? imposed.imposedBy : `${imposed.imposedBy}, ${imposed.section}`

/** Facts are typed by people: shown on one line, without control characters, and not at any length. */
function shown(value: string | number | undefined): string {
  const line = String(value ?? '')
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .trim()
    .normalize('NFC')
  if (line === '') return 'not known'
  const characters = [...line]
  return characters.length > longestValue ? `${characters.slice(0, longestValue).join('')}…` : line
}

/**
 * One sentence for the user, e.g. "This search was refused: no case number (rule LA-CASE-1)."
 * What would be needed stands in `refusal.needed`.
 */
export function explainRefusal(refusal: Refusal): string {
  return `This search was refused: ${refusal.reason} (rule ${refusal.rule}).`
}
