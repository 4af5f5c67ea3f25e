import { analysisOf, examinationsOf, withdrawalOf } from '../examination/index.ts'
import type { EntryId } from '../kernel/index.ts'
import {
  answeredIn,
  beforeAnyArrest,
  type House,
  leadOfSearch,
  limitsInWords,
  outcomesOf,
  resolutionsOf,
  withheldBecause,
} from '../lead/index.ts'
import type { SearchRecord } from '../search/index.ts'
import { jsonPart, type PacketPart } from './packet-part.ts'

/** What the examinations came to and what became of it, and the entries of the log that say so, each with its name in the packet. */
export async function conclusionParts(
  house: House,
  search: SearchRecord,
): Promise<{ parts: readonly PacketPart[]; entries: ReadonlyMap<string, EntryId> }> {
  const { db, blobs } = house.storage
  const entries = new Map<string, EntryId>()
  for (const examination of await examinationsOf(db, search.id)) {
    const analysis = await analysisOf(db, examination)
    if (analysis) entries.set(`analysis-${examination.position}`, analysis.entryId)
    entries.set(`review-${examination.position}`, examination.entryId)
    const [planted] = await answeredIn(db, examination)
    if (planted) {
      entries.set(`planting-${examination.position}`, planted.entryId)
      entries.set(`planting-${examination.position}-answered`, planted.answeredBy)
    }
  }
  const withdrawn = await withdrawalOf(db, search.id)
  if (withdrawn) entries.set('withdraw', withdrawn.entryId)
  const resolutions = await resolutionsOf(db, search.id)
  for (const { n, entryId, signatures } of resolutions) {
    entries.set(`resolve-${n}`, entryId)
    for (const [at, one] of signatures.entries()) entries.set(`resolve-${n}-signed-${at + 1}`, one.entryId)
  }
  const lead = await leadOfSearch(db, search.id)
  if (!lead) {
    const withheld = await withheldBecause(db, search.id)
    const what = 'Why what both examiners agreed on did not become a lead.'
    return {
      parts: withheld ? [jsonPart('conclusion.json', what, { decision: 'withheld', withheld })] : [],
      entries,
    }
  }
  entries.set('lead', lead.entryId)
  const outcomes = await outcomesOf(house, lead.id)
  for (const [at, { entryId }] of outcomes.entries()) entries.set(`outcome-${at + 1}`, entryId)
  const { sheet, entryId, ...conclusion } = lead
  const parts = [
    jsonPart('conclusion.json', 'What the examinations came to, its limits, and what became of it.', {
      ...conclusion,
      sheetSha256: sheet?.sha256,
      // Where the two contradicted each other: what was recorded of it, and who signed.
      ...(resolutions.length > 0 ? { resolutions } : {}),
      beforeAnyArrest,
      limits: limitsInWords,
      outcomes: outcomes.map(({ entryId: _, ...outcome }) => outcome),
    }),
  ]
  if (!sheet) return { parts, entries }
  const bytes = await blobs.get(sheet.blobId)
  return {
    parts: [...parts, { name: 'lead-sheet.pdf', what: 'The lead sheet as it was issued.', bytes }],
    entries,
  }
}
