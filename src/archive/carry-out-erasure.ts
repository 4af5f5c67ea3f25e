import { asId } from '../kernel/index.ts'
import type { House } from '../lead/index.ts'
import type { ErasureItem } from '../ledger/index.ts'
import { type User, userById } from '../people/index.ts'
import { checkMayGo, type ErasureBasis } from './propose-erasure.ts'
import { refused } from './refusal-code.ts'

/** A proposal to destroy hidden values, and what became of it. */
export type Erasure = {
  readonly id: string
  readonly basis: ErasureBasis
  readonly order: string
  readonly reason: string
  readonly values: number
  readonly entries: readonly number[]
  readonly proposedBy: string
  readonly proposedAt: Date
  readonly closedAs: 'erased' | 'withdrawn' | undefined
  readonly closedBy: string | undefined
  readonly closedAt: Date | undefined
}

/**
 * Approves a proposal of somebody else and carries it out: values, salts and keys are destroyed, and the log says so.
 * Refuses ERASURE_UNKNOWN, ERASURE_CLOSED, SECOND_PERSON_NEEDED, and what proposing refuses.
 */
export async function carryOutErasure(
  house: House,
  { user, id }: { readonly user: User; readonly id: string },
): Promise<{ readonly logIndices: readonly number[]; readonly values: number }> {
  const row = await openProposal(house, { user, id })
  if (row.proposed_by === user.id) throw secondPerson()
  const items: readonly ErasureItem[] = JSON.parse(row.items_json)
  await checkMayGo(house, { items, user, basis: row.basis })
  const { entries, values } = await house.ledger.erase(
    {
      ...{ unit: user.agency.id, basis: row.basis, items },
      hidden: {
        ...{ order: row.order_reference, why: row.reason },
        ...{ proposer: row.proposed_by, approver: user.id },
      },
    },
    async (tx) => {
      const closed = await tx
        .updateTable('erasures')
        .set({ closed_as: 'erased', closed_by: user.id, closed_at: house.clock.now() })
        .where('id', '=', id)
        .where('closed_as', 'is', null)
        .executeTakeFirst()
      if (closed.numUpdatedRows === 0n) throw alreadyClosed()
    },
  )
  return { logIndices: entries.map(({ index }) => index), values }
}

/** Takes a proposal back. Refuses ERASURE_UNKNOWN, ERASURE_CLOSED. */
export async function withdrawErasure(house: House, { user, id }: { user: User; id: string }): Promise<void> {
  await openProposal(house, { user, id })
  await house.storage.db
    .updateTable('erasures')
    .set({ closed_as: 'withdrawn', closed_by: user.id, closed_at: house.clock.now() })
    .where('id', '=', id)
    .where('closed_as', 'is', null)
    .execute()
}

async function openProposal({ storage: { db } }: House, { user, id }: { user: User; id: string }) {
  const row = await db
    .selectFrom('erasures')
    .selectAll()
    .where('id', '=', id)
    .where('agency_id', '=', user.agency.id)
    .executeTakeFirst()
  if (row === undefined)
    throw refused({
      code: 'ERASURE_UNKNOWN',
      reason: 'There is no such proposal of an erasure in your agency.',
      needed: 'See casebound log erasures.',
    })
  if (row.closed_as !== null) throw alreadyClosed()
  return row
}

/** Proposals and erasures of the user's agency, the newest first. */
export async function listErasures(house: House, user: User): Promise<readonly Erasure[]> {
  const { db } = house.storage
  const rows = await db
    .selectFrom('erasures')
    .selectAll()
    .where('agency_id', '=', user.agency.id)
    .orderBy('proposed_at', 'desc')
    .limit(500)
    .execute()
  const nameOf = async (id: string) => (await userById(db, asId(id)))?.name ?? ''
  return Promise.all(
    rows.map(async (row) => {
      const items: readonly ErasureItem[] = JSON.parse(row.items_json)
      const places = await Promise.all(items.map(({ entryId }) => house.ledger.find(entryId)))
      return {
        ...{ id: row.id, basis: row.basis as ErasureBasis, order: row.order_reference, reason: row.reason },
        values: items.reduce((sum, { names }) => sum + names.length, 0),
        entries: places.flatMap((place) => (place ? [place.index] : [])).sort((a, b) => a - b),
        ...{ proposedBy: await nameOf(row.proposed_by), proposedAt: row.proposed_at },
        closedAs: row.closed_as ?? undefined,
        closedBy: row.closed_by === null ? undefined : await nameOf(row.closed_by),
        closedAt: row.closed_at ?? undefined,
      }
    }),
  )
}

const secondPerson = () =>
  refused({
    code: 'SECOND_PERSON_NEEDED',
    reason: 'You proposed this erasure yourself; what is destroyed cannot be brought back.',
    needed: 'Another supervisor or programme manager approves it.',
  })

const alreadyClosed = () =>
  refused({
    code: 'ERASURE_CLOSED',
    reason: 'This erasure was carried out or withdrawn meanwhile.',
    needed: 'See casebound log erasures.',
  })
