import { plainCaseNumber } from '../../search/index.ts'

// The rules that watch the house's own use, each a function of plain facts. A wire says that something is worth a look; it accuses nobody
// and stops nothing.

/** Wires that can be strung or left slack; those of a planted person are always strung. */
export const settableWires = [
  'picture-in-two-cases',
  'case-reused',
  'outside-hours',
  'many-opened',
  'first-search',
  'resembles-staff',
  'resembles-figure',
] as const
export type SettableWire = (typeof settableWires)[number]

export const wires = ['canary-listed', 'canary-named', ...settableWires] as const
export type Wire = (typeof wires)[number]

export const wireTitles: Readonly<Record<Wire, string>> = {
  'canary-listed': 'A planted person headed a list',
  'canary-named': 'An examiner named a planted person',
  'picture-in-two-cases': 'One picture under two cases',
  'case-reused': 'One case number for two crimes',
  'outside-hours': 'A search outside duty hours',
  'many-opened': 'Many lists opened in an hour',
  'first-search': 'The first search of a person',
  'resembles-staff': 'A probe resembles a registered staff photograph',
  'resembles-figure': 'A probe resembles a registered public figure',
}

/** Duty hours as an agency's clock on the wall shows them; `until` before `from` runs over midnight. */
export type DutyHours = { readonly from: number; readonly until: number; readonly zone: string }

export type WireSetting = {
  readonly wires: readonly SettableWire[]
  readonly duty: DutyHours | undefined
  /** Lists opened by one person within an hour that count as many. */
  readonly manyInAnHour: number
  /** Similarity from which on a probe resembles a registered portrait; no probability of anything. */
  readonly resemblance?: number | undefined
}

/** What is known of a search at the moment it is permitted. */
export type SearchFacts = {
  readonly at: Date
  readonly emergency: boolean
  readonly caseNumber: string
  readonly crime: string
  /** Searches that this person asked for before. */
  readonly earlierSearches: number
  /** Case numbers of earlier searches of the same picture in the agency. */
  readonly casesOfPicture: readonly string[]
  /** Classes of crime of earlier searches with the same case number in the agency. */
  readonly crimesOfCase: readonly string[]
}

export type Tripped = { readonly rule: Wire; readonly words: string }

/** The wires that a permitted search trips. */
export function trippedBySearch(facts: SearchFacts, setting: WireSetting): readonly Tripped[] {
  const found: Readonly<Partial<Record<SettableWire, string | undefined>>> = {
    'picture-in-two-cases': pictureInTwoCases(facts),
    'case-reused': caseReused(facts),
    'outside-hours': setting.duty && outsideHours(facts, setting.duty),
    'first-search': firstSearch(facts),
  }
  return setting.wires.flatMap((rule) => {
    const words = found[rule]
    return words === undefined ? [] : [{ rule, words }]
  })
}

export function pictureInTwoCases({ caseNumber, casesOfPicture }: SearchFacts): string | undefined {
  const own = plainCaseNumber(caseNumber)
  const others = [...new Set(casesOfPicture.filter((other) => plainCaseNumber(other) !== own))]
  if (others.length === 0) return undefined
  return `The picture was searched before under ${others.slice(0, 5).join(', ')}; this search names ${caseNumber}.`
}

export function caseReused({ caseNumber, crime, crimesOfCase }: SearchFacts): string | undefined {
  const others = [...new Set(crimesOfCase.filter((other) => other !== crime))]
  if (others.length === 0) return undefined
  return `Case ${caseNumber} was ${others.join(', ')} in earlier searches and is ${crime} in this one.`
}

/** An emergency comes when it comes. */
export function outsideHours(
  { at, emergency }: Pick<SearchFacts, 'at' | 'emergency'>,
  duty: DutyHours,
): string | undefined {
  const hour = hourIn(at, duty.zone)
  const overMidnight = duty.until <= duty.from
  const onDuty = overMidnight
    ? hour >= duty.from || hour < duty.until
    : hour >= duty.from && hour < duty.until
  if (emergency || onDuty) return undefined
  return `Asked for in the hour from ${hour}:00 (${duty.zone}); duty is from ${duty.from}:00 to ${duty.until}:00.`
}

export const firstSearch = ({ earlierSearches }: SearchFacts): string | undefined =>
  earlierSearches === 0 ? 'This person never asked for a search before.' : undefined

/** `opened` is the number of lists and leads that one person opened for the first time within the last hour. */
export const manyOpened = (opened: number, { manyInAnHour }: WireSetting): string | undefined =>
  opened < manyInAnHour
    ? undefined
    : `${opened} lists or leads were opened within an hour; ${manyInAnHour} count as many.`

/** A case number without blanks and capitals, as declarations of names from elsewhere are kept by. */
export const sameCase = (caseNumber: string): string => caseNumber.replaceAll(/\s/g, '').toLowerCase()

export const hourIn = (at: Date, zone: string): number =>
  Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: zone }).format(at))
