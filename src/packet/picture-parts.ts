import { photoOfBooking } from '../gallery/index.ts'
import { asId, type BookingId } from '../kernel/index.ts'
import type { FrozenCandidate, FrozenSearch, House } from '../lead/index.ts'
import { probeOf, requestById, type SearchRecord, searchedProbeOf } from '../search/index.ts'
import type { PacketPart } from './packet-part.ts'

/** Where the probe lies in a packet; its bytes say what format it has. */
export const probeName = 'probe/original'
export const copyName = 'probe/searched-copy.png'
export const candidateName = ({ rank }: Pick<FrozenCandidate, 'rank'>): string =>
  `candidates/${String(rank).padStart(3, '0')}.photo`

/** The pictures of a search as they were compared; a photograph that was removed since is left out and said to be. */
export async function pictureParts(
  house: House,
  of: { search: SearchRecord; frozen: FrozenSearch },
): Promise<{ parts: readonly PacketPart[]; missing: readonly string[] }> {
  const { blobs, db } = house.storage
  const request = await requestById(db, of.search.requestId)
  const searched = await searchedProbeOf(db, of.search.id)
  const parts: PacketPart[] = [
    {
      name: probeName,
      what: 'The image from the investigation, byte for byte as it was received.',
      bytes: await blobs.get(probeOf(request).blobId),
    },
  ]
  if (searched?.copyBlobId !== undefined) {
    parts.push({
      name: copyName,
      what: 'The working copy that was searched, other faces hidden; its steps stand in search.json.',
      bytes: await blobs.get(searched.copyBlobId),
    })
  }
  const missing: string[] = []
  for (const candidate of of.frozen.candidates) {
    const name = candidateName(candidate)
    const bytes = await photoOfBooking(house.storage, asId<BookingId>(candidate.bookingId))
    if (bytes)
      parts.push({ name, what: `Booking photograph of the candidate of rank ${candidate.rank}.`, bytes })
    else
      missing.push(
        `${name}: the booking was removed from the gallery after the search, and its photograph with it.`,
      )
  }
  return { parts, missing }
}
