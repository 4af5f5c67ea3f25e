import { type CanonicalValue, isRefused } from '../kernel/index.ts'
import { openBatchRows } from './batch-row.ts'
import { utf8Text } from './bytes.ts'
import { type OpenedField, openFields } from './open-fields.ts'
import { type ProvenEntry, provenEntry, readProvenEntry } from './proven-entry.ts'
import { inWords, refusal } from './refuse.ts'
import type { TrustPolicy } from './trust-policy.ts'

/** The name that stands in every such file, so that a reader knows what it is. */
const format = 'casebound-disclosure-v1'
const maxFileBytes = 4_000_000

/** Hidden values of one log entry, opened for somebody, with all that is needed to check them offline. */
export type DisclosureFile = {
  readonly verifierKey: string
  /** The entry whose values are opened. */
  readonly opened: ProvenEntry
  /** The entry that says that they were opened, and for whom. */
  readonly onRecord: ProvenEntry
}

export type OpenedEntry = {
  readonly index: number
  readonly entry: { readonly [member: string]: CanonicalValue }
  readonly fields: readonly OpenedField[]
}

export type DisclosureReport = {
  readonly verified: boolean
  /** In plain words; empty exactly when verified. */
  readonly problems: readonly string[]
  /** The key that everything was checked with, and whether it came from elsewhere than the file. */
  readonly vkey: string
  readonly vkeyPinned: boolean
  /** Only when verified. */
  readonly opened?: OpenedEntry
  readonly onRecord?: OpenedEntry
}

/** Text of a disclosure file: JSON that a person can read too. */
export const formatDisclosureFile = (file: DisclosureFile): string =>
  `${JSON.stringify({ format, ...file }, null, 2)}\n`

/** Reads a disclosure file. Refuses (DISCLOSURE_INVALID) anything that is none. */
export function parseDisclosureFile(file: string | Uint8Array): DisclosureFile {
  // From outside: bounded, strict UTF-8, every member looked at.
  if (file.length > maxFileBytes) throw invalid(`has ${file.length} bytes; the limit is ${maxFileBytes}`)
  const text = typeof file === 'string' ? file : utf8Text(file)
  let value: unknown
  try {
    value = JSON.parse(text ?? '')
  } catch {
    throw invalid('is not JSON')
  }
  const { format: said, verifierKey, opened, onRecord } = (value ?? {}) as Partial<Record<string, unknown>>
  if (said !== format) throw invalid(`does not say ${format}`)
  if (typeof verifierKey !== 'string') throw invalid('names no verifier key')
  const [first, second] = [readProvenEntry(opened), readProvenEntry(onRecord)]
  if (first === undefined || second === undefined)
    throw invalid('lacks an entry, its proof or its disclosures')
  return { verifierKey, opened: first, onRecord: second }
}

/**
 * Checks a disclosure file offline: both entries stand in the log of the key, every opened value is the one that was committed to, and
 * the log says that exactly these were opened. Whose log it is says `vkey`, else the log lines of `policy`, else the file itself, which the
 * report tells. Reports what is wrong instead of throwing.
 */
export async function verifyDisclosureFile(
  text: string | Uint8Array,
  trust: { readonly vkey?: string | undefined; readonly policy?: TrustPolicy | undefined } = {},
): Promise<DisclosureReport> {
  const trusted = trust.vkey === undefined ? (trust.policy?.logs ?? []).map((log) => log.vkey) : [trust.vkey]
  const pinned = trusted.length > 0
  let vkey = trusted[0] ?? ''
  try {
    const file = parseDisclosureFile(text)
    if (!pinned || trusted.includes(file.verifierKey)) vkey = file.verifierKey
    const opened = await provenEntry(file.opened, { vkey, policy: trust.policy, what: 'opened' })
    const onRecord = await provenEntry(file.onRecord, { vkey, policy: trust.policy, what: 'onRecord' })
    const found = {
      opened: { ...opened, fields: everything(opened.entry, file.opened) },
      onRecord: { ...onRecord, fields: everything(onRecord.entry, file.onRecord) },
    }
    const problem = recordFault(found)
    if (problem !== undefined) return { verified: false, problems: [problem], vkey, vkeyPinned: pinned }
    return { verified: true, problems: [], vkey, vkeyPinned: pinned, ...found }
  } catch (error) {
    if (!isRefused(error)) throw error
    return { verified: false, problems: [inWords(error)], vkey, vkeyPinned: pinned }
  }
}

/** All that is opened of an entry: values that it commits to, and rows of the batch that it fixes. */
const everything = (
  entry: OpenedEntry['entry'],
  { disclosures, rows = [] }: ProvenEntry,
): readonly OpenedField[] => [...openFields(entry, disclosures), ...openBatchRows(entry, rows)]

/** The log must say that this entry was opened, and which of its values; no more and no less than the file holds. */
function recordFault(of: { opened: OpenedEntry; onRecord: OpenedEntry }): string | undefined {
  const { t, ref, fields } = of.onRecord.entry
  if (t !== 'disclose') return `Entry ${of.onRecord.index} does not tell of an opening. (DISCLOSURE_INVALID)`
  if (ref !== of.opened.index)
    return `The log says that entry ${String(ref)} was opened, not ${of.opened.index}. (DISCLOSURE_INVALID)`
  const told = Array.isArray(fields) ? fields.map(String) : []
  const held = of.opened.fields.map(({ name }) => name)
  const differing = [
    ...held.filter((name) => !told.includes(name)),
    ...told.filter((name) => !held.includes(name)),
  ]
  return differing.length === 0
    ? undefined
    : `The file and the log differ in what was opened: ${differing.join(', ')}. (DISCLOSURE_INVALID)`
}

const invalid = (fault: string) =>
  refusal(
    'DISCLOSURE_INVALID',
    `The disclosure file ${fault}.`,
    'The file as casebound log disclose wrote it.',
  )
