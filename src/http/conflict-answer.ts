import { conclusionTitle } from '../examination/index.ts'
import { bookingById } from '../gallery/index.ts'
import { must, type UserId } from '../kernel/index.ts'
import { isOneOfTwo, maySign, type OpenConflict, policyOfSearch, waitsForMeeting } from '../lead/index.ts'
import { type User, userById } from '../people/index.ts'
import type { Services } from './services.ts'

/** A conflict as a line of the list. */
export function conflictRow(conflict: OpenConflict, user: User) {
  return {
    ...{ searchId: conflict.search.id, sealedAt: conflict.second.sealedAt.toISOString() },
    waitsFor: waitsForMeeting(conflict) ? ('meeting' as const) : ('signatures' as const),
    ...{ mine: isOneOfTwo(conflict, user), maySign: maySign(conflict, user) },
  }
}

/** Both conclusions of a conflict, and what was recorded of it so far. */
export async function conflictAnswer(services: Services, of: { conflict: OpenConflict; user: User }) {
  const { conflict, user } = of
  const { search, first, second, resolutions } = conflict
  const { house } = services
  const { pack } = policyOfSearch(house, search)
  const path = `/api/conflicts/${search.id}`
  const numberOf = async (id: Parameters<typeof bookingById>[1]) =>
    (await bookingById(house.storage, id)).bookingNumber
  return {
    ...{ searchId: search.id, probeImageUrl: `${path}/probe` },
    ...{ mine: isOneOfTwo(conflict, user), maySign: maySign(conflict, user) },
    examinations: await Promise.all(
      [first, second].map(async ({ position, examinerId, conclusion, reason, bookingId }) => ({
        ...{ position, reason, examiner: await nameOf(services, examinerId) },
        conclusion: conclusionTitle(conclusion, pack),
        ...(bookingId && /-same-source$/.test(conclusion)
          ? {
              supports: {
                ...{ bookingId, bookingNumber: await numberOf(bookingId) },
                imageUrl: `${path}/candidates/${position}`,
              },
            }
          : {}),
      })),
    ),
    resolutions: await Promise.all(
      resolutions.map(async ({ n, outcome, reason, tookPart, ...one }) => ({
        ...{ n, outcome, reason, tookPart, recordedBy: await nameOf(services, one.recordedBy) },
        ...(one.bookingId ? { bookingNumber: await numberOf(one.bookingId) } : {}),
        recordedAt: one.recordedAt.toISOString(),
        logIndex: must(await house.ledger.find(one.entryId), 'entry of a resolution').index,
        signatures: await Promise.all(
          one.signatures.map(async ({ examinerId, agrees, signedAt }) => ({
            examiner: await nameOf(services, examinerId),
            ...{ agrees, signedAt: signedAt.toISOString() },
          })),
        ),
      })),
    ),
  }
}

const nameOf = async ({ house }: Services, id: UserId) =>
  must(await userById(house.storage.db, id), 'who examined or recorded').name
