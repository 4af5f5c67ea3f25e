import type { User } from '../../../people/index.ts'
import type { House } from '../../house.ts'
import { type PlantedCase, plantedCaseById } from './case-record.ts'
import { isGivenCases } from './may-take-case.ts'

/**
 * The planted case that an id means to this user; undefined where there is none for him. Every door that takes the id of a search asks, and
 * answers of a case as it would of a search that waits: otherwise the door would tell them apart.
 */
export async function caseFor(
  { storage, clock }: Pick<House, 'storage' | 'clock'>,
  { user, id }: { user: User; id: string },
): Promise<PlantedCase | undefined> {
  if (!isGivenCases(user)) return undefined
  return plantedCaseById(storage.db, { id, agencyId: user.agency.id, now: clock.now() })
}
