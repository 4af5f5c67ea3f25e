import type { Face, FaceEngine, Photo } from '../face/index.ts'
import { asId, type BookingId, must } from '../kernel/index.ts'
import type { Storage } from '../storage/index.ts'
import { bookingLeaf } from './booking-leaf.ts'
import { sealTemplate } from './template.ts'

/** What is read of a booking to code its photograph anew. */
export const recodedColumns = [
  'bookings.id',
  'booking_number',
  'person_id',
  'photo_blob_id',
  'photo_sha256',
  'face_json',
  'face_finding',
  'leaf_salt',
] as const
export type RecodedRow = {
  readonly id: string
  readonly booking_number: string
  readonly person_id: string
  readonly photo_blob_id: string
  readonly photo_sha256: string
  readonly face_json: string
  readonly face_finding: string | null
  readonly leaf_salt: Uint8Array
}

/** The booking's template by this engine, as a row; from the photograph as it was booked. */
export async function recodeBooking(
  of: { storage: Storage; engine: FaceEngine; now: Date },
  row: RecodedRow,
) {
  const { storage, engine } = of
  const photo = await engine.readPhoto(await storage.blobs.get(row.photo_blob_id))
  const [vector] = await engine.embed(photo, [await enrolledFace(engine, { photo, row })])
  const bookingId = asId<BookingId>(row.id)
  const modelId = engine.model.id
  return {
    booking_id: row.id,
    model_id: modelId,
    template: sealTemplate(storage.key, { bookingId, modelId, vector: must(vector, 'template of a face') }),
    bound_to_model: true,
    leaf_sha256: bookingLeaf({
      ...{ bookingId, bookingNumber: row.booking_number, personId: row.person_id },
      ...{ photoSha256: row.photo_sha256, modelId, leafSalt: row.leaf_salt },
    }),
    made_at: of.now,
  }
}

/**
 * The face that was enrolled. Found by the same detector and landmarks it is taken as recorded; another detector looks anew
 * and the face that covers the recorded one most is taken. One that it does not see is taken as recorded, so that
 * nobody falls out of the gallery.
 */
async function enrolledFace(
  engine: FaceEngine,
  { photo, row }: { photo: Photo; row: RecodedRow },
): Promise<Face> {
  const { face }: { face: Face } = JSON.parse(row.face_json)
  if (row.face_finding === engine.model.finding) return face
  const found = await engine.findFaces(photo)
  const [best] = found
    .map((one) => ({ one, overlap: overlapOf(one.box, face.box) }))
    .toSorted((a, b) => b.overlap - a.overlap)
  return best && best.overlap > 0.2 ? best.one : face
}

/** Common area of two boxes over the area of both. */
function overlapOf(a: Face['box'], b: Face['box']): number {
  const width = Math.min(a.x + a.widthPx, b.x + b.widthPx) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.heightPx, b.y + b.heightPx) - Math.max(a.y, b.y)
  const common = Math.max(0, width) * Math.max(0, height)
  return common / (a.widthPx * a.heightPx + b.widthPx * b.heightPx - common)
}
