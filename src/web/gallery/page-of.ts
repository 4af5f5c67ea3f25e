/** The page number in an address; 1 for anything that is no page. */
export function readPage(text: string | null): number {
  return text !== null && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1
}

/** "page 2 of 7, 312 bookings". */
export function pageWords({ page, last, total }: { page: number; last: number; total: number }): string {
  const bookings = `${total.toLocaleString('en-US')} ${total === 1 ? 'booking' : 'bookings'}`
  return last === 1 ? bookings : `page ${page} of ${last}, ${bookings}`
}
