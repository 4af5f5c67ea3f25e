import { asId, type EntryId, newId, type SearchId } from '../kernel/index.ts'
import { type House, isConcluded, noteRankView, shortened } from '../lead/index.ts'
import { catalogue } from '../ledger/index.ts'
import { type User, userById } from '../people/index.ts'
import { type DisclosureFile, type ProvenEntry, rowField, rowPlace } from '../proof/index.ts'
import { caseOfEntry } from './entries-of-case.ts'
import { asKeeper, type FoundEntry, findRecord, searchOfEntry } from './find-record.ts'
import { placesOf, proveRows } from './past/prove-rows.ts'
import { refused } from './refusal-code.ts'

export const audiences = [
  'defence',
  'prosecution',
  'court',
  'auditor',
  'subject',
  'researcher',
  'agency',
] as const
export type Audience = (typeof audiences)[number]

export type DisclosureDraft = {
  /** Index of the log, entry id, or id of a record. */
  readonly id: string
  /** Hidden fields; an item of a list as `cands.2`, which opens the list of digests too; a row of an imported batch as `row.17`. */
  readonly fields: readonly string[]
  /** Rows of an imported batch by the ids that the searches had in the older system. */
  readonly rowIds?: readonly string[] | undefined
  readonly audience: Audience
  /** To whom. */
  readonly to: string
  /** Court order, motion or request it is given on. */
  readonly order?: string | undefined
}

/**
 * Opens hidden values of an entry for somebody: first the log says that it is done, and for whom; then they are given out with proofs.
 * Candidates and examinations are opened only after the search was concluded, so that nobody is unblinded by it.
 * Rows of an imported batch are proved before anything is logged, so that nothing is told that cannot be shown.
 * Refuses RECORD_UNKNOWN, FIELD_UNKNOWN, VALUE_ERASED, NOT_CONCLUDED, RECIPIENT_MISSING, ROWS_DAMAGED, and what the ledger refuses.
 */
export async function discloseEntry(
  house: House,
  { user, draft }: { readonly user: User; readonly draft: DisclosureDraft },
): Promise<{ readonly file: DisclosureFile; readonly logIndex: number }> {
  const { entry } = await findRecord(house, { user, id: draft.id })
  const recipient = shortened(draft.to.trim())
  if (recipient === '') throw recipientMissing()
  const named = draft.fields.map((field) => rowPlace(field))
  const byId = await placesOf(house, { entry, ids: draft.rowIds ?? [] })
  const places = [...new Set([...named.filter((place) => place !== undefined), ...byId])]
  const hidden = withLists(draft.fields.filter((_, at) => named[at] === undefined))
  if (places.length === 0 || hidden.length > 0) await checkFields(house, { entry, fields: hidden })
  const rows = await proveRows(house, { entry, places })
  const fields = [...hidden, ...places.map(rowField)]
  const search = await concludedSearch(house, entry)
  const entryId = await logDisclosure(house, { user, entry, fields, draft: { ...draft, to: recipient } })
  const { index } = await house.ledger.settled(entryId)
  // Whoever opens a list or a conclusion for somebody knows it, and examines neither this search nor another try of its picture.
  if (search !== undefined && ['result', 'analysis', 'review', 'planting'].includes(entry.value.t))
    await noteRankView(house, { searchId: asId<SearchId>(search), userId: user.id })
  return {
    logIndex: index,
    file: {
      verifierKey: house.ledger.vkey,
      opened: {
        ...(await proven(house, { entryId: entry.entryId, fields: hidden })),
        ...(rows.length === 0 ? {} : { rows }),
      },
      onRecord: await proven(house, { entryId, fields: ['recipient'] }),
    },
  }
}

/** Items of a list are checked against the list, so that is opened with them. */
function withLists(fields: readonly string[]): readonly string[] {
  const named = fields.flatMap((field) =>
    field.includes('.') ? [field.slice(0, field.indexOf('.')), field] : [field],
  )
  return [...new Set(named)]
}

async function checkFields(
  house: House,
  of: { entry: FoundEntry; fields: readonly string[] },
): Promise<void> {
  const list = () => house.ledger.hiddenValues(of.entry.entryId)
  const hidden = await asKeeper(house, of.entry.value, list)
  for (const name of of.fields) {
    const found = hidden.find((one) => one.name === name)
    if (found === undefined)
      throw fieldUnknown(name, { entry: of.entry, names: hidden.map((one) => one.name) })
    if (found.erasedBy !== undefined) throw erased(name, { entry: of.entry, erasedBy: found.erasedBy })
  }
  if (of.fields.length === 0)
    throw fieldUnknown('', { entry: of.entry, names: hidden.map(({ name }) => name) })
}

