import { randomBytes } from 'node:crypto'
import { type FaceEngine, theOneFace } from '../face/index.ts'
import {
  asId,
  type BookingId,
  type Clock,
  canonicalJson,
  isoDate,
  isRefused,
  newId,
  type PersonId,
  Refused,
} from '../kernel/index.ts'
import { isUniqueViolation, type Storage, type Tx } from '../storage/index.ts'
import { type BookingDraft, type CheckedBooking, checkBooking } from './check-booking.ts'
import { checkQuality, type EnrolmentPolicy } from './check-quality.ts'
import { codedByAnother, modelUse } from './model-use.ts'
import type { GalleryRefusalCode } from './refusal-code.ts'
import { templateRow } from './template-row.ts'

export type Enrolled = {
  readonly status: 'enrolled' | 'already-enrolled'
  readonly bookingId: BookingId
  readonly personId: PersonId
  /** What the policy in force warns of in the photograph, a sentence each. */
  readonly warnings: readonly string[]
}

type House = {
  readonly storage: Storage
  readonly face: FaceEngine
  readonly clock: Clock
  readonly policy: EnrolmentPolicy
}

/**
 * Enrols one booking photograph: the only way into the gallery. The same booking with the same photograph again
 * is no error, so an import can simply be run again.
 * Refuses what `checkBooking` and the face room refuse, and BOOKING_NUMBER_DUPLICATE, PERSON_CONFLICT,
 * QUALITY_TOO_LOW.
 */
export async function enrolBooking(
  house: House,
  offer: { draft: BookingDraft; photo: Uint8Array },
): Promise<Enrolled> {
  const booking = checkBooking(offer.draft, isoDate(house.clock.now()))
  const known = await existing(house.storage, booking.bookingNumber)
  const photoSha256 = await sha256Hex(offer.photo)
  if (known) return sameOrDuplicate(known, { booking, photoSha256 })

  const { model, photo, face, quality, template } = await code(house.face, offer.photo)
  const warnings = checkQuality(house.policy, quality)
  const { blobId } = await house.storage.blobs.put(offer.photo)
  const id = newId<BookingId>()
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
    face_finding: model.finding,
    quality_json: canonicalJson(quality),
    leaf_salt: new Uint8Array(randomBytes(32)),
    enrolled_at: house.clock.now(),
  }
  const madeAt = row.enrolled_at
  const coded = templateRow(house.storage.key, { booking: row, modelId: model.id, vector: template, madeAt })
  try {
    await house.storage.transaction(async (tx) => {
      const use = await modelUse(tx)
      // A booking coded by a model that the gallery does not use would never be found.
      if (use && use.modelId !== model.id) throw codedByAnother(model.name)
      await samePerson(tx, { booking, now: house.clock.now() })
      await tx.insertInto('bookings').values(row).execute()
      await tx.insertInto('templates').values(coded).execute()
    })
  } catch (error) {
    await house.storage.blobs.erase(blobId)
    const changedMeanwhile = isRefused(error) && house.face.model.id !== model.id
    if (changedMeanwhile) return enrolBooking(house, offer)
    const winner = isUniqueViolation(error) ? await existing(house.storage, booking.bookingNumber) : undefined
    if (!winner) throw error
    return sameOrDuplicate(winner, { booking, photoSha256 })
  }
  return { status: 'enrolled', bookingId: id, personId: asId(booking.personId), warnings }
}

/** The one face of a photograph with its template, and the model that made it: the gallery's model may change meanwhile. */
async function code(engine: FaceEngine, bytes: Uint8Array) {
  const { model } = engine
  const photo = await engine.readPhoto(bytes)
  const face = theOneFace(await engine.findFaces(photo))
  const [[quality], [template]] = await Promise.all([
    engine.assess(photo, [face]),
    engine.embed(photo, [face]),
  ])
  if (!template || !quality) throw new Error('the face engine gave no template for a face')
  if (engine.model.id !== model.id) return code(engine, bytes)
  return { model, photo, face, quality, template }
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
    const ids = { bookingId: asId<BookingId>(known.id), personId: asId<PersonId>(known.person_id) }
    return { status: 'already-enrolled', ...ids, warnings: [] }
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

async function sha256Hex(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex')
}
