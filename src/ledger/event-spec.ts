import type { z } from 'zod'
import { entryPointers } from '../proof/index.ts'

export const entryTypes = [
  'genesis',
  'policy',
  'codes',
  'witnesses',
  'key',
  'gallery',
  'model',
  'strangers',
  'cred',
  'search',
  'refusal',
  'result',
  'fail',
  'proposal',
  'analysis',
  'assign',
  'review',
  'withdraw',
  'resolve',
  'lead',
  'outcome',
  'packet',
  'guard',
  'inquiry',
  'approval',
  'outside',
  'incident',
  'disclose',
  'erase',
  'import',
  'conduct',
  'contract',
  'scan',
  'finding',
  'declare',
  'tripwire',
  'alarm',
  'elsewhere',
  'audit',
  'misuse',
  'planting',
] as const

export type EntryType = (typeof entryTypes)[number]

export type HiddenField = {
  /** One sentence for docs/events.md. */
  readonly says: string
  readonly optional?: true
  /** Each item of the list gets a disclosure of its own, so that one can be shown without the others. */
  readonly list?: true
}

/** What one type of entry holds: the fields the world reads, and the fields it only sees committed to. */
export type EventSpec = {
  readonly says: string
  /** Types that `ref` may point to. */
  readonly parents?: readonly EntryType[]
  readonly shown: Readonly<Record<string, z.ZodType>>
  readonly hidden: Readonly<Record<string, HiddenField>>
}

/** Fields whose value is the log index of an earlier entry, with the type that entry must have. */
export const pointers = entryPointers

/** The hidden time stands in most entries; the week `w` is all that the public sees of it. */
export const hiddenTime: HiddenField = { says: 'Moment of the event in milliseconds since 1970, UTC.' }
