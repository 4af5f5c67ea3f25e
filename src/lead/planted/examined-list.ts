import { type Bench, type LetteredCandidate, letteredCandidates } from '../../examination/index.ts'
import { asId, type BookingId, must, type PersonId, Refused } from '../../kernel/index.ts'
import type { Candidate, SearchRecord } from '../../search/index.ts'
import type { House } from '../house.ts'
import { type LoggedListCode, loggedCandidates } from '../logged-candidates.ts'
import { type PlantedFace, plantedIn } from './planted-record.ts'

/** The list as one examiner is given it: the candidates of the search and the faces planted among them, under letters of his own. */
export type ExaminedList = {
  readonly shown: readonly LetteredCandidate[]
  /** By the id under which each stands in `shown`. */
  readonly planted: ReadonlyMap<string, PlantedFace>
}

/**
 * The list of an examiner, once the result of the search and what is planted in it both stand in the published log. Refuses
 * RESULT_NOT_LOGGED.
 */
export async function examinedList(
  house: Pick<House, 'storage' | 'ledger'>,
  { search, bench }: { search: SearchRecord; bench: Bench },
): Promise<ExaminedList> {
  const candidates = await loggedCandidates(house, search)
  const planted = await plantedIn(house.storage.db, bench)
  const [first] = planted
  if (first !== undefined && (await house.ledger.find(first.entryId)) === undefined) throw listNotLogged()
  return {
    shown: lettersWith(planted, {
      candidates,
      orderSeed: must(search.end?.orderSeed, 'order seed of a finished search'),
      seat: bench.examinerId,
    }),
    planted: new Map(planted.map((one) => [one.id, one])),
  }
}

type Order = Parameters<typeof letteredCandidates>[0]

/** The letters of a list in which faces are planted: one order for all, in which a planted face stands by its id. */
export const lettersWith = (
  planted: readonly Pick<PlantedFace, 'id' | 'bookedOn'>[],
  { candidates, ...order }: Order,
): readonly LetteredCandidate[] =>
  letteredCandidates({ ...order, candidates: [...candidates, ...planted.map(amongCandidates)] })

/** No search ranked it, and no booking is its: whoever reads rank or similarity has taken it for a candidate. */
const amongCandidates = ({ id, bookedOn }: Pick<PlantedFace, 'id' | 'bookedOn'>): Candidate => ({
  ...{ rank: Number.NaN, similarity: Number.NaN, bookedOn },
  ...{ personId: asId<PersonId>(id), bookingId: asId<BookingId>(id) },
})

export const listNotLogged = () =>
  new Refused<LoggedListCode>({
    code: 'RESULT_NOT_LOGGED',
    reason: 'Your list does not stand in the published log yet, so nobody may see it.',
    needed: 'Try again in a moment; if it lasts, the log waits for its witnesses (casebound log witnesses).',
  })
