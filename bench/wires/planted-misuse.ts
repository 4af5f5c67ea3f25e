import sharp from 'sharp'
import { must } from '../../src/kernel/index.ts'
import type { Wire } from '../../src/lead/index.ts'
import { crimes, type SearchAct } from './ordinary-work.ts'
import { type Pictures, plantedPersons, portraits } from './work-pictures.ts'

// Misuse with a known truth, of each wire several sorts, also sorts that its rule cannot see. It happens after the ordinary work, so that
// no ordinary search trips over it.

/** A search that ought to trip a wire; `sort` says how it is gone about. */
export type Misuse = {
  readonly wire: Wire
  readonly sort: string
  readonly picture: Uint8Array
  readonly caseNumber: string
  readonly crime: string
  /** Hour on the agency's wall. */
  readonly hour: number
  /** By an account that never searched before. */
  readonly newcomer: boolean
}

/** How somebody changes a picture so that it is not the same file. */
export const changes: readonly {
  readonly sort: string
  readonly of: (bytes: Uint8Array) => Promise<Uint8Array>
}[] = [
  { sort: 'the same file', of: async (bytes) => bytes },
  { sort: 'saved again', of: (bytes) => sharp(bytes).jpeg({ quality: 50 }).toBuffer() },
  { sort: 'at 70 % of its size', of: (bytes) => resized(bytes, 0.7) },
  { sort: 'brighter', of: (bytes) => sharp(bytes).modulate({ brightness: 1.25 }).jpeg().toBuffer() },
  { sort: 'a tenth cut off', of: (bytes) => cut(bytes, 0.1) },
  { sort: 'mirrored', of: (bytes) => sharp(bytes).flop().jpeg({ quality: 85 }).toBuffer() },
]

/** How somebody writes a number that is taken. */
export const spellings: readonly { readonly sort: string; readonly of: (number: string) => string }[] = [
  { sort: 'the same number', of: (number) => number },
  { sort: 'in small letters', of: (number) => number.toLowerCase() },
  { sort: 'with blanks', of: (number) => number.replace('-', ' - ') },
  { sort: 'without its hyphen', of: (number) => number.replace('-', '') },
]

const ofEach = 6
const times = Array.from({ length: ofEach }, (_, at) => at)

/** Everything that is planted, after the searches of the ordinary work. */
export async function plantedMisuse(
  pictures: Pictures,
  of: { readonly searches: readonly SearchAct[]; readonly freshFrom: number },
): Promise<readonly Misuse[]> {
  let [fresh, numbers] = [of.freshFrom, 0]
  const still = () => pictures.read('still', fresh++)
  const plain = { hour: 11, newcomer: false, crime: 'robbery' }
  const own = () => `RHD27-${200_000 + numbers++ * 7}`
  const earlier = (at: number) => must(of.searches[Math.floor(at * (of.searches.length / 40))], 'search')
  const planted: Misuse[] = []
  for (const kind of ['planted-booking', 'planted-still'] as const)
    for (let at = 0; at < plantedPersons; at++) {
      const sort = kind === 'planted-booking' ? 'with the booking picture' : 'with another picture of him'
      const picture = await pictures.read(kind, at)
      planted.push({ ...plain, wire: 'canary-listed', sort, picture, caseNumber: own() })
    }
  for (const [way, { sort, of: change }] of changes.entries())
    for (const at of times) {
      const picture = await change(await pictures.read('still', earlier(way * ofEach + at).picture))
      planted.push({ ...plain, wire: 'picture-in-two-cases', sort, picture, caseNumber: own() })
    }
  for (const [way, { sort, of: spell }] of spellings.entries())
    for (const at of times) {
      const { caseNumber, crime } = earlier(way * ofEach + at + 3)
      const other = must(
        crimes.find((one) => one !== crime),
        'another crime',
      )
      const wire = 'case-reused'
      planted.push({
        ...plain,
        wire,
        sort,
        picture: await still(),
        caseNumber: spell(caseNumber),
        crime: other,
      })
    }
  for (const hour of [0, 1, 2, 3, 4, 5, 10, 12, 14, 16, 18, 20]) {
    const sort = hour < 6 ? 'at night' : 'by day, in his free time'
    planted.push({ ...plain, wire: 'outside-hours', sort, picture: await still(), caseNumber: own(), hour })
  }
  for (const _ of times) {
    const sort = 'by an account that never searched'
    const asked = { picture: await still(), caseNumber: own(), newcomer: true }
    planted.push({ ...plain, wire: 'first-search', sort, ...asked })
  }
  for (let at = 0; at < portraits.staff + portraits.figures; at++) {
    const picture = await pictures.read('portrait-still', at)
    const wire = at < portraits.staff ? 'resembles-staff' : 'resembles-figure'
    planted.push({ ...plain, wire, sort: 'with another picture of the person', picture, caseNumber: own() })
  }
  return planted
}

/** Stills that the planted searches need beside those of the ordinary work. */
export const freshStills = spellings.length * ofEach + 12 + ofEach

async function resized(bytes: Uint8Array, share: number): Promise<Uint8Array> {
  const { width = 0 } = await sharp(bytes).metadata()
  return sharp(bytes)
    .resize({ width: Math.round(width * share) })
    .jpeg()
    .toBuffer()
}

async function cut(bytes: Uint8Array, share: number): Promise<Uint8Array> {
  const { width = 0, height = 0 } = await sharp(bytes).metadata()
  const [left, top] = [Math.round((width * share) / 2), Math.round((height * share) / 2)]
  const place = { left, top, width: width - 2 * left, height: height - 2 * top }
  return sharp(bytes).extract(place).jpeg().toBuffer()
}
