import { asId, type EntryId, newId, type UserId } from '../kernel/index.ts'
import { type House, shortened } from '../lead/index.ts'
import { type ErasureItem, wholeHouse } from '../ledger/index.ts'
import type { User } from '../people/index.ts'
import { entriesOfPerson } from './entries-of-person.ts'
import {
  evidenceHeld,
  fieldUnknown,
  notConcluded,
  nothingToErase,
  ofTheHouse,
  orderMissing,
  ownRecord,
  reasonEmpty,
  retentionFloorDays,
  retentionRuns,
} from './erasure-refusals.ts'
import { type FoundEntry, findRecord } from './find-record.ts'

export const erasureBases = ['retention', 'sealing', 'expungement', 'factual-innocence', 'juvenile'] as const
export type ErasureBasis = (typeof erasureBases)[number]

const dayMs = 86_400_000

export type ErasureDraft = {
  /** An index erases in that entry alone; the id of a record in all entries of its search. */
  readonly id?: string | undefined
  /** Instead of an id: what names this person, in every search of the agency. */
  readonly personId?: string | undefined
  /** Hidden fields; all when none are named. */
  readonly fields?: readonly string[] | undefined
  readonly basis: ErasureBasis
  readonly order: string
  readonly reason: string
}

export type ErasureProposal = {
  readonly id: string
  readonly items: readonly ErasureItem[]
  readonly values: number
}

/**
 * Proposes that hidden values be destroyed; nothing goes before somebody else approves it. Refuses RECORD_UNKNOWN, FIELD_UNKNOWN,
 * NOTHING_TO_ERASE, REASON_EMPTY, ORDER_MISSING, OWN_RECORD, RETENTION_RUNS, NOT_CONCLUDED.
 */
export async function proposeErasure(
  house: House,
  { user, draft }: { readonly user: User; readonly draft: ErasureDraft },
): Promise<ErasureProposal> {
  const [order, reason] = [shortened(draft.order.trim()), shortened(draft.reason.trim())]
  if (order === '') throw orderMissing()
  if (reason === '') throw reasonEmpty()
  const items = await itemsOf(house, { user, draft })
  const values = items.reduce((sum, { names }) => sum + names.length, 0)
  if (values === 0) throw nothingToErase()
  await checkMayGo(house, { items, user, basis: draft.basis })
  const id = newId<string & { readonly [key: symbol]: never }>()
  await house.storage.db
    .insertInto('erasures')
    .values({
      ...{ id, agency_id: user.agency.id, items_json: JSON.stringify(items), basis: draft.basis },
      ...{ order_reference: order, reason, proposed_by: user.id, proposed_at: house.clock.now() },
    })
    .execute()
  return { id, items, values }
}

async function itemsOf(
  house: House,
  { user, draft }: { user: User; draft: ErasureDraft },
): Promise<readonly ErasureItem[]> {
  if (draft.personId !== undefined) return entriesOfPerson(house, { user, personId: draft.personId })
  const id = draft.id ?? ''
  const { entry, together } = await findRecord(house, { user, id })
  const entries = /^\d+$/.test(id) ? [entry] : together
  const items = await Promise.all(entries.map((one) => itemOf(house, { entry: one, fields: draft.fields })))
  const found = new Set(
    items.flatMap(({ names }) => names).flatMap((name) => [name, name.split('.')[0] ?? '']),
  )
  const unknown = draft.fields?.find((field) => !found.has(field))
  if (unknown !== undefined) throw fieldUnknown(unknown, entries)
  return items.filter(({ names }) => names.length > 0)
}

async function itemOf(
  house: House,
  of: { entry: FoundEntry; fields: readonly string[] | undefined },
): Promise<ErasureItem> {
  const { entry, fields } = of
  if (entry.value.u === wholeHouse) throw ofTheHouse(entry.index)
  const kept = (await house.ledger.hiddenValues(entry.entryId)).filter(
    ({ erasedBy }) => erasedBy === undefined,
  )
  const goes = (name: string) =>
    fields === undefined || fields.includes(name) || fields.includes(name.split('.')[0] ?? '')
  return { entryId: entry.entryId, names: kept.map(({ name }) => name).filter(goes) }
}

/** Nobody erases the record of what he did himself, nothing goes that is still at work, and no record before its time. */
export async function checkMayGo(
  house: House,
  of: { readonly items: readonly ErasureItem[]; readonly user: User; readonly basis: string },
): Promise<void> {
  const ids = of.items.map(({ entryId }) => entryId)
  const searches = await searchesOf(house, ids)
  if (searches.some(({ people }) => people.includes(of.user.id))) throw ownRecord()
  const open = searches.find(({ concluded }) => !concluded)
  if (open) throw notConcluded()
  if (of.basis !== 'retention') return
  if (
    await underMisuseCase(
      house,
      searches.flatMap(({ people }) => people),
    )
  )
    throw evidenceHeld()
  const queued = await house.storage.db
    .selectFrom('log_queue')
    .select('queued_at')
    .where('entry_id', 'in', ids)
    .orderBy('queued_at', 'desc')
    .executeTakeFirstOrThrow()
  const ageDays = Math.floor((house.clock.now().getTime() - queued.queued_at.getTime()) / dayMs)
  if (ageDays < retentionFloorDays) throw retentionRuns(ageDays)
}

/** A record of somebody whose use is looked at is evidence; a court can still order it destroyed. */
async function underMisuseCase({ storage: { db } }: House, people: readonly UserId[]): Promise<boolean> {
  if (people.length === 0) return false
  const open = await db
    .selectFrom('misuse_cases')
    .leftJoin('misuse_steps', (join) =>
      join.onRef('misuse_steps.case_id', '=', 'misuse_cases.id').on('misuse_steps.step', '=', 'closed'),
    )
    .select('misuse_cases.id')
    .where('misuse_cases.user_id', 'in', people)
    .where('misuse_steps.id', 'is', null)
    .executeTakeFirst()
  return open !== undefined
}

/** The searches that these entries belong to, who acted in them, and whether they came to an end. */
async function searchesOf({ storage: { db } }: House, entryIds: readonly EntryId[]) {
  const rows = await db
    .selectFrom('searches')
    .leftJoin('search_results', 'search_results.search_id', 'searches.id')
    .leftJoin('examinations', 'examinations.search_id', 'searches.id')
    .leftJoin('leads', 'leads.search_id', 'searches.id')
    .leftJoin('outcomes', 'outcomes.lead_id', 'leads.id')
    .leftJoin('refusals as withheld', (join) =>
      join.onRef('withheld.search_id', '=', 'searches.id').on('withheld.act', '=', 'conclude'),
    )
    .select([
      'withheld.id as withheld_id',
      'searches.requester_id',
      'examinations.examiner_id',
      'search_results.ended_as',
      'leads.id as lead_id',
    ])
    .where((is) =>
      is.or(
        (
          [
            'searches.entry_id',
            'search_results.entry_id',
            'examinations.entry_id',
            'leads.entry_id',
            'outcomes.entry_id',
          ] as const
        ).map((column) => is(column, 'in', entryIds)),
      ),
    )
    .execute()
  return rows.map((row) => ({
    people: [row.requester_id, row.examiner_id].filter((one) => one !== null).map((one) => asId<UserId>(one)),
    concluded:
      row.lead_id !== null || row.withheld_id !== null || (row.ended_as !== null && row.ended_as !== 'done'),
  }))
}
