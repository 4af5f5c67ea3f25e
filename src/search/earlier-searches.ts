import { sql } from 'kysely'
import type { AgencyId } from '../kernel/index.ts'
import { samePictureBits } from '../preparation/index.ts'
import type { Db, Tx } from '../storage/index.ts'
import type { RequestDetails } from './search-request.ts'

export type OfPicture = {
  readonly agencyId: AgencyId
  readonly probeSha256: string
  readonly perceptualHash: string
}

/** What an earlier search said of its case. */
export type EarlierCase = { readonly caseNumber: string; readonly crime: string }

/** Searches with the same file, or with an original or a working copy that looks the same, however they ended. */
export const searchesOfPicture = (db: Db | Tx, of: OfPicture) =>
  db
    .selectFrom('searches')
    .innerJoin('requests', 'requests.id', 'searches.request_id')
    .leftJoin('search_probes', 'search_probes.search_id', 'searches.id')
    .where('searches.agency_id', '=', of.agencyId)
    .where((where) =>
      where.or([
        where('requests.probe_sha256', '=', of.probeSha256),
        looksAlike('perceptual_hash', of.perceptualHash),
        looksAlike('copy_perceptual_hash', of.perceptualHash),
      ]),
    )

const looksAlike = (column: 'perceptual_hash' | 'copy_perceptual_hash', hash: string) =>
  sql<boolean>`bit_count(('x' || ${sql.ref(`search_probes.${column}`)})::bit(64) # ('x' || ${hash}::text)::bit(64)) <= ${samePictureBits}`

/** What earlier searches of this picture said of their cases. */
export async function earlierCasesOfPicture(db: Db | Tx, of: OfPicture): Promise<readonly EarlierCase[]> {
  const rows = await searchesOfPicture(db, of).select('requests.details_json').execute()
  return rows.map(toCase)
}

/** A case number without blanks, hyphens and capitals: how people vary it, by accident or not. */
export const plainCaseNumber = (caseNumber: string): string =>
  caseNumber.replaceAll(/[\s-]/g, '').toLowerCase()

/** What earlier searches of the agency said that name this case number, however they spell it. */
export async function earlierSearchesOfCase(
  db: Db | Tx,
  of: { agencyId: AgencyId; caseNumber: string },
): Promise<readonly EarlierCase[]> {
  const plain = plainCaseNumber(of.caseNumber)
  const named = `"casenumber":${JSON.stringify(plain)}`
  const rows = await db
    .selectFrom('searches')
    .innerJoin('requests', 'requests.id', 'searches.request_id')
    .where('searches.agency_id', '=', of.agencyId)
    .where(sql<boolean>`position(${named}::text in translate(lower(requests.details_json), ' -', '')) > 0`)
    .select('requests.details_json')
    .execute()
  // A narrative may hold the very words; only the member itself counts.
  return rows.map(toCase).filter(({ caseNumber }) => plainCaseNumber(caseNumber) === plain)
}

const toCase = (row: { details_json: string }): EarlierCase => {
  const { caseNumber = '', crime = '' } = JSON.parse(row.details_json) as RequestDetails
  return { caseNumber, crime }
}
