import {
  type Analysis,
  analysisOf,
  type Bench,
  type ConclusionChoice,
  conclusionScale,
  mayCompare,
  mayExamine,
} from '../../examination/index.ts'
import type { AgencyId, SearchId } from '../../kernel/index.ts'
import { caseFor, type ExaminedList, examinedList, onRecord, policyOfSearch } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { type Pictured, requestById, searchById } from '../../search/index.ts'
import type { Services } from '../services.ts'
import type { ShownPicture } from '../shown-picture.ts'
import { deskOfCase } from './case-desk.ts'

/** A task on an examiner's desk: a search, or a planted case, which nothing here tells from one. */
export type Desk = Pick<ExaminedList, 'shown'> & {
  readonly id: SearchId
  readonly agencyId: AgencyId
  /** What may be concluded of a candidate. */
  readonly scale: readonly ConclusionChoice[]
  readonly request: Pictured
  readonly bench: Bench
  readonly position: 1 | 2
  /** The sealed analysis of the probe; until there is one, no candidate is shown. */
  readonly analysis: Analysis | undefined
  /** Pictures of faces of nobody, by the id under which each stands in `shown`. */
  readonly planted: ReadonlyMap<string, ShownPicture>
}

const nothingYet: ExaminedList = { shown: [], planted: new Map() }

export type AskedDesk = { readonly user: User; readonly id: string; readonly candidates?: true }

/**
 * Lays a task on an examiner's desk, blind: the probe alone until its analysis is sealed, the candidates after that. Who asks for
 * `candidates` before is refused (ANALYSIS_MISSING). A refusal here is on record like any other.
 */
export async function openDesk(services: Services, asked: AskedDesk): Promise<Desk> {
  const planted = await caseFor(services.house, asked)
  if (planted) return deskOfCase(services, { ...asked, planted })
  const { house } = services
  const { user } = asked
  const { db } = house.storage
  const search = await searchById(db, asked.id as SearchId)
  return onRecord(house, { act: 'examine', user, search }, async () => {
    const may = asked.candidates ? mayCompare : mayExamine
    const { position } = await may(db, { user, search, clock: house.clock })
    const bench = { searchId: search.id, examinerId: user.id }
    const analysis = await analysisOf(db, bench)
    const list = analysis ? await examinedList(house, { search, bench }) : nothingYet
    const request = await requestById(db, search.requestId)
    const scale = conclusionScale(policyOfSearch(house, search).pack)
    return { id: search.id, agencyId: search.agencyId, scale, request, bench, position, analysis, ...list }
  })
}
