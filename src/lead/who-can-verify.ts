import { awaitedSeconds, examinationsOf, inOrderOfAsking, type VerifierChoice } from '../examination/index.ts'
import { must, type UserId } from '../kernel/index.ts'
import { listUsers } from '../people/index.ts'
import type { SearchRecord } from '../search/index.ts'
import type { House } from './house.ts'

/**
 * The examiners and verifiers of the agency, in the order in which they are asked for the second examination of a search; whether each is
 * free to make it is asked of one after the other. `n` is the number of the asking, so that a second one draws another lot.
 */
export async function whoCanVerify(
  house: House,
  { search, n }: { search: SearchRecord; n: number },
): Promise<readonly UserId[]> {
  const { db } = house.storage
  const people = (await listUsers(db)).filter(({ agency }) => agency.id === search.agencyId)
  const [first] = await examinationsOf(db, search.id)
  const unit = people.find(({ id }) => id === first?.examinerId)?.unit
  const waiting = await awaitedSeconds(db, search.agencyId)
  const choices = people
    .filter(({ roles, closed }) => !closed && (roles.includes('examiner') || roles.includes('verifier')))
    .map(
      (user): VerifierChoice => ({
        userId: user.id,
        otherUnit: unit !== undefined && user.unit !== undefined && user.unit !== unit,
        verifier: user.roles.includes('verifier'),
        open: waiting.filter(({ examinerId }) => examinerId === user.id).length,
      }),
    )
  const orderSeed = must(search.end?.orderSeed, 'order seed of an examined search')
  return inOrderOfAsking(choices, { orderSeed, n }).map(({ userId }) => userId)
}
