import { lapsedBy } from '../../../examination/index.ts'
import { asId, type EntryId, type SearchId } from '../../../kernel/index.ts'
import { isUniqueViolation, type Tx } from '../../../storage/index.ts'
import type { House } from '../../house.ts'
import { caseEnd, recordCaseEnd } from './case-end.ts'

type WithdrawingHouse = Pick<House, 'storage' | 'ledger' | 'clock'>

/** A case that nobody took for so long is taken out of the queue. */
export const longestDays = 14
const dayMs = 86_400_000

/**
 * Takes cases of an agency out of the queue that nobody is comparing: all where the agency plants none any more, and otherwise those that
 * waited too long. Each has an entry. `cases` is how often one is planted, 0 for none. Gives how many there were.
 */
export async function withdrawCases(
  house: WithdrawingHouse,
  { agencyId, cases }: { agencyId: string; cases: number },
): Promise<number> {
  const now = house.clock.now()
  const before = cases === 0 ? now : new Date(now.getTime() - longestDays * dayMs)
  const open = await openCases(house, { agencyId, before, lapsed: lapsedBy(now) })
  for (const one of open) {
    await house.ledger.settled(one.entryId)
    const ended = house.storage.transaction((tx) => withdraw(house, { tx, agencyId, ...one }))
    const entryId = await ended.catch((error: unknown) => {
      // Somebody sealed it at the same moment.
      if (isUniqueViolation(error)) return undefined
      throw error
    })
    if (entryId !== undefined) await house.ledger.settled(entryId)
  }
  return open.length
}

async function openCases(
  { storage }: WithdrawingHouse,
  of: { agencyId: string; before: Date; lapsed: Date },
): Promise<readonly { id: SearchId; entryId: EntryId }[]> {
  const rows = await storage.db
    .selectFrom('planted_cases')
    .leftJoin('planted_case_ends', 'planted_case_ends.case_id', 'planted_cases.id')
    .select(['planted_cases.id', 'planted_cases.entry_id'])
    .where('planted_cases.agency_id', '=', of.agencyId)
    .where('planted_cases.planted_at', '<=', of.before)
    .where('planted_case_ends.case_id', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('planted_case_analyses as begun')
            .select('begun.case_id')
            .whereRef('begun.case_id', '=', 'planted_cases.id')
            .where('begun.sealed_at', '>', of.lapsed),
        ),
      ),
    )
    .execute()
  return rows.map((row) => ({ id: asId<SearchId>(row.id), entryId: asId<EntryId>(row.entry_id) }))
}

type Withdrawing = { tx: Tx; agencyId: string; id: SearchId; entryId: EntryId }

async function withdraw(house: WithdrawingHouse, of: Withdrawing): Promise<EntryId | undefined> {
  const { tx, agencyId, id } = of
  if (await caseEnd(tx, id)) return undefined
  const entryId = await house.ledger.queue(tx, {
    ...{ type: 'planting', unit: agencyId, ref: of.entryId, fields: { step: 'case-withdrawn' } },
    hidden: {},
  })
  await recordCaseEnd(tx, { caseId: id, as: 'withdrawn', entryId, now: house.clock.now() })
  return entryId
}
