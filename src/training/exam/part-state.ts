import type { Course } from '../content/course.ts'
import { type Attempt, failedAt } from './attempt.ts'

/** How a part of a course, exam or exercise, stands for somebody. */
export type PartState =
  | { readonly is: 'open' }
  | { readonly is: 'running'; readonly attemptId: string; readonly endsAt: Date }
  | { readonly is: 'passed'; readonly attemptId: string; readonly at: Date; readonly holdsUntil: Date }
  | { readonly is: 'closed'; readonly why: string; readonly opensAt?: Date }

export type Waiting = {
  /** When the wait after the failures in a row is over; undefined when nothing is to be waited for. */
  readonly until: Date | undefined
  /** After two failures in a row the lessons must be read again; those read before this do not count. */
  readonly rereadSince: Date | undefined
}

const hourMs = 3_600_000

/** What the last failures in a row of one part mean. */
export function waitingAfter(course: Course, of: { attempts: readonly Attempt[]; now: Date }): Waiting {
  const ended = of.attempts.filter(
    (attempt) => attempt.result !== undefined || failedAt(attempt, of.now) !== undefined,
  )
  const lastPass = ended.findLastIndex(({ result }) => result?.passed === true)
  const failures = ended.slice(lastPass + 1)
  const last = failures.at(-1)
  const at = last && failedAt(last, of.now)
  if (at === undefined) return { until: undefined, rereadSince: undefined }
  const waits = course.waitHoursAfterFailures
  const hours = waits[Math.min(failures.length, waits.length) - 1] ?? 0
  const until = new Date(at.getTime() + hours * hourMs)
  return { until: until > of.now ? until : undefined, rereadSince: failures.length >= 2 ? at : undefined }
}

export type PartFacts = {
  readonly attempts: readonly Attempt[]
  /** Attempts that a certificate already rests on. */
  readonly used: ReadonlySet<string>
  readonly lessonsLeft: number
  /** Why no new certificate is to be had now, where that is so. */
  readonly barred: { readonly why: string; readonly opensAt: Date } | undefined
  readonly now: Date
}

/** Whether a part is open, runs, was passed, or why it is closed. */
export function partState(course: Course, facts: PartFacts): PartState {
  const { attempts, used, lessonsLeft, barred, now } = facts
  const running = attempts.find(({ result, endsAt }) => result === undefined && endsAt > now)
  if (running) return { is: 'running', attemptId: running.id, endsAt: running.endsAt }
  const passed = attempts.findLast(({ result }) => result?.passed === true)
  if (passed?.result && passed.courseVersion === course.version && !used.has(passed.id)) {
    const at = passed.result.endedAt
    const holdsUntil = new Date(at.getTime() + course.passHoldsDays * 24 * hourMs)
    if (holdsUntil > now) return { is: 'passed', attemptId: passed.id, at, holdsUntil }
  }
  if (barred) return { is: 'closed', ...barred }
  const { until } = waitingAfter(course, { attempts, now })
  if (until)
    return { is: 'closed', why: 'You failed it, and there is a time to wait and read.', opensAt: until }
  if (lessonsLeft > 0) {
    const lessons = lessonsLeft === 1 ? 'One lesson is' : `${lessonsLeft} lessons are`
    return { is: 'closed', why: `${lessons} still to be read.` }
  }
  return { is: 'open' }
}
