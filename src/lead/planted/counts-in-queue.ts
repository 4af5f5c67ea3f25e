import type { QueuedTask } from '../../examination/index.ts'
import type { User } from '../../people/index.ts'
import type { Db } from '../../storage/index.ts'
import { plantingSetting } from './planting-setting.ts'

/**
 * The tasks of a queue with as many candidates as the examiner will be given, planted faces counted: a list that grew when it is opened
 * would tell that something was put into it.
 */
export async function countsWithPlanted(
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
