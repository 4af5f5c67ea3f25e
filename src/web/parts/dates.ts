/** `2026-11-22` of an ISO instant, in UTC. */
export function dayOf(iso: string): string {
  return iso.slice(0, 10)
}

/** `2026-11-22 14:02Z`: an instant in UTC, to the minute. */
export function minuteOf(iso: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  return `${at.toISOString().slice(0, 16).replace('T', ' ')}Z`
}

/** `14:02:11Z`: the time of day in UTC, to the second. */
export function secondOf(at: Date): string {
  return `${at.toISOString().slice(11, 19)}Z`
}

/** Whole days from today (UTC) to a day `2026-12-01`; negative when it has passed. */
export function daysUntil(day: string, now: Date): number {
  const start = Date.parse(`${now.toISOString().slice(0, 10)}T00:00:00Z`)
  return Math.round((Date.parse(`${day}T00:00:00Z`) - start) / 86_400_000)
}

/** "in 12 days", "today", "3 days ago". */
export function daysInWords(days: number): string {
  if (days === 0) return 'today'
  const count = Math.abs(days)
  const unit = count === 1 ? 'day' : 'days'
  return days > 0 ? `in ${count} ${unit}` : `${count} ${unit} ago`
}
