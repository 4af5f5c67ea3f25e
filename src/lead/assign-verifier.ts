import {
  type Assignment,
  type AssignmentCause,
  analysisOf,
  assignmentsOf,
  examinationsOf,
  freeToExamine,
  needsSecond,
  recordAssignment,
  withdrawalOf,
} from '../examination/index.ts'
import { isRefused, must, newId, type SearchId, type UserId } from '../kernel/index.ts'
import { standingOf, type User, userById } from '../people/index.ts'
import { verificationOf } from '../policy/index.ts'
import { type SearchRecord, searchById } from '../search/index.ts'
import { isUniqueViolation } from '../storage/index.ts'
import type { House } from './house.ts'
import { leadOfSearch } from './lead-record.ts'
import { shortened } from './on-record.ts'
import { policyOfSearch } from './policy-of-search.ts'
import { whoCanVerify } from './who-can-verify.ts'

const dayMs = 86_400_000

/** How the second examination of a search stands: who is to make it, or that nobody can be asked. */
export type SecondExamination = {
  readonly assignment: Assignment | undefined
  /** False where nobody but the one who is assigned, or nobody at all, is free to examine this search. */
  readonly somebodyFree: boolean
}

/**
 * Sees to it that the second examination of a search is assigned, if it has one: to the first who is free in the order of asking, and anew
 * where the one who was asked is late or not free any more. Undefined where no second examination is waited for.
 */
export async function assignVerifier(
  house: House,
  searchId: SearchId,
): Promise<SecondExamination | undefined> {
  const search = await searchById(house.storage.db, searchId)
  if (!(await waitsForSecond(house, search))) return undefined
  const asked = await assignmentsOf(house.storage.db, searchId)
  const last = asked.at(-1)
  const cause = last ? await causeToAskAnother(house, { search, last }) : 'first-sealed'
  if (cause === undefined) return { assignment: last, somebodyFree: true }
  const next = await askNext(house, { search, asked, cause })
  return { assignment: next ?? last, somebodyFree: next !== undefined }
}

/** Whether exactly one examination is sealed, the search has no end, and a second is asked for. */
export async function waitsForSecond(house: House, search: SearchRecord): Promise<boolean> {
  const { db } = house.storage
  const [first, second] = await examinationsOf(db, search.id)
  if (first === undefined || second !== undefined) return false
  if ((await leadOfSearch(db, search.id)) || (await withdrawalOf(db, search.id))) return false
  const orderSeed = must(search.end?.orderSeed, 'order seed of an examined search')
  const { sharePercent } = verificationOf(policyOfSearch(house, search).pack)
  return needsSecond({ orderSeed, conclusion: first.conclusion, sharePercent })
}

async function causeToAskAnother(
  house: House,
  { search, last }: { search: SearchRecord; last: Assignment },
): Promise<AssignmentCause | undefined> {
  if (!(await isFree(house, { search, userId: last.examinerId }))) return 'not-eligible'
  if (last.dueAt > house.clock.now()) return undefined
  // Who has begun and is late goes on; a supervisor may take it from him.
  const begun = await analysisOf(house.storage.db, { searchId: search.id, examinerId: last.examinerId })
  return begun ? undefined : 'overdue'
}

type Asking = {
  readonly search: SearchRecord
  /** Who was asked before, and is not asked again. */
  readonly asked: readonly Assignment[]
  readonly cause: AssignmentCause
  readonly by?: { readonly user: User; readonly reason: string }
}

/** Assigns the next who is free; undefined where nobody is. */
export async function askNext(house: House, asking: Asking): Promise<Assignment | undefined> {
  const { search, asked } = asking
  const before = new Set(asked.map(({ examinerId }) => examinerId))
  for (const userId of await whoCanVerify(house, { search, n: asked.length + 1 })) {
    if (before.has(userId) || !(await isFree(house, { search, userId }))) continue
    return assign(house, { ...asking, userId })
  }
  return undefined
}

async function isFree(house: House, of: { search: SearchRecord; userId: UserId }): Promise<boolean> {
  const { storage, clock } = house
  const user = must(await userById(storage.db, of.userId), 'user who was or may be assigned')
  if (standingOf(user, clock.now()) !== 'open') return false
  const asking = freeToExamine(storage.db, { user, search: of.search, clock })
  return asking.then(
    () => true,
    (error) => {
      if (isRefused(error)) return false
      throw error
    },
  )
}

async function assign(house: House, of: Asking & { userId: UserId }): Promise<Assignment> {
  const { search, asked, cause, by, userId } = of
  const now = house.clock.now()
  const { dueDays } = verificationOf(policyOfSearch(house, search).pack)
  const n = asked.length + 1
  const recording = house.storage.transaction(async (tx) => {
    const entryId = await house.ledger.queue(tx, {
      ...{ type: 'assign', unit: search.agencyId, fields: { n, why: cause } },
      ref: must(search.end, 'result of an examined search').entryId,
      hidden: {
        examiner: userId,
        ...(by === undefined ? {} : { actor: by.user.id, reason: shortened(by.reason) }),
      },
    })
    const assignment: Assignment = {
      ...{ id: newId(), searchId: search.id, n, examinerId: userId, cause, entryId },
      ...{ reason: by?.reason, assignedBy: by?.user.id },
      ...{ assignedAt: now, dueAt: new Date(now.getTime() + dueDays * dayMs) },
    }
    await recordAssignment(tx, assignment)
    return assignment
  })
  const assignment = await recording.catch(async (error) => {
    // Somebody else assigned at the same moment; what he wrote stands.
    if (!isUniqueViolation(error)) throw error
    return must((await assignmentsOf(house.storage.db, search.id))[n - 1], 'assignment made meanwhile')
  })
  await house.ledger.settled(assignment.entryId)
  return assignment
}
