import { type Analysis, analysisOf, type Bench, mayCompare, mayExamine } from '../../examination/index.ts'
import { asId, type SearchId } from '../../kernel/index.ts'
import { type ExaminedList, examinedList, onRecord } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { requestById, type SearchRecord, type SearchRequest, searchById } from '../../search/index.ts'
import type { Services } from '../services.ts'

export type Desk = ExaminedList & {
  readonly search: SearchRecord
  readonly request: SearchRequest
  readonly bench: Bench
  readonly position: 1 | 2
  /** The sealed analysis of the probe; until there is one, no candidate is shown. */
  readonly analysis: Analysis | undefined
}

const nothingYet: ExaminedList = { shown: [], planted: new Map() }

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
    const list = analysis ? await examinedList(house, { search, bench }) : nothingYet
    const request = await requestById(db, search.requestId)
    return { search, request, bench, position, analysis, ...list }
  })
}
