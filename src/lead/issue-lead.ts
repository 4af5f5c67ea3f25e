import { conclusionTitle, withdrawalOf } from '../examination/index.ts'
import { cropFace, stripePhoto } from '../face/index.ts'
import { bookingById, galleryStateNumbered } from '../gallery/index.ts'
import { asId, type EntryId, isoDate, type LeadId, must, newId, type PersonId } from '../kernel/index.ts'
import { agencyById, userById } from '../people/index.ts'
import { titleOf } from '../policy/index.ts'
import { parseVerifierKey, verifyTlogProof } from '../proof/index.ts'
import {
  candidatesOf,
  chosenFace,
  probeOf,
  readProbe,
  requestById,
  type SearchRecord,
  searchedFace,
} from '../search/index.ts'
import { isUniqueViolation } from '../storage/index.ts'
import type { House } from './house.ts'
import { type Lead, leadOfSearch, recordLead } from './lead-record.ts'
import type { LeadSheetFacts } from './lead-sheet-facts.ts'
import { strangerStudy } from './measure-strangers.ts'
import { shortened } from './on-record.ts'
import { permissionFacts } from './permission-facts.ts'
import { plantedLetters } from './planted/planted-letters.ts'
import { policyOfSearch } from './policy-of-search.ts'
import { preparedFacts } from './prepared-facts.ts'
import { certificateWords } from './reveal.ts'
import type { SealedExamination } from './seal-examination.ts'
import { strangerWords } from './stranger-words.ts'
import { type ComesTo, supported } from './what-it-comes-to.ts'

type Conclusion = ComesTo & { readonly search: SearchRecord }

const sheetPictureSizePx = 480
const dayMs = 86_400_000

/**
 * Issues what the examinations came to: with a lead sheet when it is a lead. Concluding twice gives the first
 * conclusion; a search that was withdrawn has none.
 */
export async function issueLead(house: House, conclusion: Conclusion): Promise<Lead | undefined> {
  const { search, decision } = conclusion
  const already = await leadOfSearch(house.storage.db, search.id)
  if (already) {
    // Who concludes at the same moment as another must not show what is not durable yet.
    await house.ledger.settled(already.entryId)
    return already
  }
  const id = newId<LeadId>()
  const request = await requestById(house.storage.db, search.requestId)
  const sheet = decision === 'lead' ? await makeSheet(house, { ...conclusion, leadId: id }) : undefined
  const issuedAt = house.clock.now()
  const dueDays = policyOfSearch(house, search).pack.outcomeDueDays
  const recording = house.storage.transaction(async (tx): Promise<Lead | undefined> => {
    // A search that was withdrawn at the same moment comes to nothing.
    if (await withdrawalOf(tx, search.id)) return undefined
    const entryId = await house.ledger.queue(tx, {
      type: 'lead',
      unit: search.agencyId,
      ref: search.entryId,
      fields: {
        ...{ dec: decision, said: saidBy(conclusion) },
        ...(conclusion.resolution ? { resolved: true } : {}),
      },
      hidden: {
        case: shortened(request.details.caseNumber ?? ''),
        ...(sheet === undefined ? {} : { sheet: sheet.sha256 }),
      },
    })
    const lead: Lead = {
      id,
      searchId: search.id,
      decision,
      personId:
        decision === 'lead'
          ? asId<PersonId>(must(supported(conclusion).personId, 'person of a lead'))
          : undefined,
      bookingId: decision === 'lead' ? supported(conclusion).bookingId : undefined,
      sheet,
      entryId,
      outcomeDueOn: decision === 'lead' ? isoDate(new Date(issuedAt.getTime() + dueDays * dayMs)) : undefined,
      issuedAt,
    }
    await recordLead(tx, { lead, agencyId: search.agencyId })
    return lead
  })
  const lead = await recording.catch(async (error) => {
    if (!isUniqueViolation(error)) throw error
    return must(await leadOfSearch(house.storage.db, search.id), 'lead that was issued meanwhile')
  })
  if (lead) await house.ledger.settled(lead.entryId)
  return lead
}

/** What a reader must know of two who first contradicted each other. */
const signedWords = ({
  resolution,
  examination,
}: Conclusion & { examination: SealedExamination }): string => {
  const signed = resolution?.signatures.find(({ examinerId }) => examinerId === examination.examinerId)
  if (!signed) return ''
  return `. The two examiners contradicted each other; on ${isoDate(signed.signedAt)}, after a meeting, this examiner signed that the candidate is supported`
}

/** What each examiner said, first to second; sealed until now. */
const saidBy = ({ first, second }: Conclusion) =>
  [first, second].flatMap((one) => (one === undefined ? [] : [one.conclusion]))

async function makeSheet(
  house: House,
  of: Conclusion & { leadId: LeadId },
): Promise<NonNullable<Lead['sheet']>> {
  const { bytes, pages } = await house.renderLeadSheet(await sheetFacts(house, of))
  const { blobId, sha256 } = await house.storage.blobs.put(bytes)
  return { blobId, sha256, pages }
}

