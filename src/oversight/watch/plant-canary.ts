import { createHash } from 'node:crypto'
import { type BookingDraft, type Enrolled, enrolBooking } from '../../gallery/index.ts'
import { canonicalJson, type EntryId, Refused } from '../../kernel/index.ts'
import type { House, WatchRefusalCode } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import type { Tx } from '../../storage/index.ts'
import { checkWords } from '../kept/step-refusals.ts'

export type CanaryDraft = {
  readonly booking: BookingDraft
  readonly photo: Uint8Array
  /** The auditor declares that the picture shows nobody who exists. */
  readonly synthetic: boolean
  readonly words: string
}

/**
 * Plants a synthetic person in the gallery as an ordinary booking. He is marked before he is enrolled, so that no search ever meets him
 * unmarked; no lead is ever issued on him. Refuses CANARY_UNFIT, CANARY_KNOWN, REASON_MISSING, and what enrolment refuses.
 */
export async function plantCanary(
  house: House,
  of: { readonly user: User; readonly draft: CanaryDraft },
): Promise<Enrolled & { readonly logIndex: number }> {
  const { user, draft } = of
  if (!draft.synthetic) throw unfit()
  const words = checkWords(draft.words, 'Where the picture is from')
  const entryId = await house.storage.transaction((tx) =>
    mark(house, tx, { user, draft: { ...draft, words } }),
  )
  const { index } = await house.ledger.settled(entryId)
  const enrolled = await enrolBooking(house, { draft: draft.booking, photo: draft.photo })
  await house.gallery.commit()
  return { ...enrolled, logIndex: index }
}

type Marking = { readonly user: User; readonly draft: CanaryDraft }

/** A mark whose booking was refused is used when the auditor offers a better picture. */
async function mark(house: House, tx: Tx, { user, draft }: Marking): Promise<EntryId> {
  const { personId, bookingNumber } = draft.booking
  const known = await tx.selectFrom('persons').select('id').where('id', '=', personId).executeTakeFirst()
  if (known) throw alreadyKnown(personId)
  const marked = await tx
    .selectFrom('canaries')
    .select(['entry_id', 'agency_id'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (marked?.agency_id === user.agency.id) return marked.entry_id as EntryId
  if (marked) throw alreadyKnown(personId)
  const { planted } = await tx
    .selectFrom('canaries')
    .select((select) => select.fn.countAll<string>().as('planted'))
    .executeTakeFirstOrThrow()
  const content = canonicalJson({ personId, bookingNumber, words: draft.words })
  const entryId = await house.ledger.queue(tx, {
    ...{ type: 'tripwire', unit: user.agency.id, fields: { step: 'planted', planted: Number(planted) + 1 } },
    hidden: { actor: user.id, content: createHash('sha256').update(content).digest('hex') },
  })
  await tx
    .insertInto('canaries')
    .values({
      ...{
        person_id: personId,
        booking_number: bookingNumber,
        agency_id: user.agency.id,
        words: draft.words,
      },
      ...{ planted_by: user.id, entry_id: entryId, planted_at: house.clock.now() },
    })
    .execute()
  return entryId
}

export type Canary = {
  readonly personId: string
  readonly bookingNumber: string
  readonly words: string
  readonly plantedAt: Date
  /** False where his photograph was not enrolled. */
  readonly inGallery: boolean
}

/** The synthetic persons whom auditors of this agency planted, the newest first. */
export async function canariesOf(
  { storage }: Pick<House, 'storage'>,
  user: User,
): Promise<readonly Canary[]> {
  const rows = await storage.db
    .selectFrom('canaries')
    .leftJoin('bookings', (join) =>
      join
        .onRef('bookings.person_id', '=', 'canaries.person_id')
        .onRef('bookings.booking_number', '=', 'canaries.booking_number'),
    )
    .selectAll('canaries')
    .select('bookings.id as booking_id')
    .where('canaries.agency_id', '=', user.agency.id)
    .orderBy('planted_at', 'desc')
    .execute()
  return rows.map((row) => ({
    ...{ personId: row.person_id, bookingNumber: row.booking_number, words: row.words },
    ...{ plantedAt: row.planted_at, inGallery: row.booking_id !== null },
  }))
}

const unfit = () =>
  new Refused<WatchRefusalCode>({
    code: 'CANARY_UNFIT',
    reason: 'Nobody declared that the picture shows a person who does not exist.',
    needed:
      'Plant synthetic people only, and say so: a real person in the gallery without a booking is the worst fault there is.',
  })

const alreadyKnown = (personId: string) =>
  new Refused<WatchRefusalCode>({
    code: 'CANARY_KNOWN',
    reason: `Person ${personId.slice(0, 60)} is known to the gallery already.`,
    needed: 'Choose a person id and a booking number that no booking has.',
  })
