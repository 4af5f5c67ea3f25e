import { createHash } from 'node:crypto'
import { canonicalJson, newId, Refused } from '../../kernel/index.ts'
import type { User } from '../../people/index.ts'
import type { Db, Tx } from '../../storage/index.ts'
import type { House } from '../house.ts'
import type { Neighbour } from './disguise-signs.ts'

export type NeighbourRefusalCode = 'NEIGHBOUR_INVALID' | 'AREA_INVALID'

type Row = { code: string; name: string; case_pattern: string | null; domains: string[]; places: string[] }

const toNeighbour = (row: Row): Neighbour => ({
  ...{ code: row.code, name: row.name, casePattern: row.case_pattern ?? undefined },
  ...{ domains: row.domains, places: row.places },
})

/** The other agencies that an agency told the house about; of each the last word counts. */
export async function neighboursOf(db: Db | Tx, agencyId: string): Promise<readonly Neighbour[]> {
  const rows = await db
    .selectFrom('neighbours')
    .select(['code', 'name', 'case_pattern', 'domains', 'places'])
    .where('agency_id', '=', agencyId)
    .orderBy('set_at')
    .execute()
  return [...new Map(rows.map((row) => [row.code, toNeighbour(row)])).values()]
}

/** Tells the house how requests of another agency look. Refuses NEIGHBOUR_INVALID. */
export async function setNeighbour(
  house: House,
  of: { readonly user: User; readonly neighbour: Neighbour },
): Promise<{ readonly logIndex: number }> {
  const { user } = of
  const neighbour = checked(of.neighbour, user.agency.id)
  const { code, name, casePattern, domains, places } = neighbour
  const content = canonicalJson({
    code,
    name,
    casePattern: casePattern ?? '',
    domains: [...domains],
    places: [...places],
  })
  const entryId = await house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      ...{ type: 'tripwire', unit: user.agency.id, fields: { step: 'neighbour' } },
      hidden: { actor: user.id, content: createHash('sha256').update(content).digest('hex') },
    })
    await tx
      .insertInto('neighbours')
      .values({
        ...{ id: newId<string>(), agency_id: user.agency.id, code, name, case_pattern: casePattern ?? null },
        ...{ domains: [...domains], places: [...places] },
        ...{ set_by: user.id, entry_id: entry, set_at: house.clock.now() },
      })
      .execute()
    return entry
  })
  return { logIndex: (await house.ledger.settled(entryId)).index }
}

const longest = 100
const mostWords = 200

function checked(neighbour: Neighbour, own: string): Neighbour {
  const words = (list: readonly string[]) => [
    ...new Set(list.map((one) => one.trim()).filter((one) => one !== '')),
  ]
  const trimmed: Neighbour = {
    code: neighbour.code.trim().toUpperCase(),
    name: neighbour.name.trim(),
    casePattern: neighbour.casePattern?.trim() || undefined,
    domains: words(neighbour.domains).map((domain) => domain.toLowerCase()),
    places: words(neighbour.places),
  }
  const { code, name, casePattern, domains, places } = trimmed
  if (code === own.toUpperCase()) throw invalid('It names your own agency.')
  if (!/^[A-Z][A-Z0-9-]{1,39}$/.test(code)) throw invalid(`"${code.slice(0, 40)}" is no code of an agency.`)
  if (name === '' || name.length > longest) throw invalid('It has no name.')
  if (casePattern !== undefined && !/[#@].*[#@]/.test(casePattern))
    throw invalid(`The pattern "${casePattern.slice(0, 40)}" has fewer than two signs that vary.`)
  const wrong = domains.find((domain) => !/^[a-z\d-]+(\.[a-z\d-]+)+$/.test(domain))
  if (wrong !== undefined) throw invalid(`"${wrong.slice(0, 40)}" is no domain.`)
  if (
    [...domains, ...places].length > mostWords ||
    places.some((place) => place.length < 3 || place.length > longest)
  )
    throw invalid('Places have 3 to 100 characters, and there are at most 200 places and domains.')
  return trimmed
}

const invalid = (reason: string) =>
  new Refused<NeighbourRefusalCode>({
    code: 'NEIGHBOUR_INVALID',
    reason,
    needed: 'Give a code such as BURBANK-PD, a name, a pattern such as BPD-##-####, domains and places.',
  })
