import { createHash } from 'node:crypto'
import { canonicalJson, newId, Refused } from '../../kernel/index.ts'
import type { User } from '../../people/index.ts'
import type { Db, Tx } from '../../storage/index.ts'
import type { House } from '../house.ts'
import { type AreaPlace, areaKinds } from './area-holds.ts'
import type { NeighbourRefusalCode } from './neighbours.ts'

/** The area that an agency serves, as it was last set. */
export type ServiceArea = {
  readonly places: readonly AreaPlace[]
  readonly words: string
  readonly since: Date
}

const mostPlaces = 500
const longest = 100
const fewestWords = 20

/** The area of an agency; undefined where it never set one, and then no place is outside. */
export async function serviceArea(db: Db | Tx, agencyId: string): Promise<ServiceArea | undefined> {
  const row = await db
    .selectFrom('service_areas')
    .select(['places_json', 'words', 'set_at'])
    .where('agency_id', '=', agencyId)
    .orderBy('set_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { places: JSON.parse(row.places_json), words: row.words, since: row.set_at }
}

/** Sets the area of the user's agency anew, whole; without a place no incident is outside. Refuses AREA_INVALID. */
export async function setServiceArea(
  house: House,
  of: { readonly user: User; readonly places: readonly AreaPlace[]; readonly words: string },
): Promise<{ readonly logIndex: number }> {
  const { user } = of
  const places = checked(of.places)
  const words = of.words.trim()
  if (words.length < fewestWords)
    throw invalid(`The reason has ${words.length} characters; at least ${fewestWords} are needed.`)
  const content = canonicalJson({ places: places.map((one) => ({ ...one })), words })
  const entryId = await house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      ...{ type: 'tripwire', unit: user.agency.id, fields: { step: 'area', places: places.length } },
      hidden: { actor: user.id, content: createHash('sha256').update(content).digest('hex') },
    })
    await tx
      .insertInto('service_areas')
      .values({
        ...{ id: newId<string>(), agency_id: user.agency.id, places_json: JSON.stringify(places), words },
        ...{ set_by: user.id, entry_id: entry, set_at: house.clock.now() },
      })
      .execute()
    return entry
  })
  return { logIndex: (await house.ledger.settled(entryId)).index }
}

type Plain = { readonly kind: AreaPlace['kind']; readonly name: string; readonly state?: string }

function checked(given: readonly AreaPlace[]): readonly Plain[] {
  if (given.length > mostPlaces)
    throw invalid(`${given.length} places are listed; ${mostPlaces} is the limit.`)
  const places = given.map(({ kind, name, state }): Plain => {
    const named = { kind, name: name.trim() }
    return state?.trim() ? { ...named, state: state.trim() } : named
  })
  const wrong = places.find(({ kind, name, state = '' }) => {
    if (!areaKinds.includes(kind) || name === '' || name.length > longest || state.length > longest)
      return true
    return kind === 'postal-code' && !/^[A-Za-z0-9][A-Za-z0-9 -]*\*?$/.test(name)
  })
  if (wrong) throw invalid(`"${wrong.name.slice(0, 40)}" is no ${wrong.kind}.`)
  return [...new Map(places.map((one) => [canonicalJson({ ...one }), one])).values()]
}

const invalid = (reason: string) =>
  new Refused<NeighbourRefusalCode>({
    code: 'AREA_INVALID',
    reason,
    needed:
      'List municipalities, counties, states and postal codes such as 90012 or 900*, each with a name, and say why.',
  })
