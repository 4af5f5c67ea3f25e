import { asId, type UserId } from '../../kernel/index.ts'
import type { Db, Tx } from '../../storage/index.ts'

export const parts = ['exam', 'practical'] as const
export type Part = (typeof parts)[number]

/** An exam or an exercise that was drawn for somebody, and how it ended. */
export type Attempt = {
  readonly id: string
  readonly userId: UserId
  readonly course: string
  readonly courseVersion: string
  readonly part: Part
  readonly itemsJson: string
  readonly startedAt: Date
  /** When its time is over; what is not handed in then was failed. */
  readonly endsAt: Date
  readonly result:
    | {
        readonly passed: boolean
        readonly endedAt: Date
        readonly answersJson: string
        readonly outcomeJson: string
      }
    | undefined
}

const withResults = (db: Db | Tx) =>
  db
    .selectFrom('training_attempts')
    .leftJoin('training_results', 'training_results.attempt_id', 'training_attempts.id')
    .selectAll('training_attempts')
    .select([
      'training_results.passed',
      'training_results.ended_at',
      'training_results.answers_json',
      'training_results.outcome_json',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof withResults>['executeTakeFirstOrThrow']>>

const toAttempt = (row: Row): Attempt => ({
  id: row.id,
  userId: asId(row.user_id),
  course: row.course,
  courseVersion: row.course_version,
  part: row.part as Part,
  itemsJson: row.items_json,
  startedAt: row.started_at,
  endsAt: row.ends_at,
  result:
    row.passed === null || row.ended_at === null
      ? undefined
      : {
          passed: row.passed,
          endedAt: row.ended_at,
          answersJson: row.answers_json ?? '',
          outcomeJson: row.outcome_json ?? '',
        },
})

/** All attempts of a user at a course, in the order in which they began. */
export async function attemptsOf(
  db: Db | Tx,
  of: { userId: UserId; course: string },
): Promise<readonly Attempt[]> {
  const rows = await withResults(db)
    .where('training_attempts.user_id', '=', of.userId)
    .where('training_attempts.course', '=', of.course)
    .orderBy('training_attempts.started_at')
    .execute()
  return rows.map(toAttempt)
}

/** An attempt by its id; undefined when there is none. */
export async function attemptById(db: Db | Tx, id: string): Promise<Attempt | undefined> {
  const row = await withResults(db).where('training_attempts.id', '=', id).executeTakeFirst()
  return row && toAttempt(row)
}

/** When an attempt was failed; undefined for one that was passed or still runs. */
export function failedAt(attempt: Attempt, now: Date): Date | undefined {
  if (attempt.result) return attempt.result.passed ? undefined : attempt.result.endedAt
  return attempt.endsAt <= now ? attempt.endsAt : undefined
}
