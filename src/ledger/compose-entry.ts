import { randomBytes } from 'node:crypto'
import { type CanonicalValue, type EntryId, profiledJson, profileFault } from '../kernel/index.ts'
import { disclosureDigest, makeDisclosure, saltBytes } from '../proof/index.ts'
import { catalogue, checkEntry, type EntryValue, isEntryType, padName } from './catalogue.ts'
import type { EntryDraft } from './draft.ts'
import { pointers } from './event-spec.ts'
import { candidateBucket } from './events-search.ts'
import { refused } from './ledger-refusal.ts'
import { entryLimitBytes } from './read-entry.ts'

/** One hidden value with its salt; `name` is the field, or field and place for an item of a list: `cands.0`. */
export type NamedDisclosure = { readonly name: string; readonly disclosure: string }

export type ComposedEntry = {
  readonly entry: EntryValue
  readonly bytes: Uint8Array
  readonly disclosures: readonly NamedDisclosure[]
}

export type EntryFrame = {
  readonly id: EntryId
  readonly week: string
  readonly timeMs: number
  /** Log indices by public field name: ref, pol, gal. */
  readonly indices: Readonly<Record<string, number>>
}

/** Name that every item of a hidden list has in its own disclosure. */
export const listItemName = 'item'

/**
 * Makes the exact bytes of an entry from a draft: salts, commitments, common members. Refused ENTRY_NOT_ALLOWED when
 * the draft does not fit the catalogue, ENTRY_TOO_LARGE. Messages name fields, never values.
 */
export function composeEntry(draft: EntryDraft, frame: EntryFrame): ComposedEntry {
  if (!isEntryType(draft.type)) throw notAllowed('its type is not in the catalogue')
  const reserved = ['v', 't', 'id', 'w', 'u', 'c', 'ref', ...Object.keys(pointers)]
  const taken = Object.keys(draft.fields).find((name) => reserved.includes(name))
  if (taken !== undefined) throw notAllowed(`${draft.type}, field ${taken} is set by the ledger`)
  const { commitments, disclosures } = commit(draft, frame.timeMs)
  const value = {
    v: 1,
    t: draft.type,
    id: frame.id,
    w: frame.week,
    u: draft.unit,
    c: commitments,
    ...draft.fields,
    ...frame.indices,
  }
  const checked = checkEntry(value)
  if ('fault' in checked) throw notAllowed(checked.fault)
  checkBucket(draft)
  const bytes = new TextEncoder().encode(profiledJson(value))
  if (bytes.length > entryLimitBytes)
    throw refused({
      code: 'ENTRY_TOO_LARGE',
      reason: `The entry has ${bytes.length} bytes; the limit is ${entryLimitBytes}.`,
      needed: 'Fewer or shorter public fields.',
    })
  return { entry: checked.entry, bytes, disclosures }
}

function commit(draft: EntryDraft, timeMs: number) {
  const fields = catalogue[draft.type].hidden
  const unknown = Object.keys(draft.hidden).find((name) => fields[name] === undefined)
  if (unknown !== undefined)
    throw notAllowed(`${draft.type}: a hidden field that the catalogue does not have`)
  const commitments: Record<string, string> = {}
  const disclosures: NamedDisclosure[] = []
  const add = (name: string, stored: NamedDisclosure) => {
    commitments[name] = disclosureDigest(stored.disclosure)
    disclosures.push(stored)
  }
  for (const [name, field] of Object.entries(fields)) {
    const value = draft.hidden[name] ?? (name === 'time' ? timeMs : undefined)
    if (value === undefined) {
      if (field.optional === true) continue
      throw notAllowed(`${draft.type}: hidden field ${name} is missing`)
    }
    const fault = profileFault([value])
    if (fault !== undefined) throw notAllowed(`${draft.type}: hidden field ${name} is outside the profile`)
    const items = field.list === true ? hideItems(name, value) : undefined
    disclosures.push(...(items ?? []))
    const shown = items?.map(({ disclosure }) => disclosureDigest(disclosure)) ?? value
    add(name, { name, disclosure: hide(name, shown) })
  }
  // An entry without a single commitment could be guessed from its leaf hash before it is published.
  if (disclosures.length === 0) add(padName, { name: padName, disclosure: hide(padName, '') })
  return { commitments, disclosures }
}

function hideItems(name: string, value: CanonicalValue): readonly NamedDisclosure[] {
  if (!Array.isArray(value)) throw notAllowed(`hidden field ${name} must be a list`)
  return value.map((item: CanonicalValue, at) => ({
    name: `${name}.${at}`,
    disclosure: hide(listItemName, item),
  }))
}

const hide = (name: string, value: CanonicalValue): string =>
  makeDisclosure({ salt: new Uint8Array(randomBytes(saltBytes)), name, value })

/** The public bucket must tell the truth about the hidden list. */
function checkBucket({ type, fields, hidden }: EntryDraft): void {
  const candidates = hidden.cands
  if (type !== 'result' || !Array.isArray(candidates)) return
  if (fields.n !== candidateBucket(candidates.length))
    throw notAllowed('result, field n: not the bucket of the candidate list')
}

const notAllowed = (fault: string) =>
  refused({
    code: 'ENTRY_NOT_ALLOWED',
    reason: `The log does not take this entry: ${fault}.`,
    needed: 'An entry as docs/events.md describes it.',
  })
