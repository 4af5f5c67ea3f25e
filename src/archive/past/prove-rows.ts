import { toBase64url } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import {
  type BatchRow,
  inclusionProof,
  leafHash,
  rootFromLeaves,
  rowText,
  toBase64,
} from '../../proof/index.ts'
import type { FoundEntry } from '../find-record.ts'
import { refused } from '../refusal-code.ts'
import { keyOf } from './read-past-rows.ts'

/** As many rows at once as are read and hashed. */
const step = 20_000

/**
 * Rows of the batch that an entry `import` fixes, each with its salt, its place and the hashes from there to the root in the entry.
 * Refuses FIELD_UNKNOWN (no such place, or an entry of another type) and ROWS_DAMAGED (the rows kept here do not have that root any more).
 */
export async function proveRows(
  house: House,
  of: { readonly entry: FoundEntry; readonly places: readonly number[] },
): Promise<readonly BatchRow[]> {
  const { entry, places } = of
  if (places.length === 0) return []
  const { rows: size, root } = batchOf(entry)
  const outside = places.find((place) => place >= size)
  if (outside !== undefined)
    throw refused({
      code: 'FIELD_UNKNOWN',
      reason: `The batch of entry ${entry.index} has no row ${outside}; it has ${size}.`,
      needed: `A place from 0 to ${size - 1}, or the id of a search in the older system.`,
    })
  const texts = new Map<number, string>()
  const leaves: Uint8Array[] = []
  for (let from = 0; from < size; from += step)
    for (const row of await readRows(house, { entry, from })) {
      const text = rowText(toBase64url(new Uint8Array(row.leaf_salt)), row.row_json)
      leaves.push(leafHash(new TextEncoder().encode(text)))
      if (places.includes(row.place)) texts.set(row.place, text)
    }
  if (leaves.length !== size || Buffer.from(rootFromLeaves(leaves)).toString('hex') !== root)
    throw refused({
      code: 'ROWS_DAMAGED',
      reason: `The rows kept for entry ${entry.index} are not the ${size} that it fixed; somebody changed them since.`,
      needed:
        'Keep the database as it is for the inquiry, and bring the rows back from a backup of the time of the import.',
    })
  // A complete subtree of 2^level leaves; the spans of one proof do not overlap.
  const node = (level: number, at: number) =>
    rootFromLeaves(leaves.slice(at * 2 ** level, (at + 1) * 2 ** level))
  return Promise.all(
    places.map(async (place) => ({
      ...{ place, row: texts.get(place) ?? '' },
      proof: (await inclusionProof(place, size, node)).map(toBase64),
    })),
  )
}

/** Where searches stand in a batch, by their ids in the older system. Refuses FIELD_UNKNOWN. */
export async function placesOf(
  house: House,
  of: { readonly entry: FoundEntry; readonly ids: readonly string[] },
): Promise<readonly number[]> {
  const { entry, ids } = of
  if (ids.length === 0) return []
  const { rows } = batchOf(entry)
  const keys = new Map(ids.map((id) => [keyOf({ id }), id]))
  const found = await rowsOf(house, entry)
    .select(['place', 'row_key'])
    .where('row_key', 'in', [...keys.keys()])
    .execute()
  const places = new Map(found.map(({ row_key, place }) => [keys.get(row_key), place]))
  return ids.map((id) => {
    const place = places.get(id)
    if (place !== undefined) return place
    throw refused({
      code: 'FIELD_UNKNOWN',
      reason: `No search of the batch of entry ${entry.index} had the id ${JSON.stringify(id.slice(0, 60))} in the older system.`,
      needed: `Its id as the file had it, or its place in the batch, from 0 to ${rows - 1}, as row.0.`,
    })
  })
}

function batchOf({ index, value }: FoundEntry): { readonly rows: number; readonly root: string } {
  if (value.t === 'import') return { rows: Number(value.rows), root: String(value.root) }
  throw refused({
    code: 'FIELD_UNKNOWN',
    reason: `Entry ${index} is no import (${value.t}); it has no rows.`,
    needed: 'The entry that fixes the batch: casebound log, or what import-past said.',
  })
}

const rowsOf = ({ storage }: House, { entryId }: FoundEntry) =>
  storage.db
    .selectFrom('imported_searches')
    .where('batch_id', 'in', (query) =>
      query.selectFrom('import_batches').select('id').where('entry_id', '=', entryId),
    )

const readRows = (house: House, of: { readonly entry: FoundEntry; readonly from: number }) =>
  rowsOf(house, of.entry)
    .select(['place', 'leaf_salt', 'row_json'])
    .where('place', '>=', of.from)
    .where('place', '<', of.from + step)
    .orderBy('place')
    .execute()
