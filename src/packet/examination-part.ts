import { conclusionTitle, examinationsOf, letteredCandidates, looksOf } from '../examination/index.ts'
import { must } from '../kernel/index.ts'
import type { House } from '../lead/index.ts'
import { userById } from '../people/index.ts'
import { candidatesOf, type SearchRecord } from '../search/index.ts'
import { jsonPart, type PacketPart } from './packet-part.ts'

/** Both examinations: who compared what under which letter, with which findings and reason, and which copies he was shown. */
export async function examinationPart(house: House, search: SearchRecord): Promise<PacketPart> {
  const { db } = house.storage
  const candidates = await candidatesOf(db, search.id)
  const orderSeed = search.end?.orderSeed
  const examinations = await examinationsOf(db, search.id)
  const facts = await Promise.all(
    examinations.map(async (one) => ({
      position: one.position,
      examiner: { id: one.examinerId, name: must(await userById(db, one.examinerId), 'examiner').name },
      certificateId: one.certificateId,
      conclusion: one.conclusion,
      conclusionInWords: conclusionTitle(one.conclusion),
      bookingId: one.bookingId,
      features: one.features,
      reason: one.reason,
      sealedAt: one.sealedAt.toISOString(),
      copiesShown: await looksOf(db, { searchId: search.id, examinerId: one.examinerId }),
      letters: orderSeed
        ? letteredCandidates({ candidates, orderSeed, position: one.position }).map(
            ({ letter, candidate }) => ({
              ...{ letter, bookingId: candidate.bookingId, rank: candidate.rank },
            }),
          )
        : [],
    })),
  )
  return jsonPart(
    'examinations.json',
    'The sealed examinations: findings, reasons, and the letters under which each examiner saw the candidates.',
    { examinations: facts },
  )
}
