import { rankEarlierState } from '../../gallery/index.ts'
import { asId, type ModelId } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import type { RankedPerson } from '../../matcher/index.ts'
import type { Packet } from '../read-packet.ts'
import { listOnRecord } from './replay-list.ts'
import { type Finding, finding } from './replay-report.ts'

/** The house of the agency, whose gallery is searched again. */
export type ReplayHouse = Pick<House, 'storage' | 'face' | 'ledger'>
type Searched = {
  readonly finding: Finding
  readonly gallery?: { readonly root: string; readonly rowsScanned: number }
}

/**
 * Searches the whole gallery again, in the state in which it was: bookings that came later are left out, and what remains must give
 * the root that the log holds. Where it does not, nothing is searched and the report says why. No record, no search: a packet that the
 * log of this very house does not prove, or of which anything differs already, is never compared with the gallery.
 */
export async function replayGallery(
  packet: Packet,
  of: { house: ReplayHouse; template: Float32Array | undefined; differences: readonly string[] },
): Promise<Searched> {
  const { frozen } = packet
  const { house, template: query, differences } = of
  const { root, bookings, n } = frozen.gallery
  const without = (words: string) => ({ finding: finding({ notReplayed: [`gallery: ${words}`] }) })
  if (query === undefined || frozen.end.as !== 'done') return without('the search ended without a list')
  if (differences.length > 0)
    return without('the packet differs already, and the gallery is searched for nothing that was not logged')
  if (house.face.model.id !== frozen.model.id)
    return without('the data folder is coded by another face model than the one that searched')
  const modelId = asId<ModelId>(frozen.model.id)
  const k = frozen.search.candidateLimit
  const found = await rankEarlierState(house.storage, { root, bookings, modelId, query, k })
  if (found === undefined)
    return without(
      `the data folder has no gallery of root ${root}: it is another agency's, or bookings were removed since state ${n}`,
    )
  const { rowsScanned } = found.certificate
  return {
    finding: finding({
      replayed: [`gallery: all ${rowsScanned} photographs of state ${n}, root ${root}, compared again`],
      differences: listDifferences(found.rows, listOnRecord(packet)),
    }),
    gallery: { root, rowsScanned },
  }
}

const listDifferences = (
  again: readonly RankedPerson[],
  recorded: readonly RankedPerson[],
): readonly string[] =>
  Array.from({ length: Math.max(again.length, recorded.length) }, (_, at) => at).flatMap((at) => {
    const [now, then] = [again[at], recorded[at]].map((row) =>
      row ? `booking ${row.bookingId} of person ${row.personId} with ${row.similarity}` : 'nobody',
    )
    return now === then ? [] : [`Rank ${at + 1} of the gallery compared again: ${now}; on record: ${then}.`]
  })