/** The search whose candidates or examinations these are; refuses NOT_CONCLUDED while people still look at it, or at the planted case. */
async function concludedSearch(house: House, entry: FoundEntry): Promise<string | undefined> {
  const planted = await caseOfEntry(house, entry)
  if (planted?.ended) return undefined
  const search = planted?.id ?? (await searchOfEntry(house, entry))
  const unblinds = ['result', 'analysis', 'review', 'proposal', 'planting'].includes(entry.value.t)
  if (search === undefined || !unblinds) return search
  if (await isConcluded(house.storage.db, asId<SearchId>(search))) return search
  throw refused({
    code: 'NOT_CONCLUDED',
    reason: `Entry ${entry.index} belongs to a search that is still examined; opening it could unblind the examiners.`,
    needed: 'Wait until both examinations are sealed and the search is concluded.',
  })
}

async function logDisclosure(
  house: House,
  of: { user: User; entry: FoundEntry; fields: readonly string[]; draft: DisclosureDraft },
): Promise<EntryId> {
  const { user, entry, fields, draft } = of
  const order = shortened(draft.order?.trim() ?? '')
  return house.storage.transaction(async (tx) => {
    const entryId = await house.ledger.queue(tx, {
      type: 'disclose',
      unit: user.agency.id,
      ref: entry.entryId,
      fields: { fields: [...fields], audience: draft.audience },
      hidden: { recipient: draft.to, actor: user.id, ...(order === '' ? {} : { order }) },
    })
    await tx
      .insertInto('disclosures')
      .values({
        ...{ id: newId(), agency_id: user.agency.id, opened_by: user.id, entry_id: entryId },
        ...{ opened_entry_id: entry.entryId, opened_index: String(entry.index) },
        ...{ fields_json: JSON.stringify(fields), audience: draft.audience, recipient: draft.to },
        ...{ order_reference: order === '' ? null : order, opened_at: house.clock.now() },
      })
      .execute()
    return entryId
  })
}

async function proven(
  house: House,
  of: { entryId: EntryId; fields: readonly string[] },
): Promise<ProvenEntry> {
  const { tlogProof, entryBytes } = await house.ledger.prove(of.entryId)
  const entry = new TextDecoder().decode(entryBytes)
  const open = () => house.ledger.disclosures(of.entryId, of.fields)
  const disclosures = await asKeeper(house, JSON.parse(entry), open)
  return { entry, tlogProof, disclosures }
}

/** What was opened for whom, of the user's own agency, the newest first. */
export async function listDisclosures(house: House, user: User) {
  const rows = await house.storage.db
    .selectFrom('disclosures')
    .selectAll()
    .where('agency_id', '=', user.agency.id)
    .orderBy('opened_at', 'desc')
    .limit(500)
    .execute()
  return Promise.all(
    rows.map(async (row) => ({
      openedIndex: Number(row.opened_index),
      fields: JSON.parse(row.fields_json) as readonly string[],
      audience: row.audience as Audience,
      recipient: row.recipient,
      order: row.order_reference ?? undefined,
      openedBy: (await userById(house.storage.db, asId(row.opened_by)))?.name ?? '',
      openedAt: row.opened_at,
      logIndex: (await house.ledger.find(asId<EntryId>(row.entry_id)))?.index ?? 0,
    })),
  )
}

const recipientMissing = () =>
  refused({
    code: 'RECIPIENT_MISSING',
    reason: 'Nobody is named to whom the values are given.',
    needed: 'Name the person, court or office; the name is sealed into the log.',
  })

const fieldUnknown = (name: string, of: { entry: FoundEntry; names: readonly string[] }) =>
  refused({
    code: 'FIELD_UNKNOWN',
    reason:
      name === ''
        ? `No field of entry ${of.entry.index} (${of.entry.value.t}) was named.`
        : `Entry ${of.entry.index} (${of.entry.value.t}) has no hidden field ${JSON.stringify(name.slice(0, 40))}.`,
    needed: `Of these: ${of.names.join(', ')}. ${Object.keys(catalogue[of.entry.value.t].hidden).length} fields are described in docs/events.md.`,
  })

const erased = (name: string, of: { entry: FoundEntry; erasedBy: number }) =>
  refused({
    code: 'VALUE_ERASED',
    reason: `The hidden value ${name} of entry ${of.entry.index} was erased; entry ${of.erasedBy} of the log says so, and on what ground.`,
    needed: `Nobody can open it any more. Entry ${of.entry.index} itself still proves when something was recorded.`,
    evidence: { erasedBy: of.erasedBy },
  })
