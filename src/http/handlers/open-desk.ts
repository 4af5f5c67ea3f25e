import {
  type Bench,
  type LetteredCandidate,
  letteredCandidates,
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
  readonly shown: readonly LetteredCandidate[]
}

/** Lays a search on an examiner's desk, blind. A refusal here is on record like any other. */
export async function openDesk({ house }: Services, asked: { user: User; id: string }): Promise<Desk> {
  const { user } = asked
  const { db } = house.storage
  const search = await searchById(db, asId<SearchId>(asked.id))
  return onRecord(house, { act: 'examine', user, search }, async () => {
    const { position } = await mayExamine(db, { user, search, clock: house.clock })
    const candidates = await loggedCandidates(house, search)
    const orderSeed = must(search.end?.orderSeed, 'order seed of a finished search')
    return {
      search,
      request: await requestById(db, search.requestId),
      bench: { searchId: search.id, examinerId: user.id },
      position,
      shown: letteredCandidates({ candidates, orderSeed, position }),
    }
  })
}
