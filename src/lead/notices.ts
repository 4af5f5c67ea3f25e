import { isoDate } from '../kernel/index.ts'
import { dutiesOf, type User } from '../people/index.ts'
import { awaitedDecisions } from './awaited-decisions.ts'
import type { House } from './house.ts'
import type { Notice, Waiting } from './notice.ts'
import { conflictNotices, examinerNotices, secondNotices } from './notices-of-examination.ts'
import { outcomeNotices, returnedNotices } from './notices-of-leads.ts'

type Gather = (house: House, user: User) => Promise<readonly Waiting[]>

/** Everything that waits for a person, and `more` that a room above knows of; what is overdue first, then by the day on which it is due. */
export async function noticesOf(
  house: House,
  user: User,
  more: Gather = async () => [],
): Promise<readonly Notice[]> {
  const has = (...roles: readonly string[]) => user.roles.some((role) => roles.includes(role))
  const asked: readonly (readonly [boolean, Gather])[] = [
    [true, dutyNotices],
    [has('examiner', 'verifier'), examinerNotices],
    [has('examiner', 'verifier', 'supervisor'), conflictNotices],
    [has('supervisor'), secondNotices],
    [has('supervisor', 'programme-manager'), approvalNotices],
    [has('requester', 'supervisor'), outcomeNotices],
    [has('requester'), returnedNotices],
    [true, more],
  ]
  const waiting: Waiting[] = []
  for (const [mine, gather] of asked) if (mine) waiting.push(...(await gather(house, user)))
  const seen = await seenKeys(house, user)
  return waiting
    .map((one) => ({ ...one, seen: seen.has(one.key) }))
    .toSorted(
      (one, other) =>
        Number(other.overdue) - Number(one.overdue) ||
        (one.dueOn ?? '9999').localeCompare(other.dueOn ?? '9999'),
    )
}

/** Marks notices as looked at by this person. */
export async function markSeen(
  house: House,
  { user, keys }: { user: User; keys: readonly string[] },
): Promise<void> {
  if (keys.length === 0) return
  const seen_at = house.clock.now()
  await house.storage.db
    .insertInto('notice_views')
    .values(keys.map((notice_key) => ({ user_id: user.id, notice_key, seen_at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function seenKeys({ storage }: House, user: User): Promise<ReadonlySet<string>> {
  const rows = await storage.db
    .selectFrom('notice_views')
    .select('notice_key')
    .where('user_id', '=', user.id)
    .execute()
  return new Set(rows.map(({ notice_key }) => notice_key))
}

async function dutyNotices({ storage, clock }: House, user: User): Promise<readonly Waiting[]> {
  return (await dutiesOf(storage.db, { user, clock })).map(({ kind, dueOn, overdue }, at) => ({
    ...{ key: `${kind}:${dueOn}:${at}`, kind, to: '/oversight', dueOn, overdue },
    words:
      kind === 'attestation'
        ? 'A question about outside face search waits for your answer.'
        : 'The yearly declaration about outside face search waits for you.',
  }))
}

async function approvalNotices(house: House, user: User): Promise<readonly Waiting[]> {
  const awaited = await awaitedDecisions(house, user)
  return awaited.map(({ requestId, kind, title, caseNumber, dueAt, overdue, contentSha256 }) => ({
    ...{ key: `approval:${requestId}:${kind}:${contentSha256.slice(0, 12)}`, kind: 'approval' as const },
    words: `${title} waits for a decision, case ${caseNumber || 'without a number'}.`,
    ...{ to: '/policy/decisions', dueOn: dueAt && isoDate(dueAt), overdue },
  }))
}
