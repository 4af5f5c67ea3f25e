import { asId, type EntryId, must, type SearchId } from '../../../kernel/index.ts'
import { searchById } from '../../../search/index.ts'
import { type BackgroundWork, faultOf } from '../../background-work.ts'
import { plantingSetting } from '../planting-setting.ts'
import { isDue } from './draw-case.ts'
import { type PlantingHouse, plantCase } from './plant-case.ts'
import { withdrawCases } from './withdraw-cases.ts'

/** Plants cases in the background, after searches whose lot fell. Nobody who searches or examines waits for it. */
export type CaseKeeper = {
  /** Asks it to see what is due; it does so at once, or after what it is about. */
  look(): void
  /** Resolves when it has nothing to do. */
  idle(): Promise<void>
  /** Why the last case was not planted; undefined where all were. */
  fault(): BackgroundWork['fault']
  /** Ends after the case it is about; what is due then is planted after the next start. */
  stop(): Promise<void>
}

export function createCaseKeeper(house: PlantingHouse): CaseKeeper {
  let running: Promise<void> | undefined
  let asked = false
  let stopped = false
  let fault: BackgroundWork['fault']
  const run = async () => {
    while (asked && !stopped) {
      asked = false
      try {
        await house.storage.actingFor(undefined, () => plantDue(house, () => stopped))
        fault = undefined
      } catch (error) {
        fault = faultOf(error)
      }
    }
    running = undefined
  }
  const idle = async () => running
  return {
    look: () => {
      asked = true
      running ??= run()
    },
    ...{ idle, fault: () => fault },
    stop: () => {
      stopped = true
      return idle()
    },
  }
}

/** Plants what is due in each agency that ever set it, and takes out of the queue what waited too long. */
async function plantDue(house: PlantingHouse, isStopped: () => boolean): Promise<void> {
  const agencies = await house.storage.db
    .selectFrom('planting_settings')
    .select('agency_id')
    .distinct()
    .execute()
  for (const { agency_id } of agencies)
    await house.storage.actingFor(agency_id, () => plantDueIn(house, { agencyId: agency_id, isStopped }))
}

async function plantDueIn(
  house: PlantingHouse,
  { agencyId, isStopped }: { agencyId: string; isStopped: () => boolean },
): Promise<void> {
  const { cases, since } = await plantingSetting(house.storage.db, agencyId)
  await withdrawCases(house, { agencyId, cases })
  if (cases === 0) return
  for (const id of await dueSearches(house, { agencyId, cases, since: must(since, 'day of a setting') })) {
    if (isStopped()) return
    const planted = await plantCase(house, await searchById(house.storage.db, id))
    if (planted) await house.ledger.settled(asId<EntryId>(planted.entryId))
  }
}

/** What a stop cut off is planted within a day, or not at all. */
const latestMs = 86_400_000

async function dueSearches(
  { storage, clock }: PlantingHouse,
  of: { agencyId: string; cases: number; since: Date },
): Promise<readonly SearchId[]> {
  const rows = await storage.db
    .selectFrom('searches')
    .innerJoin('search_results', 'search_results.search_id', 'searches.id')
    .leftJoin('planted_cases', 'planted_cases.after_search_id', 'searches.id')
    .select(['searches.id', 'search_results.order_seed'])
    .where('searches.agency_id', '=', of.agencyId)
    .where('search_results.ended_as', '=', 'done')
    .where('search_results.created_at', '>=', of.since)
    .where('search_results.created_at', '>', new Date(clock.now().getTime() - latestMs))
    .where('planted_cases.id', 'is', null)
    .orderBy('search_results.created_at')
    .execute()
  return rows
    .filter(({ order_seed }) => order_seed !== null && isDue(order_seed, of.cases))
    .map(({ id }) => asId<SearchId>(id))
}
