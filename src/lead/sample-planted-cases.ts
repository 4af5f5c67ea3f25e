import { randomBytes } from 'node:crypto'
import { must, type SearchId } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import { searchById } from '../search/index.ts'
import type { House } from './house.ts'
import type { ScratchClock } from './open-scratch-house.ts'
import { caseList } from './planted/cases/case-list.ts'
import { type PlantedCase, plantedCaseById } from './planted/cases/case-record.ts'
import { hasMate } from './planted/cases/draw-case.ts'
import { plantCase } from './planted/cases/plant-case.ts'
import { searchFor } from './sample-requests.ts'

export { isDue } from './planted/cases/draw-case.ts'

// For tests only: planted cases at once, whatever the lot says.

/** A case planted after a new search of this user, when it stands in the queue; `mate` asks for one with its person in the list, or without. */
export async function plantedCase(
  house: House,
  { user, clock, mate }: { user: User; clock: ScratchClock; mate?: boolean },
): Promise<PlantedCase> {
  for (;;) {
    const { searchId } = await searchFor(house, user)
    const search = await searchById(house.storage.db, searchId)
    await house.cases.idle()
    const planted =
      (await caseAfter(house, searchId)) ??
      must(await plantCase(house, search, seedWith(mate)), 'planted case')
    await house.ledger.settled(planted.entryId)
    clock.goOn(0.2)
    const rows = await house.storage.db
      .selectFrom('planted_case_faces')
      .select('id')
      .where('case_id', '=', planted.id)
      .where('is_mate', '=', true)
      .execute()
    if (mate === undefined || mate === rows.length > 0) return planted
  }
}

/** A seed whose lot puts the mate into the list, or leaves it out. */
function seedWith(mate: boolean | undefined): Uint8Array<ArrayBuffer> {
  for (;;) {
    const seed = new Uint8Array(randomBytes(32))
    if (mate === undefined || hasMate(seed) === mate) return seed
  }
}

async function caseAfter(house: House, searchId: SearchId): Promise<PlantedCase | undefined> {
  const row = await house.storage.db
    .selectFrom('planted_cases')
    .select(['id', 'agency_id', 'shown_from'])
    .where('after_search_id', '=', searchId)
    .executeTakeFirst()
  return (
    row && plantedCaseById(house.storage.db, { id: row.id, agencyId: row.agency_id, now: row.shown_from })
  )
}

/** The letters of a planted case as this examiner sees them: of its mate, and of the others. */
export async function lettersOfCase(
  house: House,
  { planted, user }: { planted: PlantedCase; user: User },
): Promise<{ mate: string | undefined; others: readonly string[] }> {
  const list = await caseList(house, { planted, bench: { searchId: planted.id, examinerId: user.id } })
  const isMate = (id: string) => list.planted.get(id)?.isMate === true
  const of = (wanted: boolean) =>
    list.shown.filter(({ candidate }) => isMate(candidate.personId) === wanted).map(({ letter }) => letter)
  return { mate: of(true)[0], others: of(false) }
}
