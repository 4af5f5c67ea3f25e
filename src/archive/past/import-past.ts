import { createHash, randomBytes } from 'node:crypto'
import { canonicalJson, type EntryId, isoDate, must, newId, toBase64url } from '../../kernel/index.ts'
import { type House, shortened } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { leafHash, rootFromLeaves, rowText, saltBytes } from '../../proof/index.ts'
import type { Tx } from '../../storage/index.ts'
import { refused } from '../refusal-code.ts'
import type { PastMapping } from './past-mapping.ts'
import { pastTable, pastTableText } from './past-table.ts'
import { type PastRow, type PastRows, type PastTable, readPastRows } from './read-past-rows.ts'

export type PastFile = { readonly sha256: string; readonly table: PastTable; readonly mapping: PastMapping }

/** What a file holds that is not here yet, before anything is written. */
export type PastLook = PastRows & {
  /** Rows that an earlier batch holds already. */
  readonly known: number
}

export type ImportedBatch = {
  readonly n: number
  readonly rows: number
  readonly broken: number
  readonly known: number
  readonly root: string
  readonly logIndex: number
}

/** Reads a file as importing would, and writes nothing. Refuses COLUMN_MISSING, IMPORT_REPEATED. */
export async function lookAtPast(house: House, of: { user: User; file: PastFile }): Promise<PastLook> {
  const { user, file } = of
  await checkNotRepeated(house, of)
  const read = readPastRows(file.table, { mapping: file.mapping, today: isoDate(house.clock.now()) })
  const known = await knownKeys(house, { user, source: file.mapping.source })
  const rows = read.rows.filter(({ key }) => !known.has(key))
  return { ...read, rows, known: read.rows.length - rows.length }
}

/**
 * Takes the searches of an older system over as a batch: kept row by row, fixed by an entry of the log from now on, and never added to
 * what the log attests. Refuses ROLE_MISSING, IMPORT_REPEATED, COLUMN_MISSING, NOTHING_TO_IMPORT.
 */
export async function importPast(house: House, of: { user: User; file: PastFile }): Promise<ImportedBatch> {
  const { user, file } = of
  if (!user.roles.includes('programme-manager')) throw roleMissing(user)
  const look = await lookAtPast(house, of)
  const { rows, broken, known } = look
  if (rows.length === 0) throw nothingToImport(look)
  const leaves = rows.map(({ search }) => {
    const salt = new Uint8Array(randomBytes(saltBytes))
    const bytes = new TextEncoder().encode(rowText(toBase64url(salt), canonicalJson(search)))
    return { salt, hash: leafHash(bytes) }
  })
  const root = Buffer.from(rootFromLeaves(leaves.map(({ hash }) => hash))).toString('hex')
  const salts = leaves.map(({ salt }) => salt)
  // The number runs through the whole house, whichever agency imports.
  const { entryId, n } = await house.storage.actingFor(undefined, () =>
    house.storage.transaction(async (tx) => {
      const batch = { n: (await highestNumber(tx)) + 1, rows, broken: broken.length, root, salts }
      return { n: batch.n, entryId: await writeBatch(house, tx, { user, file, batch }) }
    }),
  )
  const { index } = await house.ledger.settled(entryId)
  return { n, rows: rows.length, broken: broken.length, known, root, logIndex: index }
}

type Batch = {
  n: number
  rows: readonly PastRow[]
  broken: number
  root: string
  salts: readonly Uint8Array[]
}

