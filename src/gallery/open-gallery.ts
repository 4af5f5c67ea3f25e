import { type FaceEngine, modelDigest } from '../face/index.ts'
import {
  asId,
  type BookingId,
  type Clock,
  type EntryId,
  must,
  type PersonId,
  Refused,
} from '../kernel/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { createMatcher, type Matcher } from '../matcher/index.ts'
import { appendLeaf, type CompactRange, rangeRoot } from '../proof/index.ts'
import type { Storage } from '../storage/index.ts'
import type { GalleryRefusalCode } from './refusal-code.ts'
import { createSharedHold } from './shared-hold.ts'
import { openTemplate } from './template.ts'

/** One numbered state of the gallery, as its `gallery` entry in the log names it. */
export type GalleryState = {
  readonly n: number
  /** Merkle root over all bookings' salted leaves, in order of booking id; hex. */
  readonly root: string
  readonly persons: number
  readonly bookings: number
  readonly entryId: EntryId
}

export type HeldGallery = { readonly state: GalleryState; readonly matcher: Matcher }

export type Gallery = {
  /** The newest committed state; undefined before the first. */
  state(): GalleryState | undefined
  /** Bookings enrolled since that state. */
  uncommitted(): Promise<number>
  /** Numbers the present bookings as a state, writes it to the log, and makes them searchable. */
  commit(): Promise<GalleryState>
  /** Runs `work` on the newest state; no change of the gallery happens meanwhile. Refuses GALLERY_EMPTY. */
  hold<T>(work: (held: HeldGallery) => Promise<T>): Promise<T>
}

type House = {
  readonly storage: Storage
  readonly ledger: Ledger
  readonly face: FaceEngine
  readonly clock: Clock
  readonly unit: string
}

/** Loads all templates of the engine's model and gives the gallery. */
export async function openGallery(house: House): Promise<Gallery> {
  const matcher = createMatcher({ modelId: house.face.model.id, dimension: house.face.model.dimension })
  const shared = createSharedHold()
  const searchable = new Set<string>()
  let newest = await newestState(house.storage)
  if (newest) await load(house, { matcher, searchable })
  // A search may not name a state that is not the one it ranks: whatever changed since is a state of its own in the log.
  if (newest && (await galleryRoot(house, searchable)) !== newest.root)
    newest = await commitState(house, { matcher, searchable })

  const commit = () =>
    shared.change(async () => {
      if (newest && (await enrolledCount(house.storage)) === newest.bookings) return newest
      await load(house, { matcher, searchable })
      newest = await commitState(house, { matcher, searchable })
      return newest
    })

  return {
    state: () => newest,
    uncommitted: async () => (await enrolledCount(house.storage)) - (newest?.bookings ?? 0),
    commit,
    async hold(work) {
      if ((await enrolledCount(house.storage)) !== (newest?.bookings ?? 0)) await commit()
      return shared.hold(async () => {
        if (!newest || newest.bookings === 0) throw galleryEmpty()
        return work({ state: newest, matcher })
      })
    },
  }
}

type Loaded = { readonly matcher: Matcher; readonly searchable: Set<string> }

async function newestState(storage: Storage): Promise<GalleryState | undefined> {
  const row = await storage.db
    .selectFrom('gallery_states')
    .selectAll()
    .orderBy('n', 'desc')
    .executeTakeFirst()
  return (
    row && {
      n: row.n,
      root: row.root,
      persons: row.persons,
      bookings: row.bookings,
      entryId: asId(row.entry_id),
    }
  )
}

async function enrolledCount(storage: Storage): Promise<number> {
  const row = await storage.db
    .selectFrom('bookings')
    .select((count) => count.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Puts every booking that is not searchable yet into the matcher. */
async function load(house: House, into: Loaded): Promise<void> {
  const rows = await house.storage.db
    .selectFrom('bookings')
    .innerJoin('persons', 'persons.id', 'bookings.person_id')
    .select([
      'bookings.id',
      'person_id',
      'agency_code',
      'booked_on',
      'age_at_booking',
      'template',
      'persons.sex',
    ])
    .where('model_id', '=', house.face.model.id)
    .orderBy('bookings.id')
    .execute()
  for (const row of rows) {
    if (into.searchable.has(row.id)) continue
    const bookingId = asId<BookingId>(row.id)
    into.matcher.insert({
      personId: asId<PersonId>(row.person_id),
      bookingId,
      agency: row.agency_code,
      sex: row.sex,
      bookedOn: row.booked_on,
      ageAtBooking: row.age_at_booking,
      vector: openTemplate(house.storage.key, { bookingId, sealed: row.template }),
    })
    into.searchable.add(row.id)
  }
}

async function commitState(house: House, loaded: Loaded): Promise<GalleryState> {
  const { rows: bookings, persons } = loaded.matcher.size()
  const root = await galleryRoot(house, loaded.searchable)
  const before = await newestState(house.storage)
  const n = (before?.n ?? 0) + 1
  const model = house.face.model.id
  const entryId = await house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      type: 'gallery',
      unit: house.unit,
      fields: {
        n,
        root,
        persons,
        bookings,
        added: Math.max(0, bookings - (before?.bookings ?? 0)),
        removed: Math.max(0, (before?.bookings ?? 0) - bookings),
        model: modelDigest(model),
      },
      hidden: {},
    })
    const row = {
      n,
      root,
      persons,
      bookings,
      model_id: model,
      entry_id: entry,
      created_at: house.clock.now(),
    }
    await tx.insertInto('gallery_states').values(row).execute()
    return entry
  })
  await house.ledger.settled(entryId)
  return { n, root, persons, bookings, entryId }
}

async function galleryRoot(house: House, searchable: ReadonlySet<string>): Promise<string> {
  const rows = await house.storage.db.selectFrom('bookings').select(['id', 'leaf_sha256']).execute()
  const leaves = new Map(rows.map((row) => [row.id, row.leaf_sha256]))
  let range: CompactRange = { size: 0, nodes: [] }
  for (const id of [...searchable].sort()) {
    range = appendLeaf(range, Buffer.from(must(leaves.get(id), 'leaf of a searchable booking'), 'hex'))
  }
  return Buffer.from(rangeRoot(range)).toString('hex')
}

const galleryEmpty = () =>
  new Refused<GalleryRefusalCode>({
    code: 'GALLERY_EMPTY',
    reason: 'The gallery holds no booking photographs yet.',
    needed: 'Enrol bookings first: casebound enroll FOLDER --manifest bookings.csv',
  })
