import { z } from 'zod'
import type { CanonicalValue } from '../kernel/index.ts'
import { type EntryType, type EventSpec, entryTypes } from './event-spec.ts'
import { analysis, guard, inquiry, lead, outcome, packet, proposal, review } from './events-after.ts'
import { assign, resolve, withdraw } from './events-assigned.ts'
import { audit, misuse } from './events-audit.ts'
import { approval, outside } from './events-decided.ts'
import {
  codes,
  cred,
  gallery,
  genesis,
  incident,
  key,
  model,
  policy,
  strangers,
  witnesses,
} from './events-house.ts'
import { conduct, contract, declare, finding, scan } from './events-oversight.ts'
import { planting } from './events-planted.ts'
import { disclose, erase, imported } from './events-record.ts'
import { fail, refusal, result, search } from './events-search.ts'
import { alarm, elsewhere, tripwire } from './events-watch.ts'
import { shapes } from './field-shapes.ts'

/** Every type of entry that the log may hold. docs/events.md is generated from it. */
export const catalogue: Readonly<Record<EntryType, EventSpec>> = {
  genesis,
  policy,
  codes,
  witnesses,
  key,
  gallery,
  model,
  strangers,
  cred,
  search,
  refusal,
  result,
  fail,
  proposal,
  analysis,
  assign,
  review,
  withdraw,
  resolve,
  lead,
  outcome,
  packet,
  guard,
  inquiry,
  approval,
  outside,
  incident,
  disclose,
  erase,
  import: imported,
  conduct,
  contract,
  scan,
  finding,
  declare,
  tripwire,
  alarm,
  elsewhere,
  audit,
  misuse,
  planting,
}

/** Members that every entry has. */
export const commonFields = {
  v: z.literal(1).describe('Version of the entry format.'),
  t: z.string().describe('Type of the entry.'),
  id: shapes.entryId.describe('16 random bytes, base64url; not linked to the case.'),
  w: shapes.isoWeekText.describe('ISO week of the event, UTC.'),
  u: shapes.code.describe('Unit or agency concerned.'),
} as const

/** What stands for the hidden fields of a type that has none, so that no leaf hash can be guessed. */
export const padName = 'pad'

const schemas = new Map<string, z.ZodType>(
  entryTypes.map((type) => [
    type,
    z.strictObject({ ...commonFields, ...catalogue[type].shown, c: commitments(type) }),
  ]),
)

function commitments(type: EntryType): z.ZodType {
  const hidden = Object.entries(catalogue[type].hidden)
  if (hidden.length === 0) return z.strictObject({ [padName]: shapes.commitment })
  return z.strictObject(
    Object.fromEntries(
      hidden.map(([name, field]) => [
        name,
        field.optional === true ? shapes.commitment.optional() : shapes.commitment,
      ]),
    ),
  )
}

export const isEntryType = (text: unknown): text is EntryType => entryTypes.some((type) => type === text)

/** An entry as read back: the common members, and the rest by name. */
export type EntryValue = { readonly [name: string]: CanonicalValue } & {
  readonly t: EntryType
  readonly id: string
  readonly w: string
  readonly u: string
  readonly c: { readonly [name: string]: string }
}

/**
 * Checks an entry against the catalogue: gives the entry, or what is wrong with it. The fault names the field and the
 * rule but never repeats a value, because a value that does not belong in the log must not travel in a message either.
 */
export function checkEntry(value: unknown): { readonly entry: EntryValue } | { readonly fault: string } {
  if (typeof value !== 'object' || value === null) return { fault: 'not an object' }
  const type = 't' in value ? value.t : undefined
  if (!isEntryType(type)) return { fault: 'its type is not in the catalogue' }
  const parsed = schemas.get(type)?.safeParse(value)
  if (parsed?.success === true) return { entry: value as EntryValue }
  const issue = parsed?.error.issues[0]
  const where = issue?.path.join('.') ?? ''
  const keys = issue?.code === 'unrecognized_keys' ? 'a field that the catalogue does not have' : undefined
  return { fault: `${type}${where === '' ? '' : `, field ${where}`}: ${keys ?? issueText(issue)}` }
}

function issueText(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'not as the catalogue says'
  if (issue.code === 'invalid_format' || issue.code === 'custom') return issue.message
  return issue.code.replaceAll('_', ' ')
}
