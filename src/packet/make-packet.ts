import { withdrawalOf } from '../examination/index.ts'
import { asId, type EntryId, newId, Refused, type SearchId, type UserId } from '../kernel/index.ts'
import { type House, isConcluded, noteRankView, onRecord } from '../lead/index.ts'
import { type User, userById } from '../people/index.ts'
import { requestById, type SearchRecord, type SearchRefusalCode, searchById } from '../search/index.ts'
import { packetOfSearch } from './packet-of-search.ts'
import type { PacketRefusalCode } from './refusal-code.ts'

/** A packet that was given out. */
export type GivenPacket = {
  readonly id: string
  readonly searchId: SearchId
  readonly takenBy: UserId
  readonly madeBy: string
  readonly madeFor: string
  readonly sha256: string
  readonly sizeBytes: number
  readonly madeAt: Date
  readonly entryId: EntryId
}

/**
 * Makes the packet of a search for a court or the defence. Only when both examinations are sealed, or when the search ended without a
 * list: it shows ranks. The log holds who took it and for whom before he has it, and he can never examine this search.
 * Refuses SEARCH_UNKNOWN, NOT_SEALED, NOT_FROZEN, PURPOSE_EMPTY; refusals are on record.
 */
export async function makePacket(
  house: House,
  asked: { user: User; searchId: SearchId; madeFor: string },
): Promise<GivenPacket> {
  const { user, searchId } = asked
  const madeFor = asked.madeFor.trim()
  const search = await ownSearch(house, asked)
  const { details } = await requestById(house.storage.db, search.requestId)
  const act = { act: 'packet', user, search, caseNumber: details.caseNumber } as const
  return onRecord(house, act, async () => {
    if (madeFor === '') throw purposeEmpty()
    await refuseUnsealed(house, search)
    await noteRankView(house, { searchId, userId: user.id })
    const bytes = await packetOfSearch(house, searchId)
    const { blobId, sha256 } = await house.storage.blobs.put(bytes)
    const id = newId<string>()
    const madeAt = house.clock.now()
    const recording = house.storage.transaction(async (tx) => {
      const entryId = await house.ledger.queue(tx, {
        type: 'packet',
        unit: search.agencyId,
        ref: search.entryId,
        fields: {},
        hidden: { actor: user.id, to: madeFor, file: sha256 },
      })
      const row = { id, search_id: searchId, made_by: user.id, made_for: madeFor, blob_id: blobId, sha256 }
      await tx
        .insertInto('packets')
        .values({ ...row, size_bytes: bytes.length, entry_id: entryId, made_at: madeAt })
        .execute()
      return entryId
    })
    const entryId = await recording.catch(async (error: unknown) => {
      await house.storage.blobs.erase(blobId)
      throw error
    })
    await house.ledger.settled(entryId)
    return {
      id,
      searchId,
      takenBy: user.id,
      madeBy: user.name,
      madeFor,
      sha256,
      sizeBytes: bytes.length,
      madeAt,
      entryId,
    }
  })
}

/** The packets of a search that were given out, first to last. Refuses SEARCH_UNKNOWN. */
export async function packetsOf(
  house: House,
  asked: { user: User; searchId: SearchId },
): Promise<readonly GivenPacket[]> {
  await ownSearch(house, asked)
  const rows = await rowsOf(house, asked.searchId)
  return Promise.all(
    rows.map(async (row) => ({
      ...{ id: row.id, searchId: asked.searchId, madeFor: row.made_for, sha256: row.sha256 },
      takenBy: asId<UserId>(row.made_by),
      madeBy: (await userById(house.storage.db, asId(row.made_by)))?.name ?? row.made_by,
      ...{ sizeBytes: row.size_bytes, madeAt: row.made_at, entryId: asId<EntryId>(row.entry_id) },
    })),
  )
}

/** The file of a packet, to whoever took it. Refuses SEARCH_UNKNOWN, PACKET_UNKNOWN. */
export async function packetFile(
  house: House,
  asked: { user: User; searchId: SearchId; packetId: string },
): Promise<Uint8Array> {
  await ownSearch(house, asked)
  const row = (await rowsOf(house, asked.searchId)).find(({ id }) => id === asked.packetId)
  if (row?.made_by === asked.user.id) return house.storage.blobs.get(row.blob_id)
  throw new Refused<PacketRefusalCode>({
    code: 'PACKET_UNKNOWN',
    reason: 'There is no such packet that you took.',
    needed: 'Take one yourself: each person who has one stands in the log.',
  })
}

const rowsOf = ({ storage }: House, searchId: SearchId) =>
  storage.db
    .selectFrom('packets')
    .selectAll()
    .where('search_id', '=', searchId)
    .orderBy('made_at')
    .orderBy('id')
    .execute()

async function ownSearch(house: House, of: { user: User; searchId: SearchId }): Promise<SearchRecord> {
  const search = await searchById(house.storage.db, of.searchId)
  if (search.agencyId === of.user.agency.id) return search
  throw new Refused<SearchRefusalCode>({
    code: 'SEARCH_UNKNOWN',
    reason: 'There is no such search in your agency.',
    needed: 'Compare its id with the lead page.',
  })
}

/** A search with a list shows its ranks to nobody before it is concluded or withdrawn. */
async function refuseUnsealed({ storage }: House, search: SearchRecord): Promise<void> {
  if (search.end !== undefined && search.end.as !== 'done') return
  if ((await isConcluded(storage.db, search.id)) || (await withdrawalOf(storage.db, search.id))) return
  throw new Refused<PacketRefusalCode>({
    code: 'NOT_SEALED',
    reason:
      'The examinations of this search are not sealed; its packet shows ranks, which would end their blindness.',
    needed: 'Have both examiners seal their conclusions first; then take the packet.',
  })
}

const purposeEmpty = () =>
  new Refused<PacketRefusalCode>({
    code: 'PURPOSE_EMPTY',
    reason: 'It was not said whom the packet is for.',
    needed: 'Name the court, the counsel or the order, e.g. "defence in 26-CR-0117".',
  })
