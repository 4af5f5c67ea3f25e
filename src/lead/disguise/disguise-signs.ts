import { type IncidentPlace, isNamed, placeWords, plainCaseNumber } from '../../search/index.ts'
import { type AreaPlace, areaHolds } from './area-holds.ts'

// Signs that a request serves somebody else than the agency that makes it. Each is a function of plain facts, told in words; a sign is no
// proof, and holds the request until a supervisor has looked.

/** Another agency, as a request that serves it would give it away. */
export type Neighbour = {
  readonly code: string
  readonly name: string
  /** How its case numbers look: # is a digit, @ a letter, everything else itself, e.g. `BPD-##-####`. */
  readonly casePattern: string | undefined
  /** Its mail and web domains. */
  readonly domains: readonly string[]
  /** Places that are in its area. */
  readonly places: readonly string[]
}

export type RequestWords = {
  readonly caseNumber: string
  readonly narrative: string
  readonly howObtained: string
}

export type DisguiseFacts = RequestWords & {
  /** Where it happened, as far as the request says so. */
  readonly place: IncidentPlace | undefined
  /** The area that the agency serves; undefined where it never set one. */
  readonly area: readonly AreaPlace[] | undefined
  readonly neighbours: readonly Neighbour[]
  /** Requests of other agencies at the desk, by their case numbers. */
  readonly atTheDesk: readonly {
    readonly n: number
    readonly askingAgency: string
    readonly caseNumber: string
  }[]
  /** Agencies on whose behalf the same picture was asked for before, and refused. */
  readonly pictureAskedFor: readonly string[]
}

export const signNames = [
  'case-number',
  'agency-named',
  'domain',
  'place',
  'outside-area',
  'at-the-desk',
  'picture-asked-for',
] as const
export type SignName = (typeof signNames)[number]
export type Sign = { readonly sign: SignName; readonly words: string }

/** Every sign that these facts show. */
export function disguiseSigns(facts: DisguiseFacts): readonly Sign[] {
  return [
    ...outsideArea(facts),
    ...facts.neighbours.flatMap((neighbour) => signsOf(neighbour, facts)),
    ...deskSigns(facts),
    ...[...new Set(facts.pictureAskedFor)].map(
      (agency): Sign => ({
        sign: 'picture-asked-for',
        words: `The same picture was asked for on behalf of ${agency} before, and refused.`,
      }),
    ),
  ]
}

/** Beside the words: a place that is named as such and that the area on record does not hold. */
function outsideArea({ place, area = [] }: DisguiseFacts): readonly Sign[] {
  if (area.length === 0 || !isNamed(place) || areaHolds(area, place)) return []
  const words = `The incident was in ${placeWords(place)}, which is not in the area that the agency serves.`
  return [{ sign: 'outside-area', words }]
}

function signsOf(
  neighbour: Neighbour,
  { caseNumber, narrative, howObtained, place }: DisguiseFacts,
): readonly Sign[] {
  const { code, name, casePattern } = neighbour
  const said = `${narrative}\n${howObtained}\n${placeWords(place ?? {})}`
  const found: (Sign | undefined)[] = [
    casePattern !== undefined && fits(caseNumber, casePattern)
      ? {
          sign: 'case-number',
          words: `The case number ${caseNumber} looks like one of ${name} (${casePattern}).`,
        }
      : undefined,
    [code, name].some((word) => namesWord(said, word))
      ? { sign: 'agency-named', words: `The request names ${name}.` }
      : undefined,
    ...neighbour.domains.map((domain): Sign | undefined =>
      namesDomain(said, domain)
        ? { sign: 'domain', words: `The image came by ${domain}, a domain of ${name}.` }
        : undefined,
    ),
    ...neighbour.places.map((place): Sign | undefined =>
      namesWord(said, place)
        ? { sign: 'place', words: `The request speaks of ${place}, which is in the area of ${name}.` }
        : undefined,
    ),
  ]
  return found.filter((sign) => sign !== undefined)
}

const deskSigns = ({ caseNumber, atTheDesk }: DisguiseFacts): readonly Sign[] =>
  atTheDesk
    .filter((asked) => plainCaseNumber(asked.caseNumber) === plainCaseNumber(caseNumber))
    .map(({ n, askingAgency }) => ({
      sign: 'at-the-desk',
      words: `${askingAgency} asked for a search with this case number: request ${n} at the desk.`,
    }))

/** Whether a case number looks like the pattern from its first sign to its last. */
export function fits(caseNumber: string, pattern: string): boolean {
  const given = caseNumber.trim().toLowerCase()
  const wanted = pattern.trim().toLowerCase()
  if (given.length !== wanted.length) return false
  return [...wanted].every((sign, at) => {
    const own = given[at] ?? ''
    if (sign === '#') return /\d/.test(own)
    return sign === '@' ? /[a-z]/.test(own) : sign === own
  })
}

/** Words count whole, and not as a part of a domain; capitals count for nothing, since people leave them out. */
const namesWord = (text: string, word: string): boolean =>
  word.trim() !== '' &&
  new RegExp(`(?<![\\p{L}\\d@.-])${escaped(word.trim())}(?![\\p{L}\\d@-]|\\.[\\p{L}\\d])`, 'iu').test(text)

/** Also as the end of a longer name: mail.burbank.example is of burbank.example, and notburbank.example is not. */
const namesDomain = (text: string, domain: string): boolean =>
  domain.trim() !== '' &&
  new RegExp(`(?<![a-z\\d-])${escaped(domain.trim())}(?![a-z\\d-]|\\.[a-z\\d])`, 'i').test(text)

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
