import { elsewhereKinds, elsewhereNames, type House } from '../lead/index.ts'
import { requestById, type SearchRecord } from '../search/index.ts'
import { jsonPart, type PacketPart } from './packet-part.ts'

/** What was declared in the case of face searches elsewhere; an empty list says that nothing was declared. */
export async function elsewherePart(house: House, search: SearchRecord): Promise<PacketPart> {
  const { db } = house.storage
  const { details } = await requestById(db, search.requestId)
  const names = await elsewhereNames(db, { agencyId: search.agencyId, caseNumber: details.caseNumber ?? '' })
  return jsonPart(
    'elsewhere.json',
    'Face searches elsewhere that were declared in this case, with the duty to disclose each.',
    {
      declared: names.map(({ id: _, entryId, kind, ...one }) => ({
        ...one,
        kind: elsewhereKinds[kind],
        entry: entryId,
      })),
    },
  )
}
