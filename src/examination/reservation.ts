import { asId, type SearchId, type UserId } from '../kernel/index.ts'
import type { Db, Tx } from '../storage/index.ts'
import { reservedByAnother } from './task-refusals.ts'

/** How long a first examination stays his who sealed his analysis of the probe: two days. */
const reservedMs = 2 * 86_400_000

/** Until when an examination stays his who sealed his analysis then. */
export const reservedUntil = (sealedAt: Date): Date => new Date(sealedAt.getTime() + reservedMs)

/** Whose analysis was sealed then or before has an examination no longer. */
export const lapsedBy = (now: Date): Date => new Date(now.getTime() - reservedMs)

/** Whose a first examination is while he compares, and until when nobody else takes it. */
type Reservation = { readonly examinerId: UserId; readonly until: Date }

/** Who began the examination of a search last; undefined where nobody did, or where it lapsed. */
async function reservationOf(
  db: Db | Tx,
  { searchId, now }: { searchId: SearchId; now: Date },
): Promise<Reservation | undefined> {
  const begun = await db
    .selectFrom('probe_analyses')
    .select(['examiner_id', 'sealed_at'])
    .where('search_id', '=', searchId)
    .orderBy('sealed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!begun) return undefined
  const until = reservedUntil(begun.sealed_at)
  return until <= now ? undefined : { examinerId: asId(begun.examiner_id), until }
}

/** Refuses RESERVED while a first examination is somebody else's, who began it: of two who compare at once one would lose his work. */
export async function freeToBegin(
  db: Db | Tx,
  { userId, ...of }: { userId: UserId; searchId: SearchId; now: Date },
): Promise<void> {
  const reserved = await reservationOf(db, of)
  if (reserved === undefined || reserved.examinerId === userId) return
  throw reservedByAnother(reserved.until)
}