async function writeBatch(
  house: House,
  tx: Tx,
  of: { user: User; file: PastFile; batch: Batch },
): Promise<EntryId> {
  const { user, file, batch } = of
  const { source, words } = file.mapping
  const searches = batch.rows.map(({ search }) => search)
  const text = pastTableText(pastTable({ n: batch.n, source, searches }))
  const mapping = canonicalJson(JSON.parse(JSON.stringify(file.mapping)))
  const months = searches.map(({ date }) => date.slice(0, 7)).sort()
  const entryId = await house.ledger.queue(tx, {
    type: 'import',
    unit: user.agency.id,
    fields: {
      ...{ n: batch.n, source, rows: searches.length, broken: batch.broken, root: batch.root },
      ...{ table: sha256(text), from: must(months[0], 'month'), to: must(months.at(-1), 'month') },
    },
    hidden: {
      ...{ file: file.sha256, mapping: sha256(mapping), actor: user.id },
      ...(words === undefined ? {} : { words: shortened(words) }),
    },
  })
  const id = newId<string & { readonly [key: symbol]: never }>()
  await tx
    .insertInto('import_batches')
    .values({
      ...{
        id,
        agency_id: user.agency.id,
        n: batch.n,
        source,
        file_sha256: file.sha256,
        mapping_json: mapping,
      },
      ...{ row_count: searches.length, broken_count: batch.broken, root: batch.root, table_json: text },
      ...{ imported_by: user.id, entry_id: entryId, imported_at: house.clock.now() },
    })
    .execute()
  await writeRows(tx, { id, user, source, batch })
  return entryId
}

/** As many rows at once as fit the parameters of a statement. */
const step = 2_000

async function writeRows(
  tx: Tx,
  of: { id: string; user: User; source: string; batch: Batch },
): Promise<void> {
  const { id, user, source, batch } = of
  const rows = batch.rows.map(({ key, search }, place) => ({
    ...{ batch_id: id, agency_id: user.agency.id, place, source, row_key: key },
    ...{ leaf_salt: must(batch.salts[place], 'salt'), row_json: canonicalJson(search) },
  }))
  for (let at = 0; at < rows.length; at += step)
    await tx
      .insertInto('imported_searches')
      .values(rows.slice(at, at + step))
      .execute()
}

const highestNumber = async (tx: Tx): Promise<number> => {
  const row = await tx
    .selectFrom('import_batches')
    .select(({ fn }) => fn.max('n').as('n'))
    .executeTakeFirst()
  return row?.n ?? 0
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

async function checkNotRepeated(house: House, { user, file }: { user: User; file: PastFile }): Promise<void> {
  const before = await house.storage.db
    .selectFrom('import_batches')
    .select(['n', 'row_count', 'imported_at'])
    .where('agency_id', '=', user.agency.id)
    .where('file_sha256', '=', file.sha256)
    .executeTakeFirst()
  if (before)
    throw refused({
      code: 'IMPORT_REPEATED',
      reason: `This very file was imported on ${isoDate(before.imported_at)} as batch ${before.n}, ${before.row_count} searches; what was imported is fixed.`,
      needed: 'Rows that were left out come in with a file of their own.',
    })
}

async function knownKeys(house: House, of: { user: User; source: string }): Promise<ReadonlySet<string>> {
  const rows = await house.storage.db
    .selectFrom('imported_searches')
    .select('row_key')
    .where('agency_id', '=', of.user.agency.id)
    .where('source', '=', of.source)
    .execute()
  return new Set(rows.map(({ row_key }) => row_key))
}

/** The tables of all batches as they are published, by number. */
export async function importTables(house: House): Promise<readonly { n: number; text: string }[]> {
  const rows = await house.storage.actingFor(undefined, () =>
    house.storage.db.selectFrom('import_batches').select(['n', 'table_json']).orderBy('n').execute(),
  )
  return rows.map(({ n, table_json }) => ({ n, text: table_json }))
}

const roleMissing = (user: User) =>
  refused({
    code: 'ROLE_MISSING',
    reason: `Your role (${user.roles.join(', ')}) does not import the past.`,
    needed: 'Ask the programme manager.',
  })

const nothingToImport = ({ known, broken }: PastLook) =>
  refused({
    code: 'NOTHING_TO_IMPORT',
    reason: `No row of this file is new: ${known} are here already, ${broken.length} cannot be read.`,
    needed: 'See why with --dry-run; mend the file or the mapping.',
  })
