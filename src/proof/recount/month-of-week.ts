/**
 * The month in which an ISO week counts: that of its Thursday, as a week belongs to the year of its Thursday (ISO 8601). Entries
 * tell the week only. `2026-W01` gives `2026-01`; a week text that is not one gives undefined.
 */
export function monthOfWeek(week: string): string | undefined {
  const [, year, number] = /^(\d{4})-W(0[1-9]|[1-4]\d|5[0-3])$/.exec(week) ?? []
  if (year === undefined || number === undefined) return undefined
  // 4 January always lies in week 1.
  const fourth = new Date(Date.UTC(Number(year), 0, 4))
  const monday = fourth.getUTCDate() - ((fourth.getUTCDay() || 7) - 1)
  return new Date(Date.UTC(Number(year), 0, monday + 7 * (Number(number) - 1) + 3)).toISOString().slice(0, 7)
}
