/** As many agencies as a share can be named in percent. */
export const agencies = Array.from({ length: 100 }, (_, index) => `agency-${index}`)

const dates = Array.from({ length: 336 }, (_, index) => {
  const [year, month] = [2015 + Math.floor(index / 28 / 12), 1 + (Math.floor(index / 28) % 12)]
  return `${year}-${String(month).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`
})

export type RowFacts = {
  readonly agency: string
  readonly sex: string
  readonly bookedOn: string
  readonly ageAtBooking: number
}

/** What is recorded beside a template: spread over the rows as if by chance, always the same for a row. */
export function rowFacts(row: number): RowFacts {
  const mixed = Math.imul(row ^ (row >>> 15), 0x2c1b3c6d)
  const chance = (mixed ^ (mixed >>> 13)) >>> 0
  return {
    agency: agencies[chance % agencies.length] ?? '',
    sex: chance % 7 < 4 ? 'M' : 'F',
    bookedOn: dates[chance % dates.length] ?? '',
    ageAtBooking: 18 + (chance % 50),
  }
}
