import { awaitedSeconds, queueOf } from '../examination/index.ts'
import { isoDate } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import type { House } from './house.ts'
import type { Waiting } from './notice.ts'
import { maySign, openConflicts, waitsForMeeting } from './open-conflict.ts'

const short = (id: string) => id.slice(0, 8)

/** Second examinations that are assigned to this person. */
export async function examinerNotices(house: House, user: User): Promise<readonly Waiting[]> {
  const publishedSize = await house.ledger.size()
  const now = house.clock.now()
  const tasks = await queueOf(house.storage.db, { user, publishedSize, now })
  return tasks.flatMap(({ searchId, dueAt }) =>
    dueAt === undefined
      ? []
      : {
          ...{ key: `assigned:${searchId}:${dueAt.toISOString()}`, kind: 'assigned' as const },
          words: `The second examination of search ${short(searchId)} is assigned to you.`,
          ...{ to: `/examine/${searchId}`, dueOn: isoDate(dueAt), overdue: dueAt <= now },
        },
  )
}

/** Conflicts that wait for a signature of this person, or for somebody to record the meeting. */
export async function conflictNotices(house: House, user: User): Promise<readonly Waiting[]> {
  const supervises = user.roles.includes('supervisor')
  return (await openConflicts(house, user.agency.id)).flatMap((conflict): readonly Waiting[] => {
    const { search, resolutions } = conflict
    const n = resolutions.at(-1)?.n ?? 0
    const on = { to: `/conflicts/${search.id}`, dueOn: undefined, overdue: false }
    if (maySign(conflict, user)) {
      const words = `An agreed conclusion about search ${short(search.id)} waits for your signature.`
      return [{ key: `sign:${search.id}:${n}`, kind: 'sign', words, ...on }]
    }
    if (!supervises || search.requesterId === user.id || !waitsForMeeting(conflict)) return []
    const words = `Two examiners contradict each other on search ${short(search.id)}; nobody has recorded a meeting.`
    return [{ key: `meeting:${search.id}:${n}`, kind: 'meeting', words, ...on }]
  })
}

/** Second examinations of the agency that are late, or for which nobody is free. */
export async function secondNotices(house: House, user: User): Promise<readonly Waiting[]> {
  const now = house.clock.now()
  return (await awaitedSeconds(house.storage.db, user.agency.id)).flatMap(({ searchId, dueAt }) => {
    const late = dueAt !== undefined && dueAt <= now
    if (dueAt !== undefined && !late) return []
    return {
      ...{ key: `second:${searchId}:${dueAt?.toISOString() ?? 'nobody'}`, kind: 'second' as const },
      words: late
        ? `The second examination of search ${short(searchId)} is overdue.`
        : `Nobody is free to examine search ${short(searchId)} as the second.`,
      ...{ to: '/supervision', dueOn: dueAt && isoDate(dueAt), overdue: late },
    }
  })
}
