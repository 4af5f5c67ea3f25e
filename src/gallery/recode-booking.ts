import type { Face, FaceEngine, Photo } from '../face/index.ts'
import { must } from '../kernel/index.ts'
import type { Storage } from '../storage/index.ts'
import { type CodedBooking, templateRow } from './template-row.ts'

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
export type RecodedRow = CodedBooking & {
  readonly photo_blob_id: string
  readonly face_json: string
  readonly face_finding: string | null
}

/** The booking's template by this engine, as a row; from the photograph as it was booked. */
export async function recodeBooking(
  of: { storage: Storage; engine: FaceEngine; now: Date },
  row: RecodedRow,
) {
  const { storage, engine } = of
  const photo = await engine.readPhoto(await storage.blobs.get(row.photo_blob_id))
  const [vector] = await engine.embed(photo, [await enrolledFace(engine, { photo, row })])
  return templateRow(storage.key, {
    booking: row,
    modelId: engine.model.id,
    vector: must(vector, 'template of a face'),
    madeAt: of.now,
  })
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
