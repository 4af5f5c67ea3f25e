import {
  analysisOf,
  conclusionTitle,
  type Examination,
  examinationsOf,
  looksOf,
  seatOf,
} from '../examination/index.ts'
import { must } from '../kernel/index.ts'
import { type AnsweredPlanted, answeredIn, type House, lettersWith, policyOfSearch } from '../lead/index.ts'
import { userById } from '../people/index.ts'
import { type Candidate, candidatesOf, type SearchRecord } from '../search/index.ts'
import { jsonPart, type PacketPart } from './packet-part.ts'

/** Both examinations: who compared what under which letter, with which findings and reason, and which copies he was shown. */
export async function examinationPart(house: House, search: SearchRecord): Promise<PacketPart> {
  const { db } = house.storage
  const candidates = await candidatesOf(db, search.id)
  const orderSeed = search.end?.orderSeed
  const examinations = await examinationsOf(db, search.id)
  const { pack } = policyOfSearch(house, search)
  const facts = await Promise.all(
    examinations.map(async (one) => {
      const planted = await answeredIn(db, one)
      return {
        position: one.position,
        examiner: { id: one.examinerId, name: must(await userById(db, one.examinerId), 'examiner').name },
        certificateId: one.certificateId,
        conclusion: one.conclusion,
        conclusionInWords: conclusionTitle(one.conclusion, pack),
        bookingId: one.bookingId,
        features: one.features,
        reason: one.reason,
        answers: one.answers,
        displayUsed: one.display,
        analysis: await sealedAnalysis(house, one),
        sealedAt: one.sealedAt.toISOString(),
        copiesShown: await looksOf(db, { searchId: search.id, examinerId: one.examinerId }),
        ...letters(one, { candidates, orderSeed, planted }),
        // Faces of nobody in this examiner's list, by which his errors are measured; they are no candidates of the search.
        planted: planted.map(plantedFacts),
      }
    }),
  )
  return jsonPart(
    'examinations.json',
    'The sealed examinations: findings, reasons, the letters under which each examiner saw the candidates, and the faces of nobody that were planted among them.',
    { examinations: facts },
  )
}

/** The seat of an examiner and his letters; neither where the probe was unfit, and nobody was shown to him. */
function letters(
  one: Examination,
  of: {
    candidates: readonly Candidate[]
    orderSeed: Uint8Array | undefined
    planted: readonly AnsweredPlanted[]
  },
) {
  const { candidates, orderSeed, planted } = of
  const seat = seatOf(one)
  if (seat === undefined || orderSeed === undefined) return { letters: [] }
  const order = lettersWith(planted, { candidates, orderSeed, seat })
  return {
    seat,
    letters: order.flatMap(({ letter, candidate }) =>
      planted.some(({ id }) => id === candidate.personId)
        ? []
        : { letter, bookingId: candidate.bookingId, rank: candidate.rank },
    ),
  }
}

const plantedFacts = ({
  id,
  letter,
  conclusion,
  answer,
  picture,
  pool,
  bookedOn,
  sha256,
}: AnsweredPlanted) => ({
  ...{ id, letter, conclusion, ...answer },
  ...{ picture, drawnFrom: pool, givenAsBookedOn: bookedOn, sha256 },
})

/** What the examiner found in the probe alone; undefined in examinations from before that was sealed. */
async function sealedAnalysis({ storage }: House, one: Examination) {
  const sealed = await analysisOf(storage.db, one)
  if (sealed === undefined) return undefined
  const { suitability, visible, partly, limits, sealedAt } = sealed
  return { suitability, visible, partly, limits, sealedAt: sealedAt.toISOString() }
}
