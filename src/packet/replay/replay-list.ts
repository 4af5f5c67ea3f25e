import { z } from 'zod'
import { asId } from '../../kernel/index.ts'
import { lettersWith } from '../../lead/index.ts'
import { checkCertificate, type RankedPerson, type SearchCertificate } from '../../matcher/index.ts'
import { type Packet, readJson } from '../read-packet.ts'
import { type Finding, finding, together } from './replay-report.ts'
import type { ReplayedTemplates } from './replay-templates.ts'

/** The list on record, as the matcher gives one. */
export const listOnRecord = ({ frozen }: Packet): readonly RankedPerson[] =>
  frozen.candidates.map(({ personId, bookingId, bookedOn, similarity }) => ({
    ...{ personId: asId(personId), bookingId: asId(bookingId), bookedOn },
    similarity: Number(similarity),
  }))

/** Similarity, order, ties and certificate of the list, from what the packet holds alone; and the letters that the examiners saw. */
export function replayList(packet: Packet, templates: ReplayedTemplates): Finding {
  const { frozen } = packet
  if (frozen.end.as !== 'done')
    return finding({
      notReplayed: [`ranking: the search ended without a list (${frozen.end.code ?? frozen.end.as})`],
      differences:
        frozen.candidates.length > 0 ? ['A search that ended without a list names candidates.'] : [],
    })
  const rows = listOnRecord(packet)
  const differences = frozen.candidates.flatMap(({ rank, similarity, bookingNumber }, at) => {
    const again = templates.similarities[at]
    return again !== undefined && String(again) === similarity && rank === at + 1
      ? []
      : [
          `Rank ${at + 1} (booking ${bookingNumber}): similarity ${String(again)}, on record ${similarity} at rank ${rank}.`,
        ]
  })
  // Zod let the members of the certificate pass as they are: checkCertificate trusts none of them.
  const certificate = frozen.end.certificate as unknown as SearchCertificate
  const { faults } = checkCertificate(certificate, {
    galleryRoot: frozen.gallery.root,
    modelId: asId(frozen.model.id),
    rowsInGallery: frozen.gallery.bookings,
    dimension: frozen.model.dimension,
    rows,
  })
  const held = finding({
    replayed: [
      `similarities: ${rows.length}, to the last bit, from the templates on record`,
      'ranking: order, ties and certificate of exactness of the list',
    ],
    differences: [...differences, ...faults.map((fault) => `Certificate of exactness: ${fault}.`)],
  })
  return together([held, replayLetters(packet)])
}

const examinationsSchema = z.object({
  examinations: z.array(
    z.object({
      position: z.int(),
      /** Missing in packets from before examiners had one, and where nobody was shown. */
      seat: z.string().optional(),
      conclusion: z.string(),
      letters: z.array(z.object({ letter: z.string(), bookingId: z.string(), rank: z.int() })),
      /** Faces of nobody among them; missing in packets from before any could be planted. */
      planted: z
        .array(z.object({ id: z.string(), letter: z.string(), givenAsBookedOn: z.string() }))
        .optional(),
    }),
  ),
})

/** The order in which each examiner saw the candidates follows from the sealed seed. */
function replayLetters(packet: Packet): Finding {
  const { frozen } = packet
  const { examinations } = readJson(
    { get: packet.part },
    { name: 'examinations.json', schema: examinationsSchema },
  )
  const candidates = frozen.candidates.map(({ rank, personId, bookingId, bookedOn, similarity }) => ({
    ...{ rank, personId: asId<never>(personId), bookingId: asId<never>(bookingId), bookedOn },
    similarity: Number(similarity),
  }))
  const orderSeed = Buffer.from(frozen.end.orderSeed ?? '', 'hex')
  const differing = examinations.filter((one) => {
    const { position, seat = String(position), conclusion, letters, planted = [] } = one
    if (conclusion === 'not-suitable' && letters.length === 0) return false
    const faces = planted.map(({ id, givenAsBookedOn: bookedOn }) => ({ id, bookedOn }))
    const again = lettersWith(faces, { candidates, orderSeed, seat })
    const said = new Map<string, string>([
      ...letters.map(({ letter, bookingId, rank }) => [letter, `${bookingId} ${rank}`] as const),
      ...planted.map(({ letter, id }) => [letter, id] as const),
    ])
    return (
      said.size !== again.length ||
      again.some(({ letter, candidate: { personId, bookingId, rank } }) =>
        faces.some(({ id }) => id === personId)
          ? said.get(letter) !== personId
          : said.get(letter) !== `${bookingId} ${rank}`,
      )
    )
  })
  return finding({
    replayed:
      examinations.length > 0
        ? [`letters: the order that ${examinations.length} examiners saw, from the sealed seed`]
        : [],
    differences: differing.map(
      ({ position }) => `Examiner ${position} is said to have seen another order than the seed gives.`,
    ),
  })
}
