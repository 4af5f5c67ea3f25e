import { randomBytes } from 'node:crypto'
import { type FaceEngine, theOneFace } from '../face/index.ts'
import {
  asId,
  type BookingId,
  type Clock,
  canonicalJson,
  isoDate,
  newId,
  type PersonId,
  Refused,
} from '../kernel/index.ts'
import { leafHash } from '../proof/index.ts'
import { isUniqueViolation, type Storage, type Tx } from '../storage/index.ts'
import { type BookingDraft, type CheckedBooking, checkBooking } from './check-booking.ts'
import type { GalleryRefusalCode } from './refusal-code.ts'
import { sealTemplate } from './template.ts'

export type Enrolled = {
  readonly status: 'enrolled' | 'already-enrolled'
  readonly bookingId: BookingId
  readonly personId: PersonId
}

type House = { readonly storage: Storage; readonly face: FaceEngine; readonly clock: Clock }

/**
 * Enrols one booking photograph: the only way into the gallery. The same booking with the same photograph again
 * is no error, so an import can simply be run again.
 * Refuses what `checkBooking` and the face room refuse, and BOOKING_NUMBER_DUPLICATE, PERSON_CONFLICT.
 */
export async function enrolBooking(
  house: House,
  offer: { draft: BookingDraft; photo: Uint8Array },
): Promise<Enrolled> {
  const booking = checkBooking(offer.draft, isoDate(house.clock.now()))
  const known = await existing(house.storage, booking.bookingNumber)
  const photoSha256 = await sha256Hex(offer.photo)
  if (known) return sameOrDuplicate(known, { booking, photoSha256 })

  const photo = await house.face.readPhoto(offer.photo)
  const face = theOneFace(await house.face.findFaces(photo))
  const quality = house.face.assess(photo, face)
  const [template] = await house.face.embed(photo, [face])
  if (!template) throw new Error('the face engine gave no template for a face')

  const { blobId } = await house.storage.blobs.put(offer.photo)
  const id = newId<BookingId>()
  const leafSalt = new Uint8Array(randomBytes(32))
  const row = {
    id,
    booking_number: booking.bookingNumber,
    person_id: booking.personId,
    agency_code: booking.agencyCode,
    booked_on: booking.bookedOn,
    age_at_booking: booking.ageAtBooking,
    photo_blob_id: blobId,
    photo_sha256: photoSha256,
    face_json: canonicalJson({ face, widthPx: photo.widthPx, heightPx: photo.heightPx }),
    quality_json: canonicalJson(quality),
    model_id: house.face.model.id,
    template: sealTemplate(house.storage.key, { bookingId: id, vector: template }),
    leaf_salt: leafSalt,
    leaf_sha256: bookingLeaf({ id, booking, photoSha256, modelId: house.face.model.id, leafSalt }),
    enrolled_at: house.clock.now(),
  }
  try {
    await house.storage.transaction(async (tx) => {
      await samePerson(tx, { booking, now: house.clock.now() })
      await tx.insertInto('bookings').values(row).execute()
    })
  } catch (error) {
    await house.storage.blobs.erase(blobId)
    const winner = isUniqueViolation(error) ? await existing(house.storage, booking.bookingNumber) : undefined
    if (!winner) throw error
    return sameOrDuplicate(winner, { booking, photoSha256 })
  }
  return { status: 'enrolled', bookingId: id, personId: asId(booking.personId) }
}

type Known = { id: string; person_id: string; photo_sha256: string }

const existing = (storage: Storage, bookingNumber: string): Promise<Known | undefined> =>
  storage.db
    .selectFrom('bookings')
    .select(['id', 'person_id', 'photo_sha256'])
    .where('booking_number', '=', bookingNumber)
    .executeTakeFirst()

function sameOrDuplicate(known: Known, offered: { booking: CheckedBooking; photoSha256: string }): Enrolled {
  const { booking, photoSha256 } = offered
  if (known.photo_sha256 === photoSha256 && known.person_id === booking.personId) {
    return { status: 'already-enrolled', bookingId: asId(known.id), personId: asId(known.person_id) }
  }
  throw new Refused<GalleryRefusalCode>({
    code: 'BOOKING_NUMBER_DUPLICATE',
    reason: `Booking number ${booking.bookingNumber} is already enrolled with another photograph or person.`,
    needed: 'Check which of the two rows is right; one booking number names one booking.',
    evidence: { bookingNumber: booking.bookingNumber },
  })
}

/** A person's birth date and sex are recorded when first known; a later booking that says otherwise is refused, not merged. */
async function samePerson(tx: Tx, offered: { booking: CheckedBooking; now: Date }): Promise<void> {
  const { booking, now } = offered
  await tx
    .insertInto('persons')
    .values({
      id: booking.personId,
      sex: booking.sex,
      birth_date: booking.birthDate ?? null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  const person = await tx
    .selectFrom('persons')
    .select(['sex', 'birth_date'])
    .where('id', '=', booking.personId)
    .executeTakeFirstOrThrow()
  const sameBirth = !person.birth_date || !booking.birthDate || person.birth_date === booking.birthDate
  if (sameBirth && person.sex === booking.sex) {
    if (person.birth_date || !booking.birthDate) return
    const known = { birth_date: booking.birthDate }
    await tx.updateTable('persons').set(known).where('id', '=', booking.personId).execute()
    return
  }
  throw new Refused<GalleryRefusalCode>({
    code: 'PERSON_CONFLICT',
    reason: `Person ${booking.personId} is already recorded with another ${person.sex === booking.sex ? 'birth date' : 'sex'}.`,
    needed: 'Check the person id and the record; then run the import again.',
    evidence: { personId: booking.personId },
  })
}

/** The booking's leaf in the gallery root: salted, so that an old root says nothing of an expunged booking. */
function bookingLeaf(of: {
  id: BookingId
  booking: CheckedBooking
  photoSha256: string
  modelId: string
  leafSalt: Uint8Array
}): string {
  const text = canonicalJson({
    bookingId: of.id,
    bookingNumber: of.booking.bookingNumber,
    modelId: of.modelId,
    personId: of.booking.personId,
    photoSha256: of.photoSha256,
    salt: Buffer.from(of.leafSalt).toString('base64url'),
  })
  return Buffer.from(leafHash(new TextEncoder().encode(text))).toString('hex')
}

async function sha256Hex(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex')
}
