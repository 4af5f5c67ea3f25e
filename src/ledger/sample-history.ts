import { createHash } from 'node:crypto'
import { must } from '../kernel/index.ts'
import { appendLeaf, type CompactRange, emptyRange, leafHash, rangeRoot } from '../proof/index.ts'
import { composeEntry } from './compose-entry.ts'
import type { EntryDraft } from './draft.ts'
import type { EntryType } from './event-spec.ts'
import * as drafts from './sample-drafts.ts'
import { createSampleOversight } from './sample-oversight.ts'

// For tests: the entries of a log, as bytes, without a database behind them.

/** One thing that happens; `pick` chooses which of those it can happen to, and the words in it. */
export type Happening = {
  readonly what:
    | 'search'
    | 'result'
    | 'fail'
    | 'analysis'
    | 'review'
    | 'planting'
    | 'case'
    | 'case-answered'
    | 'lead'
    | 'outcome'
    | 'refusal'
    | 'disclose'
    | 'erase'
    | 'import'
    | 'codes'
    | 'oversight'
  readonly pick: number
  readonly weeksOn: number
}

const [crimes, units] = [
  ['robbery', 'homicide', 'fraud'],
  ['harbor-pd', 'DEMO-SO'],
]
const outcomes = ['none', 'arrest', 'charge', 'conviction', 'cleared', 'misidentified']
const decisions = ['lead', 'no-lead', 'inconclusive']
const said = [
  ...['supports-same-source', 'supports-same-source', 'inconclusive', 'exclusion', 'none-of-these'],
  'not-suitable',
]
/** 2026-W01: the Monday is 29 December 2025. */
const firstMonday = Date.UTC(2025, 11, 29)

/** Bytes of a log's entries: genesis, model, policy, gallery, and then what happens, where it can. */
export function sampleHistory(vkey: string, happenings: readonly Happening[]): readonly Uint8Array[] {
  const entries: Uint8Array[] = []
  const found = new Map<EntryType, number[]>()
  let week = 0
  const tree = growingTree()
  const add = (draft: EntryDraft, indices: Record<string, number> = {}) => {
    const id = createHash('sha256').update(String(entries.length)).digest('base64url').slice(0, 22)
    const timeMs = firstMonday + week * 7 * 86_400_000
    const at = { id: id as never, week: weekText(timeMs), timeMs, indices }
    const { bytes } = composeEntry(draft, at)
    found.set(draft.type, [...(found.get(draft.type) ?? []), entries.length])
    entries.push(bytes)
    tree.append(bytes)
  }
  const at = (type: EntryType) => found.get(type) ?? []
  add(genesisOf(vkey))
  for (const draft of [drafts.modelDraft, drafts.policyDraft, drafts.galleryDraft]) add(draft)
  const grounds = { pol: must(at('policy')[0], 'policy'), gal: must(at('gallery')[0], 'gallery') }
  const open = new Set<number>()
  const examined = createExamined()
  const oversight = createSampleOversight()
  const ours: number[] = []
  const none = '' as never
  const candidatesFor = (what: Happening['what']): readonly number[] => {
    if (what === 'result' || what === 'fail') return [...open]
    if (what === 'review') return examined.awaiting
    if (what === 'lead') return examined.searches()
    if (what === 'case-answered') return at('planting')
    return at(what === 'analysis' || what === 'planting' ? 'result' : 'search')
  }

  for (const { what, pick, weeksOn } of happenings) {
    week += weeksOn
    const of = (indices: readonly number[]) => indices[pick % Math.max(1, indices.length)]
    const ref = of(candidatesFor(what))
    if (what === 'oversight') {
      const { draft, ref: of } = oversight.next({ pick, searches: ours, ...tree.next() })
      add(draft, of === undefined ? {} : { ref: of })
    } else if (what === 'search') {
      const draft = drafts.searchDraft({ pol: none, gal: none })
      const crime = crimes?.[pick % 3]
      open.add(entries.length)
      if (pick % 2 === 0) ours.push(entries.length)
      add(
        {
          ...draft,
          unit: must(units?.[pick % 2], 'unit'),
          fields: { ...draft.fields, crime: must(crime, 'crime'), exig: pick % 5 === 0 },
        },
        grounds,
      )
    } else if (what === 'refusal') add(drafts.refusalDraft)
    else if (what === 'import') add(drafts.importDraft)
    else if (what === 'case') add(drafts.plantedCaseDraft)
    else if (what === 'codes') add(drafts.codesDraft)
    else if (what === 'erase') add(drafts.eraseDraft([pick % entries.length]))
    else if (what === 'disclose') add(drafts.discloseDraft(none, ['case']), { ref: pick % entries.length })
    else if (ref !== undefined) {
      open.delete(what === 'result' || what === 'fail' ? ref : -1)
      if (what === 'result') examined.result(entries.length, ref)
      if (what === 'review') examined.review(ref, must(said[pick % 6], 'conclusion'))
      add(what === 'lead' ? leadOf(pick, examined.said(ref)) : about(what, pick), { ref })
    }
  }
  return entries
}

const genesisOf = (vkey: string): EntryDraft => ({
  type: 'genesis',
  unit: 'house',
  fields: { origin: must(vkey.split('+')[0], 'name'), vkey, spec: 'ef'.repeat(32) },
  hidden: {},
})

/** How many entries there are so far, and their root in hex. */
function growingTree() {
  let range: CompactRange = emptyRange
  return {
    append(bytes: Uint8Array): void {
      range = appendLeaf(range, leafHash(bytes))
    },
    next: () => ({ index: range.size, root: Buffer.from(rangeRoot(range)).toString('hex') }),
  }
}

/** What examiners sealed of each search: two conclusions at most, and a lead tells as many as there are. */
function createExamined() {
  const searchOf = new Map<number, number>()
  const saidOf = new Map<number, string[]>()
  const awaiting: number[] = []
  const said = (search: number): readonly string[] => saidOf.get(search) ?? []
  return {
    said,
    /** Results that may be examined, and searches that may be concluded. */
    awaiting,
    searches: () => [...saidOf.keys()],
    result(index: number, search: number): void {
      searchOf.set(index, search)
      awaiting.push(index)
    },
    review(result: number, conclusion: string): void {
      const search = must(searchOf.get(result), 'search of a result')
      saidOf.set(search, [...said(search), conclusion])
      if (said(search).length === 2) awaiting.splice(awaiting.indexOf(result), 1)
    },
  }
}

const leadOf = (pick: number, conclusions: readonly string[]): EntryDraft => ({
  ...drafts.leadDraft('' as never),
  fields: { dec: must(decisions[pick % 3], 'decision'), said: [...conclusions] },
})

function about(
  what: Exclude<
    Happening['what'],
    'search' | 'lead' | 'refusal' | 'disclose' | 'erase' | 'import' | 'codes' | 'case' | 'oversight'
  >,
  pick: number,
): EntryDraft {
  const none = '' as never
  if (what === 'outcome')
    return { ...drafts.outcomeDraft(none), fields: { out: must(outcomes[pick % 6], 'outcome') } }
  return {
    result: drafts.resultDraft,
    fail: drafts.failDraft,
    analysis: drafts.analysisDraft,
    review: drafts.reviewDraft,
    planting: drafts.plantingDraft,
    'case-answered': drafts.caseAnsweredDraft,
  }[what](none)
}

function weekText(timeMs: number): string {
  const thursday = new Date(timeMs + 3 * 86_400_000)
  const year = thursday.getUTCFullYear()
  const number = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 86_400_000)) + 1
  return `${year}-W${String(number).padStart(2, '0')}`
}
