import { encodePhoto, type Face, fitPhoto } from '../../face/index.ts'
import { bookingById } from '../../gallery/index.ts'
import { isoDate } from '../../kernel/index.ts'
import type { Candidate } from '../../search/index.ts'
import type { House } from '../house.ts'
import type { PracticeFace } from './practice-faces.ts'

/** A picture of nobody as it is shown among candidates; its bytes lie in the blob store. */
export type DrawnPicture = {
  readonly blobId: string
  readonly sha256: string
  readonly widthPx: number
  readonly heightPx: number
  readonly face: Face
}

/** The practice picture at the size of a booking photograph of the list; undefined where no face is found in it then. */
export async function pictureLike(
  house: Pick<House, 'storage' | 'face'>,
  { own, like }: { own: PracticeFace; like: Candidate },
): Promise<DrawnPicture | undefined> {
  const { widthPx, heightPx } = await bookingById(house.storage, like.bookingId)
  const bytes = await encodePhoto(await fitPhoto(own.photo, { widthPx, heightPx }))
  const [face, ...others] = await house.face.findFaces(await house.face.readPhoto(bytes))
  if (face === undefined || others.length > 0) return undefined
  return { ...(await house.storage.blobs.put(bytes)), widthPx, heightPx, face }
}

/** Days by which the day of a planted face lies at most beside that of a candidate. */
export const mostDaysOff = 60
const dayMs = 86_400_000

/** The day so many days after another, or that day itself where it would lie after the latest. */
export function dayNear(day: string, { days, latest }: { days: number; latest: string }): string {
  const near = isoDate(new Date(Date.parse(day) + days * dayMs))
  return near > latest ? day : near
}
