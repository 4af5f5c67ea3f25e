import { type QueuedTask, queueOf } from '../../examination/index.ts'
import type { User } from '../../people/index.ts'
import type { Db } from '../../storage/index.ts'
import { casesInQueue } from './cases/cases-in-queue.ts'
import { plantingSetting } from './planting-setting.ts'

/** What waits for an examiner, planted cases among it, the longest wait first. Nothing tells a case from a search. */
export async function tasksFor(
  db: Db,
  asked: { user: User; publishedSize: number; now: Date },
): Promise<readonly QueuedTask[]> {
  const searches = await countsWithPlanted(db, { user: asked.user, tasks: await queueOf(db, asked) })
  return [...searches, ...(await casesInQueue(db, asked))].toSorted(
    (one, other) => one.waitingSince.getTime() - other.waitingSince.getTime(),
  )
}

/**
 * The tasks of a queue with as many candidates as the examiner will be given, planted faces counted: a list that grew when it is opened
 * would tell that something was put into it.
 */
async function countsWithPlanted(
  db: Db,
  { user, tasks }: { user: User; tasks: readonly QueuedTask[] },
): Promise<readonly QueuedTask[]> {
  const { faces } = await plantingSetting(db, user.agency.id)
  const opened = await db
    .selectFrom('probe_analyses')
    .leftJoin('planted_faces', (join) =>
      join
        .onRef('planted_faces.search_id', '=', 'probe_analyses.search_id')
        .onRef('planted_faces.examiner_id', '=', 'probe_analyses.examiner_id'),
    )
    .select(({ fn }) => ['probe_analyses.search_id', fn.count<string>('planted_faces.id').as('planted')])
    .where('probe_analyses.examiner_id', '=', user.id)
    .groupBy('probe_analyses.search_id')
    .execute()
  const planted = new Map(opened.map((row) => [row.search_id, Number(row.planted)]))
  return tasks.map((task) => ({
    ...task,
    candidateCount:
      task.candidateCount === 0 ? 0 : task.candidateCount + (planted.get(task.searchId) ?? faces),
  }))
}
