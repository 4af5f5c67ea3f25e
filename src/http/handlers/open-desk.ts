import {
  type Analysis,
  analysisOf,
  type Bench,
  type LetteredCandidate,
  letteredCandidates,
  mayCompare,
  mayExamine,
} from '../../examination/index.ts'
import { asId, must, type SearchId } from '../../kernel/index.ts'
import { loggedCandidates, onRecord } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { requestById, type SearchRecord, type SearchRequest, searchById } from '../../search/index.ts'
import type { Services } from '../services.ts'

export type Desk = {
  readonly search: SearchRecord
  readonly request: SearchRequest
  readonly bench: Bench
  readonly position: 1 | 2
  /** The sealed analysis of the probe; until there is one, no candidate is shown. */
  readonly analysis: Analysis | undefined
  readonly shown: readonly LetteredCandidate[]
}

type Asked = { readonly user: User; readonly id: string; readonly candidates?: true }

/**
 * Lays a search on an examiner's desk, blind: the probe alone until its analysis is sealed, the candidates after that. Who asks for
 * `candidates` before is refused (ANALYSIS_MISSING). A refusal here is on record like any other.
 */
export async function openDesk({ house }: Services, asked: Asked): Promise<Desk> {
  const { user } = asked
  const { db } = house.storage
  const search = await searchById(db, asId<SearchId>(asked.id))
  return onRecord(house, { act: 'examine', user, search }, async () => {
    const may = asked.candidates ? mayCompare : mayExamine
    const { position } = await may(db, { user, search, clock: house.clock })
    const bench = { searchId: search.id, examinerId: user.id }
    const analysis = await analysisOf(db, bench)
    const candidates = analysis ? await loggedCandidates(house, search) : []
    const orderSeed = must(search.end?.orderSeed, 'order seed of a finished search')
    const request = await requestById(db, search.requestId)
    const shown = letteredCandidates({ candidates, orderSeed, seat: user.id })
    return { search, request, bench, position, analysis, shown }
  })
}
