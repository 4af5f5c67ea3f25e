import { newId, type UserId } from '../../kernel/index.ts'
import { courseByCode } from '../content/load-courses.ts'
import { refused } from '../refusal-code.ts'
import type { RecordHouse } from '../training-house.ts'

/** Records that somebody read a lesson to its end. Refuses COURSE_UNKNOWN, LESSON_UNKNOWN. */
export async function markRead(
  { storage, clock }: RecordHouse,
  of: { userId: UserId; course: string; lesson: string },
): Promise<void> {
  const course = await courseByCode(of.course)
  if (!course.lessons.includes(of.lesson)) throw lessonUnknown(of.lesson)
  await storage.db
    .insertInto('lesson_reads')
    .values({
      id: newId(),
      user_id: of.userId,
      course: course.code,
      course_version: course.version,
      lesson: of.lesson,
      read_at: clock.now(),
    })
    .execute()
}

export const lessonUnknown = (lesson: string) =>
  refused('LESSON_UNKNOWN', {
    reason: `There is no lesson ${lesson} in this course.`,
    needed: 'Choose one from the list of the course.',
  })
