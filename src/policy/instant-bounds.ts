import { isIsoDate } from '../kernel/index.ts'

const instantForm = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/

/** Milliseconds of an exact instant in UTC such as 2026-03-02T12:00:00Z; undefined where the text is none. */
export function instantMs(text: string | undefined): number | undefined {
  const day = instantForm.exec(text ?? '')?.[1]
  if (text === undefined || day === undefined || !isIsoDate(day)) return undefined
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : ms
}

const dayMs = 86_400_000
const firstMs = (day: string | undefined): number | undefined =>
  day !== undefined && isIsoDate(day) ? Date.parse(day) : undefined

/** The first moment of a span that begins on a day or at an instant; undefined where the text is neither. */
export const beginsMs = (from: string | undefined): number | undefined => instantMs(from) ?? firstMs(from)

/** The first moment after a span: the last day still counts whole, an instant itself does not count any more. */
export function endsMs(to: string | undefined): number | undefined {
  const first = firstMs(to)
  return instantMs(to) ?? (first === undefined ? undefined : first + dayMs)
}

/**
 * Between which moments a request was made: one and the same where the instant is known, the whole day where only the
 * day is. Undefined where neither is known, or where the instant does not lie on the day.
 */
export function momentsOf(request: {
  onDate: string | undefined
  at?: string | undefined
}): { earliestMs: number; latestMs: number } | undefined {
  const first = firstMs(request.onDate)
  if (first === undefined) return undefined
  if (request.at === undefined) return { earliestMs: first, latestMs: first + dayMs - 1 }
  const ms = instantMs(request.at)
  if (ms === undefined || ms < first || ms >= first + dayMs) return undefined
  return { earliestMs: ms, latestMs: ms }
}
