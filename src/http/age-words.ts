/** How long before `today` a booking was, e.g. "5 y 7 m old"; both YYYY-MM-DD. */
export function ageWords(bookedOn: string, today: string): string {
  const part = (date: string, from: number, to: number) => Number(date.slice(from, to))
  const fullMonths =
    (part(today, 0, 4) - part(bookedOn, 0, 4)) * 12 +
    (part(today, 5, 7) - part(bookedOn, 5, 7)) -
    (part(today, 8, 10) < part(bookedOn, 8, 10) ? 1 : 0)
  const months = Math.max(0, fullMonths)
  if (months === 0) return 'less than a month old'
  const years = Math.floor(months / 12)
  return [years ? `${years} y` : '', months % 12 ? `${months % 12} m` : '', 'old'].filter(Boolean).join(' ')
}