async function sheetFacts(house: House, of: Conclusion & { leadId: LeadId }): Promise<LeadSheetFacts> {
  const { search, first } = of
  const second = must(of.second, 'second examination of a lead')
  const { storage, face } = house
  const request = await requestById(storage.db, search.requestId)
  const booking = await bookingById(storage, must(supported(of).bookingId, 'booking of a lead'))
  const bookingPhoto = await face.readPhoto(await storage.blobs.get(booking.photoBlobId))
  const probe = chosenFace(request).face
  const { pack } = policyOfSearch(house, search)
  const agency = must(await agencyById(storage.db, search.agencyId), 'agency of a search')
  return {
    agencyName: agency.name,
    demonstration: agency.demonstration,
    leadId: of.leadId,
    issuedAt: house.clock.now().toISOString(),
    caseNumber: request.details.caseNumber ?? '',
    crime: titleOf(pack.crimes, request.details.crime),
    purpose: titleOf(pack.purposes, request.details.purpose),
    requester: { name: must(await userById(storage.db, search.requesterId), 'requester').name },
    examiners: [
      await examinerFacts(house, { ...of, examination: first }),
      await examinerFacts(house, { ...of, examination: second }),
    ],
    person: { personId: booking.personId, bookingNumber: booking.bookingNumber, bookedOn: booking.bookedOn },
    probeImage: await cropFace(await readProbe(house, request), { face: probe, sizePx: sheetPictureSizePx }),
    bookingImage: await cropFace(stripePhoto(bookingPhoto), {
      face: booking.face,
      sizePx: sheetPictureSizePx,
    }),
    probeSha256: probeOf(request).sha256,
    ...(await preparedFacts(house, { search, sizePx: sheetPictureSizePx })),
    search: await searchFacts(house, search),
    ...(await permissionFacts(house, { search, request })),
    proof: await proofFacts(house, search.entryId),
    similarityNote: await similarityNote(house, {
      ...of,
      eyeDistancePx: searchedFace(request).face.eyeDistancePx,
    }),
  }
}

async function examinerFacts(house: House, of: Conclusion & { examination: SealedExamination }) {
  const { examination, search } = of
  const user = must(await userById(house.storage.db, examination.examinerId), 'examiner')
  return {
    name: user.name,
    certificateId: examination.certificateId,
    conclusion: `${conclusionTitle(examination.conclusion, policyOfSearch(house, search).pack)}${signedWords(of)}`,
    reason: examination.reason,
    sealedAt: examination.sealedAt.toISOString(),
    ...(await plantedLetters(house, examination)),
  }
}

async function searchFacts(house: House, search: SearchRecord): Promise<LeadSheetFacts['search']> {
  const end = must(search.end, 'end of a concluded search')
  const certificate = must(end.certificate, 'certificate of a concluded search')
  const logged = must(await house.ledger.find(search.entryId), 'search entry')
  const result = must(await house.ledger.find(end.entryId), 'result entry')
  return {
    id: search.id,
    logIndex: logged.index,
    resultIndex: result.index,
    rowsScanned: certificate.rowsScanned,
    persons: (await galleryStateNumbered(house.storage, search.galleryN)).persons,
    candidates: (await candidatesOf(house.storage.db, search.id)).length,
    galleryRoot: certificate.galleryRoot,
    modelName: house.face.model.name,
    modelId: certificate.modelId,
    certificateWords: certificateWords(certificate),
  }
}

async function proofFacts(house: House, entryId: EntryId): Promise<LeadSheetFacts['proof']> {
  const note = await house.ledger.checkpoint()
  const logged = must(await house.ledger.find(entryId), 'search entry')
  const { tlogProof, entryBytes } = await house.ledger.prove(entryId)
  const keys = [parseVerifierKey(house.ledger.vkey)]
  const { verified } = await verifyTlogProof({ text: tlogProof, entryBytes, keys })
  return { checkpoint: note, logSize: await house.ledger.size(), logIndex: logged.index, verified }
}

/** Where the candidate stood in the machine's list, and how often a stranger scores as high; no number that could be read as a probability. */
async function similarityNote(house: House, of: Conclusion & { eyeDistancePx: number }): Promise<string> {
  const candidates = await candidatesOf(house.storage.db, of.search.id)
  const found = must(
    candidates.find(({ personId }) => personId === supported(of).personId),
    'candidate of a lead',
  )
  const { eyeDistancePx } = of
  const study = await strangerStudy(house, must(of.search.end?.certificate, 'certificate').modelId)
  return (
    `The machine had put this candidate in place ${found.rank} of ${candidates.length}; the examiners did not know that. ` +
    strangerWords(study, { similarity: found.similarity, eyeDistancePx })
  )
}
