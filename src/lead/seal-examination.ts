import { createHash } from 'node:crypto'
import {
  type CheckedFindings,
  type Examination,
  type ExaminationRefusalCode,
  type Examiner,
  examinationsOf,
  examinationsRequired,
  type Look,
  looksOf,
  recordExamination,
  type SealedConclusion,
} from '../examination/index.ts'
import {
  type CanonicalValue,
  canonicalJson,
  type ExaminationId,
  must,
  newId,
  Refused,
  type SearchId,
} from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import { candidatesOf, type SearchRecord } from '../search/index.ts'
import { isUniqueViolation, type Tx } from '../storage/index.ts'
import type { House } from './house.ts'
import type { ExaminedList } from './planted/examined-list.ts'
import { addPlantedAnswers, apart, type PlantedOutcome, plantedOutcome } from './planted/seal-planted.ts'
import { canaryNamed } from './watch/canaries.ts'
import { raiseAlarms } from './watch/raise-alarms.ts'

export type Sealed = {
  readonly examination: Examination
  readonly logIndex: number
  readonly complete: boolean
  /** Rank and similarity of each letter, shown only now that the conclusion cannot change. */
  readonly revealed: readonly {
    readonly letter: string
    readonly rank: number
    readonly similarity: number
  }[]
  /** Faces of nobody that stood among them, and whether the answer about each was right. */
  readonly planted: readonly PlantedOutcome[]
}

type Sealing = {
  readonly user: User
  readonly search: SearchRecord
  readonly examiner: Examiner
  readonly found: CheckedFindings
}

/**
 * Seals one conclusion: the row and its `review` entry in one transaction, then durable in the log. What was said of planted faces is no
 * part of it and is kept beside it, with an entry of its own.
 */
export async function sealExamination(
  house: House,
  seal: Sealing & { readonly list: ExaminedList },
): Promise<Sealed> {
  const { list } = seal
  const { found, planted } = apart(seal.found, list)
  const sealing = house.storage.transaction(async (tx) => {
    await addPlantedAnswers(house, { ...seal, tx, planted })
    return addExamination(house, { ...seal, found, tx })
  })
  const examination = await sealing.catch((error) => {
    throw isUniqueViolation(error) ? sealedMeanwhile() : error
  })
  const { index } = await house.ledger.settled(examination.entryId)
  return {
    examination,
    logIndex: index,
    complete: seal.examiner.position === examinationsRequired,
    revealed: list.shown.flatMap(({ letter, candidate: { personId, rank, similarity } }) =>
      list.planted.has(personId) ? [] : { letter, rank, similarity },
    ),
    planted: planted.map(plantedOutcome),
  }
}

/** Queues the `review` entry and records the examination, in the caller's transaction. Nothing planted is in the findings any more. */
export async function addExamination(house: House, of: Sealing & { readonly tx: Tx }): Promise<Examination> {
  const { tx, user, search, examiner, found } = of
  const { conclusion, chosen, features, reason, display } = found
  const answers = found.answers.map(({ candidate, ...answer }) => ({
    bookingId: candidate.bookingId,
    ...answer,
  }))
  const notes = createHash('sha256')
    .update(canonicalJson({ conclusion, reason, answers } as CanonicalValue))
    .digest('hex')
  const copies = (await looksOf(tx, { searchId: search.id, examinerId: user.id })).map(lookEntry)
  const entryId = await house.ledger.queue(tx, {
    type: 'review',
    unit: search.agencyId,
    ref: must(search.end, 'result of an examined search').entryId,
    fields: { exam: examiner.position, blind: true },
    // The log can be read by whoever examines second, so the conclusion is opened only by the entry `lead`.
    hidden: {
      examiner: user.id,
      dec: conclusion,
      chosen: chosen?.bookingId ?? 'none',
      notes,
      copies,
      ...displayField(display),
    },
  })
  const examination: Examination = {
    ...{ id: newId<ExaminationId>(), searchId: search.id, examinerId: user.id },
    ...{ position: examiner.position, certificateId: examiner.certificate.id },
    ...{ conclusion, bookingId: chosen?.bookingId, features, reason, answers, display, entryId },
    sealedAt: house.clock.now(),
  }
  await recordExamination(tx, examination)
  const act = { userId: user.id, agencyId: search.agencyId, searchId: search.id }
  await raiseAlarms(house, tx, { act, tripped: await canaryNamed(tx, chosen?.personId) })
  return examination
}

/** One value however many there are, so that their number is sealed too. */
const displayField = (display: CheckedFindings['display']): { display?: string } =>
  display === undefined ? {} : { display: [...new Set(display)].sort().join(' ') || 'none' }

const lookEntry = ({ copySha256, own, steps }: Look): CanonicalValue => ({
  copy: copySha256,
  own,
  steps: steps.map((step) => ({ ...step })),
})

export type SealedExamination = Examination & SealedConclusion

/** The sealed examinations of a search with the person each one concerns, first to second. */
export async function sealedExaminations(
  house: House,
  searchId: SearchId,
): Promise<readonly SealedExamination[]> {
  const candidates = await candidatesOf(house.storage.db, searchId)
  const examinations = await examinationsOf(house.storage.db, searchId)
  return examinations.map((examination) => ({
    ...examination,
    personId: candidates.find(({ bookingId }) => bookingId === examination.bookingId)?.personId,
  }))
}

export const sealedMeanwhile = () =>
  new Refused<ExaminationRefusalCode>({
    code: 'NOT_READY',
    reason: 'Another examiner sealed a conclusion at the same moment.',
    needed: 'Open the search again from the queue; your notes were not sealed.',
  })
