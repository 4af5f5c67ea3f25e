import { must, type PersonId, Refused, type SearchId } from '../../kernel/index.ts'
import { userById } from '../../people/index.ts'
import { requestById, type SearchRecord } from '../../search/index.ts'
import type { Db, Tx } from '../../storage/index.ts'
import { nameFromElsewhere } from '../elsewhere/elsewhere-names.ts'
import type { House } from '../house.ts'
import { leadOfSearch } from '../lead-record.ts'
import { onRecord, type RefusalWords, RefusedOnRecord } from '../on-record.ts'
import { type ComesTo, supported } from '../what-it-comes-to.ts'
import { isCanary } from './canaries.ts'
import type { WatchRefusalCode } from './wire-setting.ts'

type Conclusion = ComesTo & { readonly search: SearchRecord }

/**
 * Whether what two examiners agreed on must not become a lead. The refusal is on record, once; the search then stays without a
 * conclusion.
 */
export async function isWithheld(house: House, of: Conclusion): Promise<boolean> {
  if (of.decision !== 'lead') return false
  const personId = must(supported(of).personId, 'person of a lead') as PersonId
  const why = await whyWithheld(house, { search: of.search, personId })
  if (why === undefined) return false
  await putOnRecord(house, of, why)
  return true
}

/** The examiners are told no more than that an auditor looks at it: a planted person who is named to them is one no longer. */
async function whyWithheld(
  { storage }: House,
  { search, personId }: { search: SearchRecord; personId: PersonId },
): Promise<Refused | undefined> {
  const { details } = await requestById(storage.db, search.requestId)
  const { agencyId } = search
  const asked = { agencyId, caseNumber: details.caseNumber ?? '', personId }
  if (!(await isCanary(storage.db, personId))) return nameFromElsewhere(storage.db, asked)
  return new Refused<WatchRefusalCode>({
    code: 'LEAD_WITHHELD',
    reason:
      'Both conclusions are sealed; they do not become a lead before an auditor has looked at this search.',
    needed: 'Nothing is to be done by you. An auditor sees it in the list of alarms.',
  })
}

async function putOnRecord(house: House, { search, second }: Conclusion, why: Refused): Promise<void> {
  const { db } = house.storage
  const already = await withheldBecause(db, search.id)
  if (already) return
  const user = must(
    await userById(db, must(second, 'second examination of a lead').examinerId),
    'second examiner',
  )
  const { details } = await requestById(db, search.requestId)
  const act = { act: 'conclude', user, search, caseNumber: details.caseNumber } as const
  await onRecord(house, act, () => Promise.reject(why)).catch((error: unknown) => {
    if (!(error instanceof RefusedOnRecord)) throw error
  })
}

/** Why what both examiners agreed on did not become a lead; undefined where it was not withheld. */
export async function withheldBecause(
  db: Db | Tx,
  searchId: SearchId,
): Promise<readonly RefusalWords[] | undefined> {
  const row = await db
    .selectFrom('refusals')
    .select('refusals_json')
    .where('search_id', '=', searchId)
    .where('act', '=', 'conclude')
    .executeTakeFirst()
  return row && (JSON.parse(row.refusals_json) as readonly RefusalWords[])
}

/** Whether the examination of a search is over: it came to a conclusion, or that was withheld. */
export const isConcluded = async (db: Db | Tx, searchId: SearchId): Promise<boolean> =>
  (await leadOfSearch(db, searchId)) !== undefined || (await withheldBecause(db, searchId)) !== undefined
