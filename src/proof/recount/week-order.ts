/** Number of an ISO week on one line of weeks, so that weeks can be compared over the turn of a year. */
export function weekOrdinal(isoWeekText: string): number {
  const year = Number(isoWeekText.slice(0, 4))
  const week = Number(isoWeekText.slice(6))
  // 4 January always lies in week 1 (ISO 8601); its Monday starts the count.
  const fourth = Date.UTC(year, 0, 4)
  const weekday = new Date(fourth).getUTCDay() || 7
  const firstMonday = fourth - (weekday - 1) * 86_400_000
  return Math.round((firstMonday / 86_400_000 + 3) / 7) + week - 1
}
