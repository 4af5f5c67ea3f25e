import {
  type AnalysisDraft,
  checkAnalysis,
  checkFindings,
  conclusionScale,
  type Findings,
  mayCompare,
  mayExamine,
} from '../examination/index.ts'
import type { HeldGallery } from '../gallery/index.ts'
import type { SearchId } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import { searchById } from '../search/index.ts'
import { assignVerifier } from './assign-verifier.ts'
import type { House } from './house.ts'
import { issueLead } from './issue-lead.ts'
import type { Lead } from './lead-record.ts'
import { failingOnRecord, freezeList, type Intent, logIntent, logResult } from './log-search.ts'
import { onRecord } from './on-record.ts'
import { examinedList } from './planted/examined-list.ts'
import { policyOfSearch } from './policy-of-search.ts'
import { fitFace, rankWithin } from './rank-probe.ts'
import { type Revealed, reveal } from './reveal.ts'
import { type SealedAnalysis, sealAnalysis } from './seal-analysis.ts'
import { type Sealed, sealExamination } from './seal-examination.ts'
import { isWithheld } from './watch/withhold-lead.ts'
import { whatItComesTo } from './what-it-comes-to.ts'
import { type Ask, permit, whoAsks } from './who-asks.ts'

// The story from probe to lead, in four acts because a human stands between them. No record, no search.

/** Act 1, request: who asks, with what certificate, and what the policy permits; then `search` goes to the log. */
export function request(house: House, ask: Ask): Promise<Revealed> {
  const { user, request: asked } = ask
  const act = { act: 'request', user, requestId: asked.id, caseNumber: asked.details.caseNumber } as const
  return onRecord(house, act, async () => {
    const facts = await whoAsks(house, ask)
    const permitted = permit(house, facts)
    return house.gallery.hold(async (held) => {
      const intent = await logIntent(house, { ...ask, permitted, held })
      return search(house, { intent, held })
    })
  })
}

/** Act 2, search: the one face, fit to compare, ranked in the permitted gallery; `result` goes to the log; only now reveal. */
export async function search(house: House, of: { intent: Intent; held: HeldGallery }): Promise<Revealed> {
  const { intent } = of
  const list = await failingOnRecord(house, intent, async () => {
    fitFace(house, intent)
    return freezeList(house, { intent, ranked: await rankWithin(house, of) })
  })
  const result = await logResult(house, { intent, list })
  house.cases.look()
  return reveal({ intent, found: list.found, result })
}

/** Act 3, examine, first half: an examiner seals what the probe alone shows; an unfit probe ends his examination. */
export async function analyse(
  house: House,
  seal: { user: User; searchId: SearchId; draft: AnalysisDraft },
): Promise<SealedAnalysis> {
  const { user, draft } = seal
  const record = await searchById(house.storage.db, seal.searchId)
  return onRecord(house, { act: 'examine', user, search: record }, async () => {
    const examiner = await mayExamine(house.storage.db, { user, search: record, clock: house.clock })
    checkAnalysis(draft)
    const sealed = await sealAnalysis(house, { user, search: record, examiner, draft })
    if (sealed.ended) await assignVerifier(house, record.id)
    return sealed
  })
}

/** Act 3, second half: blind to rank, similarity and the other conclusion, the examiner answers every candidate and seals. */
export async function examine(
  house: House,
  seal: { user: User; searchId: SearchId; findings: Findings },
): Promise<Sealed> {
  const { user, findings } = seal
  const record = await searchById(house.storage.db, seal.searchId)
  return onRecord(house, { act: 'examine', user, search: record }, async () => {
    const examiner = await mayCompare(house.storage.db, { user, search: record, clock: house.clock })
    const bench = { searchId: record.id, examinerId: user.id }
    const list = await examinedList(house, { search: record, bench })
    const scale = conclusionScale(policyOfSearch(house, record).pack)
    const found = checkFindings(findings, { shown: list.shown, scale })
    const sealed = await sealExamination(house, { user, search: record, examiner, found, list })
    await assignVerifier(house, record.id)
    return sealed
  })
}

/**
 * Act 4, conclude: what do the two come to; a lead with its limits and its proof, or none. Undefined while anything is waited for, and
 * where it is withheld.
 */
export async function conclude(house: House, searchId: SearchId): Promise<Lead | undefined> {
  const record = await searchById(house.storage.db, searchId)
  const end = await whatItComesTo(house, record)
  if (!end) return undefined
  const conclusion = { search: record, ...end }
  return (await isWithheld(house, conclusion)) ? undefined : issueLead(house, conclusion)
}
