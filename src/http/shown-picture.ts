import type { Face } from '../face/index.ts'
import { bookingById } from '../gallery/index.ts'
import type { House } from '../lead/index.ts'
import type { Candidate } from '../search/index.ts'

/** What an examiner may know of the picture behind a letter. */
export type ShownPicture = {
  readonly bookedOn: string
  readonly face: Face
  readonly widthPx: number
  readonly heightPx: number
  readonly blobId: string
}

/** The picture behind a letter, the same way whether a booking or a planted face stands there. */
export async function shownPicture(
  { storage }: House,
  of: { desk: { readonly planted: ReadonlyMap<string, ShownPicture> }; candidate: Candidate },
): Promise<ShownPicture> {
  const { personId, bookingId } = of.candidate
  const planted = of.desk.planted.get(personId)
  if (planted !== undefined) return planted
  const booking = await bookingById(storage, bookingId)
  return { ...booking, blobId: booking.photoBlobId }
}
