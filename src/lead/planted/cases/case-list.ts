import type { Bench, LetteredCandidate } from '../../../examination/index.ts'
import type { House } from '../../house.ts'
import { lettersWith, listNotLogged } from '../examined-list.ts'
import { caseAnalysis } from './case-end.ts'
import { type CaseFace, caseFaces, type PlantedCase } from './case-record.ts'

/** The list of a planted case as one examiner is given it, under letters of his own. */
export type CaseList = {
  readonly shown: readonly LetteredCandidate[]
  /** By the id under which each stands in `shown`; all of them. */
  readonly planted: ReadonlyMap<string, CaseFace>
}

/** The list of an examiner, once his analysis and what commits to the list stand in the published log. Refuses RESULT_NOT_LOGGED. */
export async function caseList(
  { storage, ledger }: Pick<House, 'storage' | 'ledger'>,
  { planted, bench }: { planted: PlantedCase; bench: Bench },
): Promise<CaseList> {
  const analysis = await caseAnalysis(storage.db, bench)
  const faces = await caseFaces(storage.db, bench)
  const entries = new Set([...(analysis ? [analysis.entryId] : []), ...faces.map(({ entryId }) => entryId)])
  for (const entryId of entries) if ((await ledger.find(entryId)) === undefined) throw listNotLogged()
  return {
    shown: lettersWith(faces, { candidates: [], orderSeed: planted.seed, seat: bench.examinerId }),
    planted: new Map(faces.map((one) => [one.id, one])),
  }
}

/** The order that the letters hid: by likeness to the still, as a search would have ranked them. */
export function rankedLetters({ shown, planted }: CaseList) {
  return shown
    .map(({ letter, candidate: { personId } }) => ({
      letter,
      similarity: planted.get(personId)?.similarity ?? Number.NaN,
    }))
    .toSorted((one, other) => other.similarity - one.similarity)
    .map((one, at) => ({ ...one, rank: at + 1 }))
}
