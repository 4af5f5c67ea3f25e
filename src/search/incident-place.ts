/** Where an incident was, as a requester says it; in the parts that people file it by. */
export type IncidentPlace = {
  readonly municipality?: string | undefined
  readonly county?: string | undefined
  /** As the agency writes it: a name, or two letters. */
  readonly state?: string | undefined
  readonly postalCode?: string | undefined
}

/** Whether anything of it is said. */
export const isNamed = (place: IncidentPlace | undefined): place is IncidentPlace =>
  Object.values(place ?? {}).some((part) => (part ?? '').trim() !== '')

/** The place in one line, e.g. `Burbank, Los Angeles County, CA 91502`; empty where nothing is said. */
export function placeWords({ municipality, county, state, postalCode }: IncidentPlace): string {
  const ofCounty = county?.trim() ? `${county.trim().replace(/ county$/i, '')} County` : ''
  const last = [state, postalCode].map((part) => part?.trim() ?? '').filter((part) => part !== '')
  return [municipality?.trim() ?? '', ofCounty, last.join(' ')].filter((part) => part !== '').join(', ')
}
