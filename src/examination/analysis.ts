import { asId, type EntryId, Refused, type SearchId, type UserId } from '../kernel/index.ts'
import type { Db, Tx } from '../storage/index.ts'
import { minimumReasonCharacters } from './check-findings.ts'
import type { Bench } from './examiner-recipe.ts'
import { features, minimumFeaturesCompared } from './features.ts'
import type { ExaminationRefusalCode } from './refusal-code.ts'

/** Whether the probe can be compared, before anybody to compare it with is seen. */
export const suitabilities = [
  { code: 'fit', title: 'Fit for comparison' },
  { code: 'limited', title: 'Fit with limits, which I name' },
  { code: 'unfit', title: 'Unfit for comparison: my examination ends here' },
] as const
export type Suitability = (typeof suitabilities)[number]['code']

/** What an examiner found in the probe alone; the features are codes of the list, and those not named are not visible. */
export type AnalysisDraft = {
  readonly suitability: Suitability
  readonly visible: readonly string[]
  readonly partly: readonly string[]
  /** What limits a comparison, or that nothing does, in words. */
  readonly limits: string
}
/** A sealed analysis; it never changes again. */
export type Analysis = AnalysisDraft & {
  readonly searchId: SearchId
  readonly examinerId: UserId
  readonly entryId: EntryId
  readonly sealedAt: Date
}

/** Checks that an analysis is complete and does not contradict itself. Refuses FEATURE_UNKNOWN, ANALYSIS_INCOMPLETE, REASON_EMPTY. */
export function checkAnalysis({ suitability, visible, partly, limits }: AnalysisDraft): void {
  const named = [...visible, ...partly]
  const wrong = named.find((code, at) => named.indexOf(code) !== at || !isFeature(code))
  if (wrong !== undefined) {
    throw refuse('FEATURE_UNKNOWN', {
      reason: `The facial component ${JSON.stringify(wrong.slice(0, 40))} is not in the list, or is named twice.`,
      needed: `Name each once, of ${features.map(({ code }) => code).join(', ')}.`,
    })
  }
  if (suitability !== 'unfit' && named.length < minimumFeaturesCompared) {
    throw refuse('ANALYSIS_INCOMPLETE', {
      reason: `${named.length} facial components are said to be visible; a comparison needs at least ${minimumFeaturesCompared}.`,
      needed: 'Name what is visible, or find the probe unfit for comparison.',
    })
  }
  const { length } = limits.trim()
  if (length >= minimumReasonCharacters) return
  throw refuse('REASON_EMPTY', {
    reason: `What limits a comparison is said in ${length} characters; at least ${minimumReasonCharacters} are needed.`,
    needed: 'Write what limits it: light, sharpness, pose, what is covered; or that nothing does.',
  })
}

const isFeature = (named: string) => features.some(({ code }) => code === named)

/** The sealed analysis of an examiner, if there is one. */
export async function analysisOf(
  db: Db | Tx,
  { searchId, examinerId }: Bench,
): Promise<Analysis | undefined> {
  const row = await db
    .selectFrom('probe_analyses')
    .selectAll()
    .where('search_id', '=', searchId)
    .where('examiner_id', '=', examinerId)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    searchId,
    examinerId,
    suitability: row.suitability as Suitability,
    ...(JSON.parse(row.features_json) as Pick<Analysis, 'visible' | 'partly'>),
    limits: row.limits,
    entryId: asId(row.entry_id),
    sealedAt: row.sealed_at,
  }
}

/** Records an analysis, in the transaction that queues its `analysis` entry. */
export async function recordAnalysis(tx: Tx, analysis: Analysis): Promise<void> {
  await tx
    .insertInto('probe_analyses')
    .values({
      search_id: analysis.searchId,
      examiner_id: analysis.examinerId,
      suitability: analysis.suitability,
      features_json: JSON.stringify({ visible: analysis.visible, partly: analysis.partly }),
      limits: analysis.limits,
      entry_id: analysis.entryId,
      sealed_at: analysis.sealedAt,
    })
    .execute()
}

/** Refuses ALREADY_ANALYSED once an analysis is sealed: what is seen afterwards does not change what was seen before. */
export function notYetAnalysed(sealed: Analysis | undefined): void {
  if (sealed === undefined) return
  throw refuse('ALREADY_ANALYSED', {
    reason:
      'You sealed your analysis of this probe; it cannot be changed once candidates may have been seen.',
    needed: 'Go on with the comparison, and say there what you see otherwise now.',
  })
}

/** The sealed analysis, without which no candidate is shown. Refuses ANALYSIS_MISSING. */
export function analysed(sealed: Analysis | undefined): Analysis {
  if (sealed !== undefined) return sealed
  throw refuse('ANALYSIS_MISSING', {
    reason: 'You have not sealed an analysis of the probe; no candidate is shown before.',
    needed: 'Say what is visible in the probe and whether it is fit for comparison, and seal that.',
  })
}

const refuse = (code: ExaminationRefusalCode, words: { reason: string; needed: string }) =>
  new Refused<ExaminationRefusalCode>({ code, ...words })
