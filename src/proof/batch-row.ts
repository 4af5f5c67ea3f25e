import { type CanonicalValue, canonicalJson, fromBase64url } from '../kernel/index.ts'
import { fromBase64 } from './base64.ts'
import { hexOf, utf8Bytes } from './bytes.ts'
import { saltBytes } from './disclosure.ts'
import { hashBytes, leafHash } from './merkle-hash.ts'
import { refusal } from './refuse.ts'
import { verifyInclusion } from './verify-proof.ts'

// Rows of a batch of searches from an older system. The entry `import` holds the number of rows and the root of the tree over them.

/** One row as it travels outside: its exact text, where it stands in its batch, and the hashes from there to the root. */
export type BatchRow = {
  readonly place: number
  /** Canonical JSON of the salt (base64url) and the row; the bytes of the leaf. */
  readonly row: string
  /** Inclusion hashes (RFC 9162), leaf's sibling first, in base64. */
  readonly proof: readonly string[]
}

type Entry = { readonly [member: string]: CanonicalValue | undefined }

const maxRows = 64
// A batch has fewer than 2^30 rows.
const maxHashes = 30

/** Name under which the log says that a row was opened. */
export const rowField = (place: number): string => `row.${place}`

/** The place that such a name means; undefined for every other name and spelling. */
export function rowPlace(field: string): number | undefined {
  const place = /^row\.(0|[1-9]\d{0,6})$/.exec(field)?.[1]
  return place === undefined ? undefined : Number(place)
}

/** The text of a row with its salt, whose hash is the leaf. `rowJson` is canonical already. */
export const rowText = (salt: string, rowJson: string): string => `["${salt}",${rowJson}]`

/** Reads rows from outside; undefined when a member is missing or of another kind. */
export function readBatchRows(value: unknown): readonly BatchRow[] | undefined {
  if (!Array.isArray(value) || value.length > maxRows) return undefined
  const rows = value.map(readRow)
  return rows.every((row) => row !== undefined) ? rows : undefined
}

function readRow(value: unknown): BatchRow | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { place, row, proof } = value as Partial<Record<string, unknown>>
  if (typeof place !== 'number' || typeof row !== 'string' || !Array.isArray(proof)) return undefined
  if (proof.length > maxHashes || !proof.every((hash) => typeof hash === 'string')) return undefined
  return { place, row, proof }
}

/**
 * The rows that stand in the batch of an entry `import`, each by its name, without their salts. Refuses (DISCLOSURE_INVALID) a row,
 * salt, place or hash that is not the one under the root, a row that is given twice, and rows beside any other entry.
 */
export function openBatchRows(
  entry: Entry,
  rows: readonly BatchRow[],
): readonly { readonly name: string; readonly value: CanonicalValue }[] {
  if (rows.length > 0 && entry.t !== 'import') throw invalid('beside an entry that fixes no batch')
  if (new Set(rows.map(({ place }) => place)).size !== rows.length) throw invalid('twice')
  return rows.map((row) => {
    const name = rowField(row.place)
    if (rowPlace(name) === undefined || !stands(entry, row))
      throw invalid(`that is not row ${row.place} of the ${String(entry.rows)} in its batch`)
    return { name, value: readText(row.row) }
  })
}

function stands(entry: Entry, { place: index, row, proof }: BatchRow): boolean {
  const root = rootOf(entry)
  const hashes = proof.map((hash) => fromBase64(hash)).filter((hash) => hash !== undefined)
  const bytes = utf8Bytes(row)
  const size = entry.rows
  if (root === undefined || bytes === undefined || typeof size !== 'number') return false
  return (
    hashes.length === proof.length &&
    verifyInclusion({ leafHash: leafHash(bytes), index, size, proof: hashes, root })
  )
}

function rootOf({ root }: Entry): Uint8Array | undefined {
  if (typeof root !== 'string') return undefined
  const bytes = Uint8Array.from(root.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return bytes.length === hashBytes && hexOf(bytes) === root ? bytes : undefined
}

/** What was committed to may still be no row: whoever imported wrote it. */
function readText(text: string): CanonicalValue {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw invalid('that is not JSON')
  }
  const [salt, search, ...more] = Array.isArray(value) ? value : []
  const salted = typeof salt === 'string' && fromBase64url(salt)?.length === saltBytes
  const isRow = typeof search === 'object' && search !== null && !Array.isArray(search)
  const texts = isRow && Object.values(search).every((one) => typeof one === 'string')
  if (!salted || !texts || more.length > 0 || canonicalJson(value) !== text)
    throw invalid('that is not a salt and the texts of a search, written canonically')
  return search as CanonicalValue
}

const invalid = (fault: string) =>
  refusal(
    'DISCLOSURE_INVALID',
    `The disclosure file holds a row ${fault}.`,
    'The file as casebound log disclose wrote it.',
  )
